"""What can be recorded, with each field: read from the register of events, so that it cannot go out of date."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cases.stages import STAGES
from cli import say
from cli.app import AsJson, app
from speech import words

if TYPE_CHECKING:
    from cases.events import Event


@app.command("events")
@say.reports
def list_events(
    event: Annotated[str | None, typer.Argument(metavar="EVENT", help="One event, to see its fields.")] = None,
    as_json: AsJson = False,
) -> None:
    """What can be recorded on a case, and with EVENT each of its fields."""
    from cases.events import REGISTER
    from cli import forms

    if event is not None:
        kind = forms.known(event)
        if as_json:
            say.put_json(_json(kind))
        else:
            explain(kind)
        return
    kinds = [k for k in REGISTER.values() if not k.machine and k.kind != "case_opened"]
    kinds.sort(key=lambda k: STAGES.index(k.stage) if k.stage in STAGES else -1)
    if as_json:
        say.put_json([_json(kind) for kind in kinds])
        return
    for stage in dict.fromkeys(kind.stage for kind in kinds):
        say.heading("At any stage" if stage == "any" else words.plain(stage).capitalize())
        rows = [
            (forms.spoken(kind), "act" if kind.is_act else "fact", _first_line(kind))
            for kind in kinds
            if kind.stage == stage
        ]
        say.table(("Event", "Is a", "What it says"), rows, keep=("Event", "Is a"))
    say.put()
    say.put(
        "An act is something we are about to do, and a rule may refuse it. A fact has happened, and is always recorded."
    )
    say.put("`duecourse events EVENT` shows the fields of one.")


def explain(kind: type[Event], *, case_ref: str = "CASE", tenants: Sequence[tuple[str, str]] = ()) -> None:
    """The help of one event: its docstring, its fields, and who the tenants of the case are."""
    from cli import forms
    from speech import fields

    say.put(f"Usage: duecourse record {case_ref} {forms.spoken(kind)} --on DAY [--field value ...]", style="bold")
    say.put()
    say.put(inspect.cleandoc(kind.__doc__ or ""))
    say.put()
    if kind.is_act:
        say.put(
            "It is an act: a rule may refuse it. With --as-fact it has been done already and is kept, irregular or not."
        )
    else:
        say.put("It is a fact: it is recorded even when it breaks a rule, and then shown as irregular.")
    say.heading("Fields of this event")
    own = list(fields.of(kind).values())
    if own:
        rows = [(f.usage, "needed" if f.required else _default(f), f.expects) for f in own]
        say.table(("Option", "", "Expected"), rows, keep=("",))
    else:
        say.put("None: its day is enough.", indent=2)
    say.heading("Fields of every event")
    common = [
        ("--on DAY", "needed", f"when it happened: {words.DAY_FORMS}"),
        ("--by E-MAIL", "", "who records it; else DUE_COURSE_USER, else the case's owner"),
        *((f.usage, _default(f), f.expects) for f in fields.common().values()),
        ("--as-fact", "", "it has been done already: never refused, irregular if a rule is broken"),
        ("--dry-run", "", "shows what would happen and changes nothing"),
        ("--json", "", "prints the outcome as JSON"),
    ]
    say.table(("Option", "", "Expected"), common, keep=("",))
    if tenants:
        say.heading("Tenants of this case")
        say.table(("Reference", "Name"), tenants)


def _first_line(kind: type[Event]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _default(field: Any) -> str:
    shown = field.show(field.default)
    if not shown:
        return "may be left out"
    return f"else {field.default if field.kind == 'choice' else shown}"


def _json(kind: type[Event]) -> dict[str, Any]:
    from speech import fields

    return {
        "event": kind.kind,
        "stage": kind.stage,
        "is_act": kind.is_act,
        "says": _first_line(kind),
        "fields": [
            {
                "name": f.name,
                "kind": f.kind,
                "required": f.required,
                "many": f.many,
                "choices": f.choices,
                "default": f.default,
                "expects": f.expects,
            }
            for f in fields.of(kind).values()
        ],
    }
