"""What a step did, told to whoever recorded it: stage, dates, papers, irregularities, reasons, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cli import say
from speech import nations, words
from speech.fields import as_typed

NOTHING_CHANGED = "Nothing was changed: this is what would happen."


def tell(outcome: Mapping[str, Any], *, dry: bool = False) -> None:
    """Prints an outcome report, as the step stored it."""
    if dry:
        say.put(NOTHING_CHANGED, style="bold")
    stage, position = outcome["stage"], outcome["position"]
    say.put(f"Case {outcome['case_ref']}: {position['after']}", style="bold")
    say.pairs(
        [
            ("Recorded", "; ".join(_event(e) for e in outcome["events"]) if not dry else ""),
            ("Stage", _change(stage, lambda code: nations.stage(code, outcome.get("nation")))),
            ("Position", _change(position, str)),
            ("Late entry", "The case was worked out again from its whole record." if outcome.get("refolded") else ""),
        ],
        indent=2,
    )
    dates = outcome.get("dates", {})
    told = {found["because"] for name in ("made", "moved") for found in dates.get(name, ())}
    _dates("Dates made", dates.get("made", ()))
    _dates("Dates moved", dates.get("moved", ()))
    _dates("Dates cancelled", dates.get("cancelled", ()), was="It was there because: ")
    _papers(outcome.get("papers", ()), dry)
    _bullets("Papers that are now wrong", [f"{p['name']}: {p['because']}" for p in outcome.get("papers_wrong", ())])
    _bullets("Papers that are right after all", outcome.get("papers_right", ()))
    irregular = outcome.get("irregular", {})
    _bullets("Irregular", [irregularity(i) for i in irregular.get("new", ())])
    _bullets("No longer irregular", [_says(i) for i in irregular.get("cured", ())])
    _bullets("Why", [reason(b) for b in outcome.get("because", ()) if b["says"] not in told])
    following = outcome.get("next") or {}
    if following.get("label"):
        say.heading("What happens next")
        late = " (overdue)" if following.get("on") and following["on"] < outcome["as_of"][:10] else ""
        when = f"{words.day(following['on'])}{late}: " if following.get("on") else ""
        say.put(f"{when}{following['label']}", indent=2)
    if dry:
        say.put()
        say.put(NOTHING_CHANGED, style="bold")


def reason(because: Mapping[str, Any]) -> str:
    """A because in a line: the sentence, where it is written, and a word when the law is not settled."""
    return why(_says(because), [because["cite"]] if because.get("cite") else [], because)


def why(because: str, cites: Sequence[Any], found: Mapping[str, Any] | None = None) -> str:
    """A reason with where it is written, and a word when the law is not settled (`confidence` of `found`)."""
    unsure = (found or {}).get("confidence", "confirmed")
    about = "; ".join(part for part in (citations(cites), "" if unsure == "confirmed" else words.plain(unsure)) if part)
    return as_typed(because) + (f" ({about})" if about else "")


def irregularity(found: Mapping[str, Any]) -> str:
    """An irregularity: its provision, what no longer stands, the cure, and its key for `irregularity-accepted`."""
    cite = f" ({found['cite']})" if found.get("cite") else ""
    gone = f" {found['no_longer']}" if found.get("no_longer") else ""
    cure = f" What would cure it: {found['cure']}" if found.get("cure") else ""
    key = f" [{found['key']}]" if found.get("key") else ""
    return as_typed(f"{_says(found).rstrip('.')}{cite}.{gone}{cure}") + key


def citations(found: Sequence[Any]) -> str:
    """Provisions in a line, whether they come as titles or as {id, title, url}."""
    return "; ".join(
        str(c.get("title") or c.get("cite") or c.get("id")) if isinstance(c, Mapping) else str(c) for c in found
    )


def paper_state(paper: Mapping[str, Any]) -> str:
    """`final`, `draft, specimen`, `withheld: ...`: how a paper stands, in words; and what it rests on that is not sure."""
    status = paper["status"] + (", specimen" if paper.get("specimen") else "")
    if paper.get("lacks_welsh") or (paper.get("facts") or {}).get("lacks_welsh"):
        status += ", in English only: no Welsh wording of it has been added"
    unsure = unsettled(paper)
    if unsure:
        status += f", rests on {words.listed(unsure, 'and')}"
    refusals = paper.get("refusals") or ()
    return f"{status}: {' '.join(_refusal(r) for r in refusals)}" if refusals else status


def unsettled(paper: Mapping[str, Any]) -> list[str]:
    """The rules behind a paper that are neither confirmed nor signed off by now: `england.hold (unconfirmed)`."""
    import law

    found = paper.get("unsettled") or (paper.get("facts") or {}).get("unsettled") or ()
    left = law.still_unsettled(law.Unsettled.model_validate(u) for u in found)
    return list(dict.fromkeys(f"{u.rule} ({u.confidence})" for u in left))


def sure(confidence: str | None) -> str:
    """` [unconfirmed]` after a date or a reason; nothing for one that is confirmed."""
    return f" [{words.plain(confidence)}]" if confidence and confidence != "confirmed" else ""


def _event(event: Mapping[str, Any]) -> str:
    return f"{words.plain(event['kind'])} on {words.day(event['happened_on'])}"


def _change(change: Mapping[str, Any], shown: Callable[[str], str]) -> str:
    before, after = change.get("before"), change.get("after")
    if not before or before == after:
        return shown(str(after or ""))
    return f"{shown(str(after))} (was {shown(before)})"


def _dates(title: str, dates: Sequence[Mapping[str, Any]], *, was: str = "") -> None:
    """Dates with the reason for each. was: what is put before the reason of a date that is there no longer."""
    if not dates:
        return
    say.heading(title)
    for found in dates:
        moved = f" (was {words.day(found['was']) or 'without a day'})" if "was" in found else ""
        when = words.day(found.get("act_on")) or "no day yet"
        owner = f", {found['owner']}" if found.get("owner") else ""
        say.put(f"{when}{moved}: {found['label']}{owner}{sure(found.get('confidence'))}", indent=2)
        say.put(f"{was}{why(found['because'], found.get('citations') or ())}", indent=6, style="dim")


def _papers(papers: Sequence[Mapping[str, Any]], dry: bool) -> None:
    if not papers:
        return
    say.heading("Papers that would be written" if dry else "Papers written")
    rows = [(p["name"], p["paper"], p.get("recipient_ref") or "", paper_state(p)) for p in papers]
    say.table(("Name", "Paper", "For", "State"), rows, keep=("Name", "Paper"))


def _bullets(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        say.heading(title)
        for sentence in sentences:
            say.put(f"- {sentence}", indent=2)


def _says(found: Any) -> str:
    return str(found.get("says") or found.get("key") or "") if isinstance(found, Mapping) else str(found)


def _refusal(refusal: Any) -> str:
    if not isinstance(refusal, Mapping):
        return as_typed(str(refusal))
    details = refusal.get("details") or refusal.get("says") or ""
    if isinstance(details, (list, tuple)):
        details = ", ".join(str(d) for d in details)
    elif isinstance(details, Mapping):
        details = ", ".join(f"{k} {v}" for k, v in details.items())
    return as_typed(": ".join(part for part in (words.plain(str(refusal.get("code", ""))), str(details)) if part))
