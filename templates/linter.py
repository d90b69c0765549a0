"""Which facts a template prints, by dotted name, so that a test can hold template and facts model equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from docxtpl import DocxTemplate
from jinja2 import nodes
from pydantic import BaseModel

from cases.facts.common import Unprinted
from templates.engine import ENVIRONMENT

RESERVED = frozenset({"paper", "loop"})  # the engine's own names


@dataclass
class Used:
    """What a template mentions: every dotted name, and those that are printed whole through a filter."""

    mentioned: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


def used(source: bytes) -> Used:
    """The dotted names in a template's body, heads and feet; `rows[].due_on` for a field of each row of a loop."""
    found = Used()
    for part in parts(source):
        _walk(ENVIRONMENT.parse(part), {}, found, printed=False)
    return found


def parts(source: bytes) -> list[str]:
    """What Jinja is given of a template: its body, its heads and its feet."""
    document = DocxTemplate(BytesIO(source))
    document.init_docx()
    found = [document.patch_xml(document.get_xml())]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        found += [document.patch_xml(document.get_part_xml(p)) for _, p in document.get_headers_footers(uri)]
    return found


def _walk(node: nodes.Node, loops: dict[str, str], found: Used, *, printed: bool) -> None:
    if isinstance(node, nodes.For):
        over = _path(node.iter, loops)
        _note(node.iter, loops, found, printed=False)
        inside = {**loops, node.target.name: f"{over}[]"} if isinstance(node.target, nodes.Name) and over else loops
        for child in [*node.body, *node.else_]:
            _walk(child, inside, found, printed=False)
    elif isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
        _note(node, loops, found, printed=printed)
    else:
        inside_print = printed or isinstance(node, nodes.Output | nodes.Filter)
        if isinstance(node, nodes.If | nodes.CondExpr):
            _walk(node.test, loops, found, printed=False)
            for child in node.iter_child_nodes(exclude=("test",)):
                _walk(child, loops, found, printed=inside_print)
            return
        for child in node.iter_child_nodes():
            _walk(child, loops, found, printed=inside_print)


def _note(node: nodes.Node, loops: dict[str, str], found: Used, *, printed: bool) -> None:
    path = _path(node, loops)
    if path is None:
        for child in node.iter_child_nodes():
            _walk(child, loops, found, printed=printed)
    elif path.split(".")[0].removesuffix("[]") in RESERVED:
        for inside in node.find_all(nodes.Getitem):
            _walk(inside.arg, loops, found, printed=printed)
    else:
        found.mentioned.add(path)
        if printed:
            found.whole.add(path)


def _path(node: nodes.Node, loops: dict[str, str]) -> str | None:
    if isinstance(node, nodes.Name):
        return loops.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        before = _path(node.node, loops)
        return None if before is None else f"{before}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        before = _path(node.node, loops)
        return None if before is None else f"{before}[]"
    return None


@dataclass(frozen=True)
class Leaf:
    """A printable field of a facts model. required: neither it nor a part above it may be left empty."""

    path: str
    required: bool


def leaves(model: type[BaseModel], above: str = "", required: bool = True) -> Iterator[Leaf]:
    """Every printable field of a facts model, by the same dotted names as `used`."""
    for name, info in model.model_fields.items():
        if any(mark is Unprinted or isinstance(mark, Unprinted) for mark in info.metadata):
            continue
        path = f"{above}.{name}" if above else name
        inner, many, optional = opened(info.annotation)
        needed = required and not optional and info.is_required()
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, f"{path}[]" if many else path, needed)
        else:
            yield Leaf(f"{path}[]" if many else path, needed)


def opened(annotation: Any) -> tuple[Any, bool, bool]:
    """The type inside `tuple[X, ...]`, `X | None`, `Annotated[X, ...]`; whether it is many; whether it may be None."""
    many = optional = False
    while True:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation = args[0]
        elif origin is tuple:
            annotation, many = args[0], True
        elif origin in (Union, UnionType) and type(None) in args:
            kinds = [a for a in args if a is not type(None)]
            annotation, optional = kinds[0], True
        else:
            return annotation, many, optional


def differences(source: bytes, model: type[BaseModel]) -> list[str]:
    """How template and facts model disagree, a sentence each; empty when they are equal."""
    return [
        *(f"The template asks for {path}, which the facts do not have." for path in unknown(source, model)),
        *(f"The facts have {path}, which the template never prints." for path in unprinted(source, model)),
    ]


def unknown(source: bytes, model: type[BaseModel]) -> list[str]:
    """What the template asks for and the facts do not have."""
    known = {leaf.path for leaf in leaves(model)}
    parents = {path[:cut] for path in known for cut in _cuts(path)} | {p.removesuffix("[]") for p in known}
    return sorted(used(source).mentioned - known - parents)


def unprinted(source: bytes, model: type[BaseModel]) -> list[str]:
    """What the facts have and the template never prints."""
    found, missing = used(source), []
    for path in sorted(leaf.path for leaf in leaves(model)):
        bare = path.removesuffix("[]")
        whole = {path, bare} | {path[:cut] for cut in _cuts(path)}
        if not ({path, bare} & found.mentioned or whole & found.whole):
            missing.append(path)
    return missing


def _cuts(path: str) -> Iterator[int]:
    """Where the parents of `a.b[].c` end: `a`, `a.b`, `a.b[]`."""
    for place, letter in enumerate(path):
        if letter in ".[":
            yield place
        elif letter == "]" and path[place + 1 : place + 2] == ".":
            yield place + 1
