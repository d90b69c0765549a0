"""Papers that an officer asks for: which there are, and writing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from speech import words

if TYPE_CHECKING:
    from datetime import date

    from activities.asked import Option

papers_app = typer.Typer(help="Papers that no event writes by itself.", rich_markup_mode="rich")
app.add_typer(papers_app, name="papers", no_args_is_help=True)


@papers_app.command("list")
@say.reports
def papers_list(as_json: AsJson = False) -> None:
    """Which papers can be asked for, and what has to be said for each."""
    from activities.asked import GATHERERS
    from templates import manifest

    found = [(code, manifest.template(code).title, one.options) for code, one in GATHERERS.items()]
    if as_json:
        told = [
            {"paper": code, "title": title, "options": {_typed(name): _told(o) for name, o in options.items()}}
            for code, title, options in found
        ]
        say.put_json(told)
        return
    say.table(("Paper", "What", "Options"), [(c, t, _options(o)) for c, t, o in found], keep=("Paper",))


@papers_app.command("write", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@say.reports
def papers_write(
    context: typer.Context,
    case: Case,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Such as E-19; `papers list` shows them.")],
    whom: Annotated[
        list[str] | None,
        typer.Option(
            "--for",
            metavar="PERSON",
            help="Only for this tenant, where each gets their own; again for more. E-41: of this person.",
        ),
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Writes a paper and keeps it with the case, or says everything that stands against it. `--option value`: see the list."""
    from activities import asked
    from activities.documents import RenderRefused

    code = paper.strip().upper()
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        if code not in asked.GATHERERS:
            raise say.NotFound(
                f"{paper} is no paper that can be asked for; `duecourse papers list` shows those that can. One that an event "
                f"writes is written again by `duecourse record {row.case_ref} paper-again --paper {code}`."
            )
        options = _read(asked.gatherer(code).options, context.args, today=desk.today_of(row))
        who = desk.officer(by, connection=connection, row=row)
        try:
            written = asked.write(
                connection, row, code, by=who, now=desk.now_of(row), options=options, whom=tuple(whom or ())
            )
        except RenderRefused as no:
            told = [{"code": r.code, "details": r.details} for r in no.refusals]
            raise say.RefusedByRule(
                f"{code} is not written for case {row.case_ref}.",
                *(f"{r.code}: {r.details}" for r in no.refusals),
                data={"refused": True, "paper": code, "refusals": told},
            ) from None
        except asked.NotAsked as no:
            raise say.Usage(str(no)) from None
    if as_json:
        say.put_json([{**_row(one.row), "new": one.new} for one in written])
        return
    for one in written:
        state = "" if one.new else " It was there already, and nothing in it has changed."
        marks = ", specimen" if one.row.specimen else ""
        say.put(f"{one.row.name}: {one.row.status}{marks}.{state}")
    say.put(f"`duecourse documents {row.case_ref} NAME` takes one out.", style="dim")


def _row(paper: Any) -> dict[str, Any]:
    keys = "case_ref name paper recipient_ref step status specimen content_sha256 facts_sha256 template_version"
    return {key: getattr(paper, key) for key in keys.split()}


def _typed(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _told(option: Option) -> dict[str, Any]:
    return {"says": option.says, "kind": option.kind, "required": option.required, "choices": list(option.choices)}


def _options(options: Mapping[str, Option]) -> str:
    shown = []
    for name, one in options.items():
        values = f" {'|'.join(one.choices)}" if one.choices else ""
        shown.append(f"{_typed(name)}{values}{'' if one.required else ' (may be left out)'}: {one.says}")
    return "; ".join(shown) or "none"


def _read(options: Mapping[str, Option], tokens: Sequence[str], *, today: date) -> dict[str, Any]:
    """The options as typed, each read by its kind. Raises Usage with what is expected."""
    found: dict[str, Any] = {}
    rest = list(tokens)
    while rest:
        token = rest.pop(0)
        typed, has, value = token.partition("=")
        name = typed.removeprefix("--").replace("-", "_")
        if not typed.startswith("--") or name not in options:
            raise say.Usage(f"{token!r} is not understood; this paper takes: {_options(options)}.")
        if not has and not rest:
            raise say.Usage(f"{typed} was given no value; expected {options[name].says}.")
        found[name] = _value(typed, options[name], value if has else rest.pop(0), today)
    lacking = [name for name, one in options.items() if one.required and name not in found]
    if lacking:
        said = "; ".join(f"{_typed(name)}: {options[name].says}" for name in lacking)
        raise say.Usage(f"Say what only you know: {said}.")
    return found


def _value(typed: str, option: Option, text: str, today: date) -> Any:
    try:
        if option.kind == "day":
            return words.read_day(text, today=today)
        if option.kind == "money":
            return words.read_money(text)
    except words.Unreadable as unreadable:
        raise say.Usage(f"{typed}: {text!r} was given; expected {unreadable}.") from None
    if option.kind == "choice" and text not in option.choices:
        raise say.Usage(f"{typed}: {text!r} was given; expected {' or '.join(option.choices)}.")
    if not text.strip():
        raise say.Usage(f"{typed}: nothing was given; expected {option.says}.")
    return text.strip()
