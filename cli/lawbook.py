"""The law pages, made from the packs: for `duecourse law page` and, by `python -m cli.lawbook`, for docs/law."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import law
from law import coverage
from law.calendars import CALENDARS
from law.forms import from_json, to_json
from law.packs import WEAKEST_LAST, Example, Kind, Question, Value
from law.phrases import phrase

FOLDER = Path(__file__).parent.parent / "docs" / "law"
NOTE = "Made from the packs by `python -m cli.lawbook`; do not edit. Not legal advice."
NATION = {
    nation: nation.replace("_", " ").title() for nation in sorted({q.rule.split(".")[0] for q in law.questions()})
}
IN_FULL = 6  # examples told with their reasons; any further ones stand in a table


def rule_page(pack: Question) -> str:
    """One rule in Markdown: what is asked, the law by date, what is coming, what is not held or unsure, examples."""
    sure = sureness(pack)
    checked = pack.checked_on or max(v.known_from for v in pack.value)
    lines = [
        f'<a id="{pack.rule}"></a>',
        "",
        f"## {pack.title}",
        "",
        f"*{pack.question}*",
        "",
        f"`{pack.rule}` · {sure} · last checked {_day(checked)} · rows {', '.join(pack.covers) or 'none'}",
        "",
        "| asked | | |",
        "|---|---|---|",
        *(
            f"| `{f.name}` | {f.means}{_choices(f.one_of)} | {'if known' if f.optional else 'always'} |"
            for f in pack.fact
        ),
        "",
        "| answered | |",
        "|---|---|",
        *(f"| `{k.name}` | {k.means} |" for k in pack.answer),
        "",
        "### The law by date",
    ]
    for value in sorted(pack.value, key=lambda v: (sorted(map(str, v.applies.items())), v.in_force, v.known_from)):
        lines += _value(pack, value)
    if pack.expected:
        lines += ["", "### Enacted or expected, not in force", ""]
        for coming in pack.expected:
            applies = _applies(coming.applies)
            lines.append(
                f"- **{coming.expected_from or 'no day named'}**{applies}: {coming.note} Never computed with. "
                f"{_links(pack, coming.cite)}"
            )
    if pack.not_held:
        lines += ["", "### Not held", ""]
        lines += [f"-{_applies(gap.applies)}: {gap.because} {_links(pack, gap.cite)}".rstrip() for gap in pack.not_held]
    if doubts := [*pack.unsure, *_unconfirmed_values(pack)]:
        lines += ["", "### Still to be settled by a lawyer", "", *(f"- {doubt}" for doubt in doubts)]
    lines += ["", "### Worked examples", "", *_examples(pack)]
    return "\n".join(lines) + "\n"


def nation_page(nation: str) -> str:
    """Every rule of one nation."""
    packs = of(nation)
    head = [f"# The law held here: {NATION[nation]}", "", NOTE, ""]
    head += [
        "A value holds from its day until the next one of its kind. What is enacted and not in force is shown and never",
        "computed with. Outside of what is held the answer is a refusal, never a guess. *Confirmed* means that the whole",
        "provision was read; *inferred* that it follows from what was read; *unconfirmed* that it still has to be read or",
        "settled. The statutory day is the one that can be argued; the safe day is beyond argument, and tasks use it.",
        "",
        "| rule | | |",
        "|---|---|---|",
    ]
    head += [f"| [{p.title}](#{p.rule}) | `{p.rule}` | {sureness(p)} |" for p in packs]
    return "\n".join(head) + "\n\n" + "\n".join(rule_page(p) for p in packs)


def index_page() -> str:
    """The way in: the nations, how sure the rules are, the calendars, and everything that is unconfirmed."""
    lines = [
        "# The law held here",
        "",
        NOTE,
        "",
        "| | rules | confirmed | inferred | unconfirmed |",
        "|---|--:|--:|--:|--:|",
    ]
    for nation, name in NATION.items():
        sure = [sureness(p) for p in of(nation)]
        lines.append(
            f"| [{name}]({nation}.md) | {len(sure)} | {' | '.join(str(sure.count(s)) for s in WEAKEST_LAST)} |"
        )
    lines += [
        "",
        "[Which rows of the law are held, and which not and why](coverage.md). How a value is changed or a rule is added:",
        "[Change the law](../howto/change-the-law.md).",
        "",
        "## Calendars",
        "",
        "| | days held | source | seen on |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {c.title} | {_day(c.held_from)} to {_day(c.held_until - law.dates.DAY)} | [{c.source}]({c.source}) "
        f"| {_day(c.seen_on)} |"
        for c in CALENDARS.values()
    ]
    lines += ["", "## Unconfirmed", "", *unconfirmed()]
    return "\n".join(lines) + "\n"


def contents() -> list[str]:
    """Every rule in a line, by nation, with how sure it is."""
    lines = []
    for nation, name in NATION.items():
        lines += ["", f"# {name}", ""]
        lines += [
            f"- `{p.rule}` {p.title}" + ("" if sureness(p) == "confirmed" else f" ({sureness(p)})") for p in of(nation)
        ]
    return lines[1:]


def without_links(line: str) -> str:
    """A line of Markdown as plain text: `[a](b): c` is `a: c`."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line.removeprefix("- "))


