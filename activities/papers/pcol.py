"""From a claim's capture to the text boxes of Possession Claim Online (E-23): plain letters, short days, one line each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from activities.papers import proceedings
from activities.papers.capture import (
    Capture,
    by_hand,
    capture,
    circumstances,
    closed,
    incomplete,
    notice_words,
    why_possession,
)
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal
from cases.facts import claim_targets as facts
from cases.facts.court import Particulars
from cases.facts.rent_account import Schedule
from law.dates import DAY, add_months, in_words
from templates.channels import Channel, channel

_LONG_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b")
_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "£": "GBP ", "\u00a0": " "}


def pcol(ask: Ask) -> Draft:
    """E-23. Options: summary (yes) and schedule_served_on, the day on which every defendant had been given the schedule."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return incomplete(facts.PcolBoxes, held)
    told, way = held.pleaded, channel("pcol")
    against = [*held.against, *closed(way)]
    served_on = ask.order.facts.get("schedule_served_on")
    served = date.fromisoformat(served_on) if served_on else None
    summary: tuple[facts.SummaryLine, ...] = ()
    if ask.order.facts.get("summary") == "yes":
        against += _summary_faults(served, told.begun_on)
        summary = _summary(ask, told, way.summary_lines)
    boxes = [
        _box("possession_reason", "Reason for possession", why_possession(told), way),
        _box("recovery_steps", "Steps taken to recover the arrears", held.steps, way),
        _box("defendant_circumstances", "The defendants' circumstances", circumstances(told), way),
    ]
    left = sorted({letter for box in boxes for letter in box["says"] if not letter.isascii()})
    values = {
        "heading": told.heading.model_dump(),
        "boxes": tuple(boxes),
        "tenancy": told.tenancy.model_dump(),
        "arrears": told.arrears,
        "daily": told.daily,
        "grounds": tuple(g.number for g in told.grounds),
        "notice": notice_words(told),
        "served": told.served,
        "fee": told.fee,
        "begun_on": told.begun_on,
        "schedule_served_on": served if summary else None,
        "summary": summary,
        "unplain": " ".join(left) or None,
        "told": (way.availability, way.limits_from, way.later),
        "signer": told.signer.model_dump(),
        "by_hand": (
            by_hand("The claimant's circumstances", "the particulars give none, and no event of the case does"),
            by_hand("The firm's name, and the statement of truth", "whoever signs it says it in PCOL's own words"),
        ),
        "pleaded": told,
    }
    return Draft(values=values, refusals=tuple(against))


def _summary_faults(served: date | None, begun_on: date) -> Iterator[Refusal]:
    if served is None:
        said = (
            "A summary of the arrears stands only where every defendant was given the whole schedule before the claim, and "
            "no day of that is given (schedule_served_on)."
        )
        yield Refusal(code="R25", details=said)
    elif served >= begun_on:
        said = f"The schedule was given on {in_words(served)}, which is not before the claim on {in_words(begun_on)}."
        yield Refusal(code="R13", details=said)


def _summary(ask: Ask, told: Particulars, lines: int) -> tuple[facts.SummaryLine, ...]:
    """The schedule of the claim in at most so many lines, each of the same number of months."""
    shown, _ = proceedings.schedule(ask, proceedings.rent_account(ask), told.begun_on)
    return summarised(shown, lines) if shown else ()


def summarised(shown: Schedule, lines: int) -> tuple[facts.SummaryLine, ...]:
    """A schedule in at most `lines` lines of equally many months, the last of them shorter; the balances are its own."""
    months = (shown.until.year - shown.since.year) * 12 + shown.until.month - shown.since.month + 1
    each, owed, found, start = -(-months // lines), shown.opening, [], shown.since
    while start <= shown.until:
        following = add_months(start, each)
        rows = [row for row in shown.rows if start <= row.on < following]
        due, paid = sum(r.charge or 0 for r in rows), sum(r.credit or 0 for r in rows)
        owed += due - paid
        end = min(following, shown.until + DAY) - DAY
        found.append(facts.SummaryLine(since=start, until=end, due=due, paid=paid, balance=owed))
        start = following
    return tuple(found)


def _box(key: str, title: str, text: str, way: Channel) -> dict[str, Any]:
    says = plain(text)
    return {"key": key, "title": title, "says": says, "used": len(says), "warn": way.warn or 0}


def plain(text: str) -> str:
    """Text as PCOL takes it: days as `12 Mar 2026`, ASCII where a letter has a plain form, one line, no leading `=`.

    A letter that has no plain form stays, and is told.
    """
    found = _LONG_DAY.sub(r"\1 \2 \3", " ".join(text.split()))
    found = "".join(_plain_letter(letter) for letter in found)
    return found.lstrip("= ")


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _PLAIN:
        return _PLAIN[letter]
    folded = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return folded if folded.isascii() and folded else letter
