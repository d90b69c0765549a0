"""What can be recorded, with each field: read from the register of events, so that it cannot go out of date."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cases.stages import STAGES
from cli import desk, say
from cli.app import AsJson, app
from speech import words

if TYPE_CHECKING:
    from cases.events import Event

_BY = "who records it; else DUE_COURSE_USER, else the case's owner"
_BY_SECOND = "who decides; else DUE_COURSE_USER. It takes another person than the one who prepared it"


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
            explain(kind, today=desk.today_of())
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
    say.put("`duecourse events EVENT` shows the fields of one, with an example.")


def explain(kind: type[Event], *, today: date, case_ref: str = "CASE", tenants: Sequence[tuple[str, str]] = ()) -> None:
    """The help of one event: what it says, exactly its options, an example, and who the tenants of the case are."""
    from cli import helps
    from speech import fields

    name = kind.kind.replace("_", "-")
    say.put(f"Usage: duecourse record {case_ref} {name} --on DAY [--field value ...]", style="bold")
    say.put()
    say.put(_first_line(kind))
    if kind.is_act:
        say.put(
            "It is an act: a rule may refuse it. With --as-fact it has been done already and is kept, irregular or not."
        )
    else:
        say.put("It is a fact: it is recorded even when it breaks a rule, and then shown as irregular.")
    say.heading("Example")
    known = [ref for ref, _ in tenants]
    say.put(helps.example(kind, today=today, case_ref=case_ref, tenants=known), indent=2)
    say.heading("Options of this event")
    own = [
        (f.usage, "needed" if f.required else _default(f), _said(helps.of(kind, f), f))
        for f in fields.of(kind).values()
        if f.kind != "object"
    ]
    if kind.kind == "corrected":
        own += [
            ("--set FIELD=VALUE", "this or --withdraw", "a field that was wrong, with the right value; again for more"),
            ("--withdraw", "this or --set", "the event never happened: it is taken away"),
        ]
    if own:
        say.table(("Option", "", "What it is"), own, keep=("Option", ""))
    else:
        say.put("None: its day is enough.", indent=2)
    say.heading("Options of every event")
    common = [
        ("--on DAY", "needed", f"when it happened: {words.DAY_FORMS}"),
        ("--by E-MAIL", "may be left out", _BY_SECOND if kind.kind in desk.IN_PERSON else _BY),
        *((f.usage, _default(f), _said(helps.of(None, f), f)) for f in fields.common().values()),
        ("--as-fact", "", "it has been done already: never refused, irregular if a rule is broken"),
        ("--dry-run", "", "shows what would happen and changes nothing"),
        ("--json", "", "prints the outcome as JSON"),
    ]
    say.table(("Option", "", "What it is"), common, keep=("Option", ""))
    if tenants:
        say.heading("Tenants of this case")
        say.table(("Reference", "Name"), tenants)


def _said(help_of: str, field: Any) -> str:
    """What a field means, then the form in which it is typed."""
    form = "" if field.kind in ("text", "flag") else field.expects
    return ": ".join(part for part in (help_of, form) if part) or field.expects


def _first_line(kind: type[Event]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _default(field: Any) -> str:
    shown = field.show(field.default)
    if not shown or (field.kind == "money" and not field.default):
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