def coverage_page() -> str:
    """Each row of the law: held, held unconfirmed, or not held and why."""
    held = coverage.held_by()
    lines = ["# What of the law is held", "", NOTE, ""]
    for nation in coverage.NATIONS:
        sections = coverage.rows(nation).section
        standing = [coverage.standing(held.get(r.id, [])) for s in sections for r in s.row]
        counts = ", ".join(f"{standing.count(word)} {word}" for word in ("held", "held unconfirmed", "not held"))
        lines += [f"## {NATION[nation]}", "", f"{len(standing)} rows: {counts}.", ""]
        for section in sections:
            lines += [f"### {section.title}", "", "| row | | held | by, or why not |", "|---|---|---|---|"]
            for row in section.row:
                packs = held.get(row.id, [])
                by = ", ".join(f"[{p.rule}]({p.rule.split('.')[0]}.md#{p.rule})" for p in packs)
                why = "; ".join(filter(None, (by, row.partly))) if packs else row.why_not
                lines.append(f"| {row.id} | {row.title} | {coverage.standing(packs)} | {why} |")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def unconfirmed() -> list[str]:
    """What has still to be read or settled, a line each: values, doubts, closures, and days that nobody has named."""
    lines = []
    for pack in law.questions():
        link = f"[{pack.rule}]({pack.rule.split('.')[0]}.md#{pack.rule})"
        lines += [f"- {link}: {doubt}" for doubt in (*_unconfirmed_values(pack), *pack.unsure)]
        lines += [
            f"- {link}: expected{_applies(e.applies)}, {e.expected_from or 'no day named'}. {e.note}"
            for e in pack.expected
        ]
    for calendar in CALENDARS.values():
        for closure in calendar.court_office_closed:
            if not closure.confirmed:
                lines.append(f"- {calendar.title} calendar, {_day(closure.on)}: {closure.why}.")
    return lines


def of(nation: str) -> list[Question]:
    """The rules of a nation, by name."""
    return [p for p in law.questions() if p.rule.startswith(f"{nation}.")]


def sureness(pack: Question) -> str:
    """How sure a rule is: as its least sure value among the newest of each kind."""
    return max((v.confidence for v in coverage.newest(pack)), key=WEAKEST_LAST.index)


def _unconfirmed_values(pack: Question) -> Iterator[str]:
    for value in coverage.newest(pack):
        if value.confidence == "unconfirmed":
            yield f"The value from {_day(value.in_force)}{_applies(value.applies)} is unconfirmed."


