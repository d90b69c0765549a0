"""What the law says on a day, asked directly."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli import say
from cli.app import AsJson, app

law_app = typer.Typer(
    help="Asks the law room: a question with its facts, or the list of questions.", rich_markup_mode="rich"
)
app.add_typer(law_app, name="law", no_args_is_help=True)


@law_app.command("ask")
@say.reports
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Such as england.secure.notice.")],
    facts: Annotated[
        list[str] | None, typer.Argument(metavar="fact=value", help="Days as 2026-12-01, money as 120.00.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(metavar="DAY", help="With the law as it was known on that day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """One question with its facts; the answer comes with its because and its citations."""
    import law
    from cli import desk
    from speech import words

    given: dict[str, str] = {}
    for fact in facts or ():
        name, sign, value = fact.partition("=")
        if not sign or not name:
            raise say.Usage(f"{fact!r} is not a fact; expected name=value, such as served_on=2026-11-25.")
        if name in given:
            raise say.Usage(f"The fact {name} was given twice; it is expected once.")
        given[name.replace("-", "_")] = value
    try:
        day = words.read_day(known_at, today=desk.today_of()) if known_at else None
    except words.Unreadable as unreadable:
        raise say.Usage(f"--known-at: {known_at!r} was given; expected {unreadable}.") from None
    try:
        with desk.memory_if(needed=False):  # with what this installation added, where there is one
            answer = law.ask_text(question, given, known_at=day)
    except law.BadFacts as error:
        raise say.Usage(str(error)) from None
    except law.NotHeld as error:
        raise say.NotFound(str(error)) from None
    if as_json:
        say.put_json({**answer, "facts": given})
        return
    about = {"question", "rule", "refused", "because", "confidence", "citations", "signed_off"}
    if answer.get("refused"):
        say.put("Refused.", style="bold")
    say.pairs([(key, _shown(value)) for key, value in answer.items() if key not in about])
    say.put()
    say.put(str(answer["because"]))
    say.put(f"Asked with {', '.join(f'{name} {value}' for name, value in given.items()) or 'no facts'}.", style="dim")
    for citation in answer["citations"]:
        say.put(f"- {citation['title']}: {citation['url']}", indent=2, style="dim")
    for signed in answer.get("signed_off", ()):
        note = f": {signed['note']}" if signed["note"] else ""
        say.put(f"Signed off by {signed['by']} on {words.day(signed['on'])}{note}.", style="bold")
    if answer["confidence"] != "signed_off":
        say.put(
            f"This answer is {answer['confidence']}.", style=None if answer["confidence"] == "confirmed" else "bold"
        )


@law_app.command("questions")
@say.reports
def questions(
    containing: Annotated[str, typer.Argument(metavar="WORD", help="Only those with this word in their name.")] = "",
    as_json: AsJson = False,
) -> None:
    """Every question that can be asked, with its facts and what it answers."""
    import law

    found = [q for q in law.questions() if containing.lower() in q.rule.lower()]
    if not found:
        raise say.NotFound(f"No question has {containing!r} in its name; `duecourse law questions` lists all.")
    if as_json:
        say.put_json(
            [
                {
                    "question": q.rule,
                    "facts": [f.model_dump(mode="json") for f in q.fact],
                    "answer": [k.model_dump(mode="json") for k in q.answer],
                }
                for q in found
            ]
        )
        return
    for q in found:
        say.put(q.rule, style="bold")
        say.pairs(
            [
                ("facts", ", ".join(f"{f.name}{'?' if f.optional else ''}" for f in q.fact)),
                ("answers", ", ".join(k.name for k in q.answer)),
            ],
            indent=2,
        )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(part)}" for key, part in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
