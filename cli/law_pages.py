"""What a lawyer reads and checks: the law page, and a file of vectors answered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import say
from cli.app import AsJson
from cli.lawdesk import law_app


@law_app.command("page")
@say.reports
def page(
    rule: Annotated[str, typer.Argument(metavar="[RULE]", help="A rule, or the beginning of its name.")] = "",
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Only what has still to be settled.")] = False,
    as_json: AsJson = False,
) -> None:
    """The law page: every rule with its values by date, what is not in force, examples, and what is unconfirmed."""
    import law
    from cli import lawbook

    found = [q for q in law.questions() if q.rule == rule] or [q for q in law.questions() if q.rule.startswith(rule)]
    if not found:
        raise say.NotFound(f"No rule is called {rule!r} or begins so; `duecourse law questions` lists all.")
    if unconfirmed:
        doubts = [line for line in lawbook.unconfirmed() if not rule or f"[{rule}" in line]
        if as_json:
            say.put_json([lawbook.without_links(line) for line in doubts])
            return
        for line in doubts or ["Nothing is unconfirmed here."]:
            say.put(lawbook.without_links(line))
        return
    if as_json:
        say.put_json([q.model_dump(mode="json") for q in found])
        return
    if not rule:
        _put("\n".join(lawbook.contents()))
        return
    _put("\n".join(lawbook.rule_page(q) for q in found))


@law_app.command("vectors")
@say.reports
def vectors(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A JSON list of id, ask, facts and expect.")],
    as_json: AsJson = False,
) -> None:
    """Answers a file of vectors and shows each that differs, with both answers and the because; then exit code 1."""
    rows = _read(file)
    differ = [told for row in rows if (told := _differs(row))]
    if as_json:
        say.put_json({"vectors": len(rows), "differ": differ})
    else:
        for told in differ:
            say.put(f"{told['id']}  {told['ask']}", style="bold")
            say.pairs([("facts", _listed(told["facts"]))], indent=2)
            for key in told["expect"]:
                expected, got = json.dumps(told["expect"][key]), json.dumps(told["answer"].get(key))
                if expected != got:
                    say.pairs([(key, f"{expected} was expected, the law room says {got}")], indent=2)
            say.put(told["because"], indent=2)
        agree = len(rows) - len(differ)
        say.put(f"{agree} of {len(rows)} vectors agree." if differ else f"All {len(rows)} vectors agree.")
    if differ:
        raise typer.Exit(say.FAILED)


def _differs(row: dict[str, Any]) -> dict[str, Any] | None:
    """None when the answer carries what is expected; else the vector with our answer and why."""
    import law

    try:
        answer = law.ask_text(row["ask"], row["facts"])
    except law.LawError as error:
        answer = {"because": str(error)}
    if {key: answer.get(key) for key in row["expect"]} == row["expect"]:
        return None
    shown = {key: answer.get(key) for key in row["expect"]}
    return {k: row[k] for k in ("id", "ask", "facts", "expect")} | {"answer": shown, "because": answer["because"]}


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise say.NotFound(
            f"{file} can't be read ({error.strerror or error}); expected a JSON file of vectors."
        ) from None
    except UnicodeDecodeError:
        raise say.Usage(f"{file} is not text in UTF-8; expected a JSON file of vectors.") from None
    except json.JSONDecodeError as error:
        raise say.Usage(f"{file}, line {error.lineno}, column {error.colno}: {error.msg}; expected JSON.") from None
    if not isinstance(rows, list) or not rows:
        raise say.Usage(f"{file} holds no list of vectors; expected [{{id, ask, facts, expect}}, ...].")
    kinds = {"id": str, "ask": str, "facts": dict, "expect": dict}
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        name = f"vector {number}" + (f" ({row['id']})" if isinstance(row, dict) and row.get("id") else "")
        if not isinstance(row, dict):
            raise say.Usage(f"{file}, {name}: {json.dumps(row)[:40]} is not a vector; expected id, ask, facts, expect.")
        for key, kind in kinds.items():
            if not isinstance(row.get(key), kind):
                wanted = "text" if kind is str else "an object"
                raise say.Usage(f"{file}, {name}: {key} is {json.dumps(row.get(key))[:40]}; expected {wanted}.")
        if not row["expect"]:
            raise say.Usage(f"{file}, {name}: expect is empty; expected at least one key of the answer.")
        if row["id"] in seen:
            raise say.Usage(f"{file}, {name}: the id stands twice; expected each once.")
        seen.add(row["id"])
    return rows


def _listed(facts: dict[str, Any]) -> str:
    return ", ".join(f"{k} {v if isinstance(v, str) else json.dumps(v)}" for k, v in facts.items())


def _put(markdown: str) -> None:
    """Markdown laid out on a terminal, and as it is in a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(markdown + "\n")
        return
    import re

    from rich.markdown import Markdown

    say.console().print(Markdown(re.sub(r'<a id="[^"]*"></a>\n', "", markdown)))
