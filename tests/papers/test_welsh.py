"""Readers whose language is Welsh: the landlord's Welsh wording, and that it is missing where there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from activities import wording
from activities.papers import BUILDERS, own_words
from activities.papers.known import OwnWording
from cli.casefile import _welsh
from cli.outcome import paper_state
from store import accounts, board
from store import wording as kept
from store.db import Connection
from templates import intake, package
from templates.manifest import template
from templates.words import welsh_court_day, welsh_day
from tests.activities.conftest import LEADER, OFFICER, Desk, desk, portfolio
from tests.papers import fixtures as fx
from tests.papers import nations
from tests.papers.case import Case
from tests.papers.test_notices import has, lacks

__all__ = ["desk", "portfolio"]
PAPER = template("E-01-wales")
MADE_UP = "GEIRIAU PRAWF"  # words of a test, which nobody sends


def bilingual(swap: tuple[str, str] = ("Your rent account is behind", MADE_UP)) -> bytes:
    """Our letter marked as Welsh, with a word changed, as a landlord would hand it in."""
    document = Document(BytesIO(package.for_welsh(PAPER.source)))
    found = [node for node in document.element.body.iter(qn("w:t")) if swap[0] in (node.text or "")]
    assert found
    for node in found:
        node.text = node.text.replace(*swap)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def accepted(content: bytes, since: date = date(2026, 6, 1)) -> OwnWording:
    sha256 = hashlib.sha256(content).hexdigest()
    return OwnWording(paper="E-01-wales/cy", version=1, since=since, sha256=sha256, content=content)


def speaking(language: str | None, adjustments: str | None = None) -> Case:
    """The first letter to a contract-holder of this language."""
    made = nations.wales_road().latest("E-01-wales", "P1")
    case = made.case.knowing(account=made.case.known.account.model_copy(update={"language": language}))
    one = case.known.people["P1"].model_copy(update={"adjustments": adjustments})
    return case.knowing(people={**case.known.people, "P1": one})


@pytest.mark.parametrize(
    ("language", "adjustments", "lacks_it"),
    [("Welsh", None, True), ("cy", None, True), (None, "Letters in Cymraeg", True), ("Polish", "large print", False)],
)
def test_who_wants_welsh_gets_the_landlord_s_welsh_wording(
    language: str | None, adjustments: str | None, lacks_it: bool
) -> None:
    case = speaking(language, adjustments)
    plain = case.paper("E-01-wales", "P1")
    assert plain.lacks_welsh is lacks_it and MADE_UP not in fx.said(plain.content)
    written = case.knowing(own=(accepted(bilingual()),)).paper("E-01-wales", "P1")
    assert not written.lacks_welsh
    assert (MADE_UP in fx.said(written.content)) is lacks_it
    if lacks_it:
        has(fx.said(written.content), "Dydd Llun, 3 Awst 2026", "£1,012.00")
        assert written.template_version == "own 1 (Welsh)" and written.used[0].name == "E-01-wales/cy"
        assert fx.document(written.content).core_properties.language == "cy-GB"
    later = case.knowing(own=(accepted(bilingual(), date(2026, 9, 1)),)).paper("E-01-wales", "P1")
    assert later.lacks_welsh is lacks_it, "it is not for days before its first"


def test_the_other_joint_contract_holder_is_written_to_as_before() -> None:
    case = speaking(None, "Welsh, please").knowing(own=(accepted(bilingual()),))
    lacks(case.text("E-01-wales", "P2"), MADE_UP)
    notice = nations.wales_road().latest("W-01")
    told = {**notice.case.known.people, "P1": case.known.people["P1"]}
    assert notice.case.knowing(people=told).paper("W-01", **notice.order.facts).lacks_welsh, (
        "one notice names them both"
    )


def test_a_paper_for_the_court_is_in_one_language() -> None:
    made = nations.wales_road().latest("W-04")
    account = made.case.known.account.model_copy(update={"language": "Welsh"})
    assert not made.case.knowing(account=account).paper("W-04", **made.order.facts).lacks_welsh


def test_a_welsh_wording_is_asked_for_as_much_as_any() -> None:
    builder = BUILDERS["E-01-wales"]
    assert own_words.faults(bilingual(), PAPER, builder, in_welsh=True) == []
    assert "en-GB, English (United Kingdom), is expected" in own_words.faults(bilingual(), PAPER, builder)[0]
    assert (
        "cy-GB, Welsh (United Kingdom), is expected" in own_words.faults(PAPER.source, PAPER, builder, in_welsh=True)[0]
    )
    silent = bilingual(("{{ reference }}", "dim"))
    assert (
        "leaves out what this paper has to say: reference" in own_words.faults(silent, PAPER, builder, in_welsh=True)[0]
    )
    assert intake.faults(bilingual(), intake.WELSH) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 12, 1), "Dydd Mawrth, 1 Rhagfyr 2026"), (date(2027, 2, 28), "Dydd Sul, 28 Chwefror 2027")],
)
def test_days_are_said_in_welsh(day: date, said: str) -> None:
    assert welsh_day(day) == said and said.endswith(f", {welsh_court_day(day)}")


def in_wales(connection: Connection) -> None:
    connection.execute(
        "UPDATE rent_account SET jurisdiction = 'wales', tenancy_type = 'occupation_contract_secure', language = 'Welsh' "
        "WHERE account_ref = 'RA2'"
    )


def test_the_step_says_that_the_welsh_text_is_missing(
    portfolio: Connection,
    desk: Callable[[str], Desk],
) -> None:
    in_wales(portfolio)
    d = desk("RA2")
    day = date(2026, 11, 22)
    d.did("fitness_checked", day, fit=True, electrical_report_given=True)
    d.did("arrears_letter_sent", day)
    (told,) = d.report["papers"]
    assert told["lacks_welsh"]
    assert paper_state(told).startswith("final, in English only: no Welsh wording of it has been added")
    account = accounts.get(portfolio, "RA2")
    ahead: dict[str, Any] = {"account": account, "people": accounts.people(portfolio, account.tenancy_ref)}
    lacking = wording.without_welsh(portfolio, **ahead, day=day)
    assert lacking and {"E-01-wales", "W-01"} <= set(lacking.papers) and "W-04" not in lacking.papers
    has(lacking.says, "The language of P2 is Welsh", "--language cy")
    row = board.get(portfolio, d.case_ref)
    assert row and _welsh(portfolio, row, day) == lacking, "and `next` says so"
    made = wording.propose(portfolio, PAPER, bilingual(), since=day, today=day, by=OFFICER, in_welsh=True)
    assert made.in_welsh and any(MADE_UP in line for line in made.changes)
    kept.approve(portfolio, kept.waiting(portfolio, "paper", "E-01-wales/cy"), by=LEADER)
    d.did("arrears_letter_sent", day)
    assert not d.report["papers"][0]["lacks_welsh"]
    still = wording.without_welsh(portfolio, **ahead, day=day)
    assert still and "E-01-wales" not in still.papers
    with pytest.raises(wording.WordingRefused, match="has no Welsh wording"):
        wording.propose(portfolio, template("E-01"), bilingual(), since=day, today=day, by=OFFICER, in_welsh=True)