def _value(pack: Question, value: Value) -> list[str]:
    same = [v for v in pack.value if v.in_force == value.in_force and v.applies == value.applies]
    replaced = min((v.known_from for v in same if v.known_from > value.known_from), default=None)
    known = f"; as known here before {_day(replaced)}" if replaced else ""
    lines = ["", f"**From {_day(value.in_force)}{_applies(value.applies)}** ({value.confidence}{known})", ""]
    plain = {
        k: v for k, v in value.holds.items() if not k.startswith("note_") and k not in ("dates", "runs", "refuses")
    }
    if numbers := [f"{_spaced(k)}: {_shown(v)}" for k, v in plain.items() if not _is_rows(v)]:
        lines += [f"Held: {'; '.join(numbers)}.", ""]
    for rows in filter(_is_rows, plain.values()):
        lines += ["| " + " | ".join(map(_spaced, rows[0])) + " |", "|" + "---|" * len(rows[0])]
        lines += ["| " + " | ".join(_shown(cell) for cell in row.values()) + " |" for row in rows]
        lines.append("")
    if dates := value.holds.get("dates"):
        lines += [*(f"- *{_spaced(key)}*: {_spaced(text)}" for key, text in dates.items()), ""]
    notes = [v for k, v in value.holds.items() if k.startswith("note_")]
    lines.append("\n>\n".join(f"> {_filled(value, text)}" for text in (value.because, *notes)))
    return [*lines, "", _links(pack, value.cite)]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _filled(value: Value, text: str) -> str:
    """A sentence with the pack's own numbers filled in and the rest named: ‹served on›."""
    lengths = {f"{k}_length": phrase(t).length for k, t in value.holds.get("dates", {}).items()}

    def fill(found: re.Match[str]) -> str:
        word = found[1]
        if word in lengths:
            return lengths[word]
        held = value.holds.get(word)
        return (
            _shown(held) if isinstance(held, str | int | date) and not isinstance(held, bool) else f"‹{_spaced(word)}›"
        )

    return re.sub(r"{(\w+)}", fill, text)


def _examples(pack: Question) -> list[str]:
    lines: list[str] = []
    for example in pack.example[:IN_FULL]:
        answer = _answered(pack, example)
        given = "; ".join(f"{_spaced(k)} {_shown(v)}" for k, v in example.given.items()) or "nothing given"
        kinds = {k.name: k.type for k in pack.answer}
        said = "refused" if answer.refused else ""
        values = [
            f"{_spaced(k)} **{_shown(_plain(kinds[k], v))}**" for k, v in answer.values.items() if kinds[k] != "rows"
        ]
        lines += [f"**{example.name[:1].upper()}{example.name[1:]}.** {given}.", ""]
        lines += [f"{'; '.join(filter(None, [said, *values])) or 'as above'}. *{answer.because}*", ""]
    if more := pack.example[IN_FULL:]:
        lines += ["| further example | given | answer |", "|---|---|---|"]
        for example in more:
            given = "; ".join(f"{_spaced(k)} {_shown(v)}" for k, v in example.given.items())
            lines.append(
                f"| {example.name} | {given} | {'; '.join(f'{_spaced(k)} {_shown(v)}' for k, v in example.expect.items())} |"
            )
        lines.append("")
    return lines


def _answered(pack: Question, example: Example) -> law.Answer:
    kinds = {f.name: f for f in pack.fact}
    return law.ask(pack.rule, **{k: from_json(pack.rule, kinds[k], v) for k, v in example.given.items()})


def _plain(kind: Kind, value: Any) -> Any:
    return value if isinstance(value, date) else to_json(kind, value)


def _links(pack: Question, ids: tuple[str, ...]) -> str:
    return "; ".join(f"[{c.title}]({c.url})" for c in pack.citations(ids))


def _applies(applies: dict[str, str | bool]) -> str:
    return "".join(f", {_spaced(k)} {_shown(v)}" for k, v in applies.items())


def _choices(one_of: tuple[str, ...]) -> str:
    return f" One of {', '.join(f'`{c}`' for c in one_of)}." if one_of else ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%H:%M} on {_day(value.date())}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, dict):
        return ", ".join(f"{_spaced(str(k))} {_shown(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "none"
    text = str(value)
    if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", text):
        return _spaced(text)
    if re.fullmatch(r"\d+\.\d\d", text):
        return f"£{text}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", text):
        return _shown(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
    return text


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


PAGES: dict[str, Callable[[], str]] = {
    "index.md": index_page,
    "coverage.md": coverage_page,
    **{f"{nation}.md": partial(nation_page, nation) for nation in NATION},
}


def main() -> None:
    """Writes every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
