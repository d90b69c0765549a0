"""A calendar feed (RFC 5545): whole-day entries for dates, timed ones in UTC for appointments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_HOUR = timedelta(hours=1)
_LONGEST = 74  # octets of a line before it is folded


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. uid: the same for the same thing however often it is moved. on: a whole day; at: an aware time."""

    uid: str
    title: str
    link: str
    on: date | None = None
    at: datetime | None = None


def calendar(entries: Sequence[Entry], now: datetime) -> str:
    """The feed. now: aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Due Course//Board//EN",
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
    ]
    lines += ["X-WR-CALNAME:Due Course", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for entry in entries:
        lines += _entry(entry, now)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def without_stamps(text: str) -> str:
    """The feed without the moment at which it was made, to tell whether it changed."""
    return re.sub(r"DTSTAMP:\S+", "", text)


def _entry(entry: Entry, now: datetime) -> list[str]:
    uid = hashlib.sha256(entry.uid.encode()).hexdigest()[:32]
    lines = ["BEGIN:VEVENT", f"UID:{uid}@due-course", f"DTSTAMP:{_utc(now)}"]
    if entry.at is not None:
        lines += [f"DTSTART:{_utc(entry.at)}", f"DTEND:{_utc(entry.at + _HOUR)}"]
    elif entry.on is not None:
        after = entry.on + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    lines += [f"SUMMARY:{_text(entry.title)}", f"URL:{entry.link}"]
    lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.title)}"]
    lines += ["TRIGGER:-PT15H" if entry.at is None else "TRIGGER:-PT1H", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> str:
    """A line cut into lengths that every reader takes, never inside a letter."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > _LONGEST:
            parts.append(part)
            part = b" "
        part += octets
    return "\r\n".join(p.decode() for p in [*parts, part])
