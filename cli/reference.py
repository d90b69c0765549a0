"""The reference pages, made from the registers: `python -m cli.reference` writes them, a test holds them true."""

from __future__ import annotations

import inspect
from pathlib import Path

import law
from cases.events import REGISTER, Event
from cases.stages import STAGES
from speech import fields

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


def events_page() -> str:
    """Every event by stage: what it is, whether a rule may refuse it, and its fields."""
    lines = [
        "# Events",
        "",
        "Made from the register by `python -m cli.reference`; do not edit. An act is something we are about to do,",
        "which a rule may refuse. A fact has happened: it is recorded even when it breaks a rule, as irregular. A machine",
        "event is recorded by the system itself. `*` marks a field that is required.",
    ]
    for stage in ("any", *STAGES):
        kinds = [k for k in REGISTER.values() if k.stage == stage]
        if not kinds:
            continue
        lines += ["", f"## {stage.replace('_', ' ').capitalize() if stage != 'any' else 'At any stage'}", ""]
        lines += ["| event | | what it is | fields |", "|---|---|---|---|"]
        lines += [f"| `{k.kind}` | {_nature(k)} | {_first(k)} | {_fields(k)} |" for k in kinds]
    return "\n".join(lines) + "\n"


def law_page() -> str:
    """Every question of the law room with its facts, answer keys, values by date, citations and what is not confirmed."""
    lines = [
        "# The law held here",
        "",
        "Made from the packs by `python -m cli.reference`; do not edit. Not legal advice. A value holds from its day",
        "until the next; what is enacted but not in force is listed and never computed with; outside of what is held the",
        "answer is a refusal.",
    ]
    for question in law.questions():
        lines += ["", f"## {question.title}", "", f"`{question.rule}` - {question.question}", ""]
        facts = ", ".join(f"`{f.name}`{'?' if f.optional else ''}" for f in question.fact)
        keys = ", ".join(f"`{k.name}`{'?' if k.optional else ''}" for k in question.answer)
        lines += [f"Facts: {facts}. Answer: {keys}.", ""]
        for value in question.value:
            cites = "; ".join(f"[{c.title}]({c.url})" for c in question.cite if c.id in value.cite)
            applies = "".join(f", {k} {v}" for k, v in value.applies.items())
            lines.append(f"- from {value.in_force}{applies} ({value.confidence}): {value.because} {cites}")
        for coming in question.expected:
            lines.append(f"- expected ({coming.expected_from}), never computed with: {coming.note}")
    return "\n".join(lines) + "\n"


def _nature(kind: type[Event]) -> str:
    return "machine" if kind.machine else "act" if kind.is_act else "fact"


def _first(kind: type[Event]) -> str:
    return (inspect.getdoc(kind) or "").split("\n")[0]


def _fields(kind: type[Event]) -> str:
    own = fields.of(kind)
    return "; ".join(f"`{name}`{'*' if field.required else ''} {field.expects}" for name, field in own.items())


PAGES = {"events.md": events_page, "law.md": law_page}


def main() -> None:
    """Writes every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
