"""What is held of the law: every pack in a row, every row held or not held for a reason, day by day for every tenure."""

from datetime import date, timedelta
from typing import Any

import pytest

import law
from law import coverage
from law.packs import PACKS
from tests.law.support import NOW

ROWS = {row.id: row for nation in coverage.NATIONS for section in coverage.rows(nation).section for row in section.row}
HELD = coverage.held_by()


def test_every_pack_is_in_a_row_that_there_is() -> None:
    assert [p.rule for p in PACKS.values() if not p.covers] == [], "say which rows it holds: covers = [...]"
    assert sorted(set(HELD) - set(ROWS)) == [], "no such row in law/coverage"


def test_every_row_is_held_or_not_held_for_a_reason() -> None:
    assert [r for r in ROWS if r not in HELD and not ROWS[r].why_not] == []
    assert [r for r in ROWS if r in HELD and ROWS[r].why_not] == [], "held now: take why_not away, or make it partly"
    assert all(text.endswith(".") for row in ROWS.values() for text in (row.why_not, row.partly) if text)


def test_no_row_stands_twice() -> None:
    ids = [row.id for n in coverage.NATIONS for s in coverage.rows(n).section for row in s.row]
    assert len(ids) == len(set(ids)) and len(ids) > 250


def test_a_row_is_as_sure_as_the_least_sure_of_its_packs() -> None:
    assert coverage.standing([]) == "not held"
    assert coverage.standing(HELD["NSP-SEC-MIN"]) == "held"
    assert coverage.standing(HELD["FEE-CLM"]) == "held unconfirmed", "of the fee only the newest value counts"


# For every tenure the questions of its notice, and the first day held.
OCT_2021 = date(2021, 10, 1)
WEEKLY: dict[str, Any] = {"rent_period": "weekly", "period_starts": "monday"}
TENURES: dict[str, tuple[str, str, dict[str, Any], date]] = {
    "secure": ("secure.notice", "served_on", WEEKLY, OCT_2021),
    "secure, monthly": ("secure.notice", "served_on", {"rent_period": "monthly", "period_starts": "31"}, OCT_2021),
    "flexible": ("flexible.notice", "served_on", {}, date(2012, 4, 1)),
    "flexible, at its end": ("flexible.possession_notice", "served_on", {}, date(2012, 4, 1)),
    "introductory": ("introductory.notice", "served_on", WEEKLY, OCT_2021),
    "demoted": ("demoted.notice", "served_on", WEEKLY, OCT_2021),
    "assured, social": (
        *("assured.notice", "served_on"),
        *({"social_housing": True, "grounds": ["8", "10", "11"]}, OCT_2021),
    ),
    "assured, not social": (
        *("assured.notice", "served_on"),
        *({"social_housing": False, "grounds": ["8", "10", "11"]}, OCT_2021),
    ),
    "starter, section 21": ("assured_shorthold.section_21", "given_on", {"social_housing": True}, OCT_2021),
    "shorthold, not social": ("assured_shorthold.section_21", "given_on", {"social_housing": False}, OCT_2021),
    "shared ownership": ("shared_ownership.notice", "served_on", {"lease_years": 125}, OCT_2021),
    "seven to 21 years": (
        *("lease.seven_to_21", "granted_on"),
        *({"contracted_before_27_december_2025": False}, date(1989, 1, 15)),
    ),
    "licence": ("licence.notice_to_quit", "served_on", {"excluded": False}, OCT_2021),
    "non-secure": ("nonsecure.notice_to_quit", "served_on", WEEKLY, OCT_2021),
    "garage": ("tenure.route", "on", {"tenure": "garage", "social_housing": True}, OCT_2021),
    "sundry debt": ("tenure.route", "on", {"tenure": "sundry_debt", "social_housing": True}, OCT_2021),
}


@pytest.mark.parametrize("tenure", TENURES)
def test_a_tenure_has_one_answer_on_every_day_from_the_first_held_to_two_years_ahead(tenure: str) -> None:
    question, fact, others, first = TENURES[tenure]
    rule = f"england.{question}"
    with pytest.raises(law.NotHeld, match="the first day held is"):
        law.ask(rule, **others, **{fact: first - timedelta(days=1)})
    day = max(first, OCT_2021)
    while day <= date(NOW.year + 2, NOW.month, NOW.day):
        answer = law.ask(rule, **others, **{fact: day})
        assert answer.because and (answer.refused or None not in answer.values.values()), day
        day += timedelta(days=1)


