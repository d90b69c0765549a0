"""What a template may do: print facts, choose, and go through a list. It cannot call, reach, import or run without end.

Looked at when a landlord's own wording is taken in, and by the engine before any template is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

FILTERS = frozenset(
    {
        "money",
        "balance",
        "day",
        "court_day",
        "welsh_day",
        "welsh_court_day",
        "clock",
        "every",
        "listed",
        "capitalize",
        "join",
        "length",
        "map",
        "replace",
    }
)
TESTS = frozenset({"none"})
LOOPS_DEEP, LAW_DEEP, FILTERS_DEEP, DEEP, LONG, GLUE = 4, 2, 4, 60, 200, 20
_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const),
    *(nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Filter, nodes.Test, nodes.Tuple, nodes.Keyword, nodes.Concat),
)


def faults(tree: nodes.Template) -> list[str]:
    """What in a parsed template is not allowed, a sentence each, the same thing once."""
    return list(dict.fromkeys(_walk(tree, (), 0)))


def _walk(node: nodes.Node, loops: tuple[nodes.For, ...], depth: int) -> Iterator[str]:
    if depth > DEEP:
        yield "It is nested too deeply; a template prints facts, with an if or a list around them."
        return
    yield from _against(node)
    if isinstance(node, nodes.For):
        yield from _loop(node, loops)
        for child in (node.iter, node.target):
            yield from _walk(child, loops, depth + 1)
        for child in (*node.body, *node.else_):
            yield from _walk(child, (*loops, node), depth + 1)
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, loops, depth + 1)


def _against(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call):
        name = _name(node.node)
        yield f"It calls {name}(); a template only prints facts and calls nothing."
    elif isinstance(node, _FILES):
        yield f"It takes in another file ({type(node).__name__.lower()}); a template stands alone."
    elif isinstance(node, nodes.Filter):
        yield from _filter(node)
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        yield f"It asks whether something `is {node.name}`; only `is none` is known here."
    elif not isinstance(node, _ALLOWED):
        yield f"It has a part that no template here has ({type(node).__name__.lower()}); facts, if and for are what there is."
    name = node.attr if isinstance(node, nodes.Getattr) else node.name if isinstance(node, nodes.Name) else ""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = str(node.arg.value)
    if name.startswith("_"):
        yield f"It reaches for {name}; no fact has a name that begins with an underscore."
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and len(node.value) > LONG:
        yield f"It has a text of {len(node.value)} characters inside a tag; write it in the paper itself."


def _filter(node: nodes.Filter) -> Iterator[str]:
    if node.name not in FILTERS:
        yield f"It uses the filter {node.name}, which is not known here; known are {', '.join(sorted(FILTERS))}."
        return
    chain, inner = [node.name], node.node
    while isinstance(inner, nodes.Filter):
        chain, inner = [*chain, inner.name], inner.node
    if len(chain) > FILTERS_DEEP:
        yield f"It puts {len(chain)} filters on one fact; at most {FILTERS_DEEP} are expected."
    said = [arg.value if isinstance(arg, nodes.Const) else None for arg in node.args]
    if node.name == "replace" and not (
        len(said) == 2 and all(isinstance(one, str) for one in said) and 0 < len(str(said[0])) >= len(str(said[1]))
    ):
        yield "It replaces words by longer ones or by facts; `replace` takes two texts, the second no longer than the first."
    if node.name == "map" and (node.args or [k.key for k in node.kwargs] != ["attribute"]):
        yield "It uses `map` in another way than map(attribute='name')."
    if chain.count("join") > 1 or (node.name == "join" and (node.kwargs or any(not _short(one) for one in said))):
        yield f"It uses `join` in another way than once, with a text of at most {GLUE} characters between the parts."
    if node.name == "map" and any(
        part.startswith("_") for k in node.kwargs for part in str(getattr(k.value, "value", "_")).split(".")
    ):
        yield "It reaches for a name that begins with an underscore, or for one that is not written out."


def _short(said: object) -> bool:
    return isinstance(said, str) and len(said) <= GLUE


def _loop(node: nodes.For, loops: tuple[nodes.For, ...]) -> Iterator[str]:
    root = _root(node.iter)
    if root is None:
        yield "It goes through something that is no list of facts."
    if node.recursive or node.test is not None:
        yield "It goes through a list in a way that may not end; a plain `for one in list` is expected."
    if len(loops) >= LOOPS_DEEP:
        yield f"It has lists inside lists more than {LOOPS_DEEP} deep."
    own = {one.target.name for one in loops if isinstance(one.target, nodes.Name)}
    outside = [one for one in loops if _root(one.iter) != "paper"]
    again = root == "paper" and len(loops) - len(outside) >= LAW_DEEP
    if again or (outside and root is not None and root not in own and root != "paper"):
        yield f"It goes through {root} again for every item of another list; inside a list only the item's own lists are."


def _root(node: nodes.Node) -> str | None:
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else None


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_name(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "something"
