"""The reference pages, made from the registers, and the law pages: `python -m cli.reference` writes them all."""

from __future__ import annotations

import inspect
from pathlib import Path

from cases.events import REGISTER, Event
from cases.stages import STAGES
from cli import lawbook
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


def _nature(kind: type[Event]) -> str:
    nature = "machine" if kind.machine else "act" if kind.is_act else "fact"
    return f"{nature}, {' and '.join(n.title() for n in kind.nations)} only" if kind.nations else nature


def _first(kind: type[Event]) -> str:
    return (inspect.getdoc(kind) or "").split("\n")[0]


def _fields(kind: type[Event]) -> str:
    own = fields.of(kind)
    return "; ".join(f"`{name}`{'*' if field.required else ''} {field.expects}" for name, field in own.items())


PAGES = {"events.md": events_page}


def main() -> None:
    """Writes every page, those of the law too."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    lawbook.main()


if __name__ == "__main__":
    main()