CHANGES = [
    ("assured, not social", date(2026, 5, 1), "form", "3", "3A"),
    ("assured, social", date(2026, 5, 1), "form", "3", "3"),
    ("shorthold, not social", date(2026, 5, 1), "refused", False, True),
    ("starter, section 21", date(2026, 5, 1), "refused", False, False),
    ("shared ownership", date(2025, 12, 27), "refused", False, True),
    ("seven to 21 years", date(2025, 12, 27), "can_be_assured", False, True),
]


@pytest.mark.parametrize(("tenure", "changed", "key", "before", "on"), CHANGES)
def test_a_change_takes_effect_on_its_day_and_not_the_day_before(
    tenure: str, changed: date, key: str, before: Any, on: Any
) -> None:
    question, fact, others, _ = TENURES[tenure]
    old = law.ask(f"england.{question}", **others, **{fact: changed - timedelta(days=1)})
    assert old[key] == before
    assert law.ask(f"england.{question}", **others, **{fact: changed})[key] == on


# The months of the coronavirus, with their lengthened notice periods and their change of form in May 2021: none is held.


@pytest.mark.parametrize("social", [True, False])
@pytest.mark.parametrize(
    "served",
    [
        pytest.param(date(2020, 3, 26), id="spring 2020"),
        pytest.param(date(2020, 8, 28), id="28 August 2020"),
        pytest.param(date(2020, 8, 29), id="29 August 2020"),
        pytest.param(date(2021, 4, 29), id="posted in the form of before May 2021"),
        pytest.param(date(2021, 5, 4), id="deemed served on the first day of the form of May 2021"),
        pytest.param(date(2021, 5, 31), id="the last of May 2021"),
        pytest.param(date(2021, 6, 1), id="the first of June 2021"),
        pytest.param(date(2021, 8, 1), id="the first of August 2021"),
        pytest.param(date(2021, 9, 30), id="the day before the ordinary periods came back"),
    ],
)
def test_a_notice_of_the_coronavirus_months_is_not_answered(served: date, social: bool) -> None:
    for question, more in (
        ("england.assured.notice", {"social_housing": social, "grounds": ["8"]}),
        ("england.secure.notice", WEEKLY),
        ("england.introductory.notice", WEEKLY),
        ("england.demoted.notice", WEEKLY),
    ):
        with pytest.raises(law.NotHeld, match="the first day held is Friday 1 October 2021"):
            law.ask(question, served_on=served, **more)
    with pytest.raises(law.NotHeld, match="Friday 1 October 2021"):
        law.ask("england.assured.claim_window", served_on=served, specified_on=date(2021, 12, 1), social_housing=social)


def test_from_october_2021_the_ordinary_periods_and_no_validating_of_earlier_notices() -> None:
    answer = law.ask("england.assured.notice", served_on=date(2021, 10, 1), social_housing=True, grounds=["8"])
    assert (answer["form"], answer["statutory_earliest"]) == ("3", date(2021, 10, 15))


def test_a_notice_served_across_a_commencement_keeps_the_text_of_its_day() -> None:
    """Served the day before 1 May 2026 the old form and two weeks; the claim by the end of three months from then."""
    facts: dict[str, Any] = {"social_housing": False, "grounds": ["8", "10", "11"]}
    before = law.ask("england.assured.notice", served_on=date(2026, 4, 30), **facts)
    assert (before["form"], before["statutory_earliest"], before["statutory_claim_by"]) == (
        *("3", date(2026, 5, 14), date(2026, 7, 31)),
    )
    on = law.ask("england.assured.notice", served_on=date(2026, 5, 1), **facts)
    assert (on["form"], on["statutory_earliest"], on["statutory_claim_by"]) == (
        *("3A", date(2026, 5, 28), date(2027, 5, 1)),
    )


@pytest.mark.parametrize("question", ["claim.hearing_window", "claim.hearing_deadlines", "claim.defence"])
def test_the_online_services_intervals_are_not_held(question: str) -> None:
    pack = law.question(f"england.{question}")
    facts = {pack.keyed_on: date(2027, 2, 9)}
    for channel in ("paper", "pcol"):
        assert law.ask(pack.rule, **facts, channel=channel).values == law.ask(pack.rule, **facts).values
    with pytest.raises(law.NotHeld, match=r"Online Procedure Rules 2026.*none is held"):
        law.ask(pack.rule, **facts, channel="online_service")
