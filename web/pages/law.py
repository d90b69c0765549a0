"""What the law says on a day: every question held here, its dated values, and asking one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

import law
from law.packs import Question
from speech import words
from web import kit
from web.access import READERS, Viewer, may
from web.house import NoSuchPage, today_of

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
_ABOUT = frozenset({"question", "rule", "refused", "because", "confidence", "citations"})


@router.get("/law")
def questions(request: Request, viewer: Reader, about: str = "") -> Response:
    asked = about.strip().lower()
    found = [q for q in law.questions() if asked in f"{q.rule} {q.title} {q.question}".lower()]
    nations: dict[str, list[Question]] = {}
    for question in found:
        nations.setdefault(question.rule.partition(".")[0], []).append(question)
    return kit.page(request, "law.html", title="Law", nations=nations, about=about, number=len(found))


@router.get("/law/{rule}")
def question(request: Request, viewer: Reader, rule: str, known_at: str = "", ask: str = "") -> Response:
    """One question: its form, and with facts its answer, because and citations."""
    found = next((q for q in law.questions() if q.rule == rule), None)
    if found is None:
        raise NoSuchPage(f"The law held here has no question {rule}.")
    given = {
        f.name: request.query_params[f.name].strip() for f in found.fact if request.query_params.get(f.name, "").strip()
    }
    answer, fault = _answer(rule, given, known_at) if ask else (None, "")
    values = [(name, _shown(value)) for name, value in answer.items() if name not in _ABOUT] if answer else []
    return kit.page(
        request, "question.html", title=found.title, q=found, given=given, answer=answer, values=values, fault=fault,
        known_at=known_at,
    )  # fmt: skip


def _answer(rule: str, given: dict[str, str], known_at: str) -> tuple[dict[str, Any] | None, str]:
    today = today_of()
    facts = {}
    for name, text in given.items():
        try:  # days may be typed as everywhere else
            facts[name] = words.read_day(text, today=today).isoformat()
        except words.Unreadable:
            facts[name] = text
    try:
        day = words.read_day(known_at, today=today) if known_at else None
        return law.ask_text(rule, facts, known_at=day), ""
    except words.Unreadable as unreadable:
        return None, f"Known on: {known_at!r} was given; expected {unreadable}."
    except law.LawError as fault:
        return None, str(fault)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_shown(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{kit.plain(key)} {_shown(part)}" for key, part in value.items())
    text = str(value)
    return words.day(text) if len(text) == 10 and text[4:5] == "-" == text[7:8] else text
