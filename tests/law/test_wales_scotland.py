"""Wales and Scotland on the days that go wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import law
from law.dates import DAY, add_months
from law.wales.shared import ALIKE

DAYS = st.dates(date(2022, 12, 1), date(2035, 12, 31))
CONTRACTS = law.question("wales.breach_notice").fact[1].one_of


@pytest.mark.parametrize(
    ("question", "facts", "expect"),
    [
        ("wales.breach_notice", {"given_on": "2028-01-29", "contract": "secure"}, {"claim_from": "2028-02-29"}),
        ("wales.breach_notice", {"given_on": "2027-01-29", "contract": "secure"}, {"claim_from": "2027-03-01"}),
        ("wales.breach_notice", {"given_on": "2026-12-31", "contract": "secure"}, {"claim_by": "2027-06-30"}),
        (
            "wales.serious_arrears_notice",
            {"given_on": "2026-11-02", "contract": "fixed_term_standard"},
            {"form": "RHW20", "claim_from": "2026-11-16", "confidence": "unconfirmed"},
        ),
        (
            "wales.serious_arrears_notice",
            {"given_on": "2026-11-02", "contract": "prohibited_conduct_standard"},
            {"form": "RHW21", "claim_from": "2026-12-02", "review_by": "2026-11-15"},
        ),
        (
            "wales.warrant.notice_of_eviction",
            {"delivered_on": "2027-03-11"},
            {"eviction_from": "2027-03-26", "first_working_day": "2027-03-30"},
        ),
        ("scotland.charge", {"served_on": "2026-12-10", "local_public_holidays": []}, {"first_removal": "2026-12-25"}),
        (
            "scotland.charge",
            {"served_on": "2026-12-10", "local_public_holidays": []},
            {"safe_first_removal": "2026-12-26"},
        ),
        ("scotland.charge", {"served_on": "2026-12-17"}, {"first_removal": "2027-01-02", "confidence": "inferred"}),
        ("scotland.decree.right_to_recover", {"extract_on": "2026-08-31"}, {"ends_on": "2027-02-28"}),
        ("scotland.decree.right_to_recover", {"extract_on": "2027-02-15"}, {"safe_last_day": "2027-08-14"}),
        ("scotland.short_secure.end_of_term", {"served_on": "2026-12-31"}, {"earliest": "2027-02-28"}),
        ("scotland.former_tenant.prescription", {"due_on": "2024-02-29"}, {"prescribes_on": "2029-02-28"}),
    ],
)
def test_a_day_that_goes_wrong(question: str, facts: dict[str, Any], expect: dict[str, Any]) -> None:
    got = law.ask_text(question, facts)
    assert {key: got.get(key) for key in expect} == expect


@given(DAYS, st.sampled_from(CONTRACTS))
def test_a_welsh_notice_leaves_time_to_claim(given_on: date, contract: str) -> None:
    for question in ("wales.breach_notice", "wales.serious_arrears_notice"):
        answer = law.ask(question, given_on=given_on, contract=contract)
        if answer.refused:
            assert contract == "secure"
            continue
        assert given_on + DAY * 14 <= answer["claim_from"] < answer["safe_claim_by"] < answer["claim_by"]
        assert answer["claim_by"] <= add_months(given_on, 6)
        if review_by := answer.get("review_by"):
            assert review_by < answer["claim_from"]


@given(DAYS, st.lists(st.integers(0, 20)))
def test_a_removal_is_never_on_a_sunday_or_a_local_holiday(served: date, offsets: list[int]) -> None:
    local = [served + DAY * (14 + n) for n in offsets]
    answer = law.ask("scotland.charge", served_on=served, local_public_holidays=local)
    first = answer["first_removal"]
    assert first > answer["expires_on"] == served + DAY * 14
    assert first.weekday() != 6 and first not in local
    if safe := answer.get("safe_first_removal"):
        assert safe >= first and safe.weekday() != 6 and safe not in local


@given(DAYS)
def test_a_scottish_notice_is_in_force_for_six_months(served: date) -> None:
    notice = law.ask("scotland.secure.notice", served_on=served)
    assert served + DAY * 28 == notice["statutory_earliest"] < notice["safe_earliest"]
    life = law.ask("scotland.secure.notice_life", specified_on=notice["safe_earliest"])
    assert notice["safe_earliest"] < life["safe_last_day"] < life["ceases_on"]


@pytest.mark.parametrize("frequency", ["quarterly", "yearly"])
def test_welsh_thresholds_that_turn_on_lateness_are_not_guessed(frequency: str) -> None:
    with pytest.raises(law.NotHeld, match=rf"no threshold for {frequency} rent.*wales\.serious_arrears\.late"):
        law.ask("wales.serious_arrears", rent_frequency=frequency, rent=10000, owed_at_notice=0, owed_at_hearing=0)


#: Questions that a case of any nation may ask by the same name, with England's facts and for England's keys.
PARALLEL = {
    "scotland": {
        "calendar.working_days_before",
        "hold",
        "notice.given",
        "policy.cure",
        "protocol.paragraphs",
        "secure.claim_window",
        "tenure.route",
    },
    "wales": {name.removeprefix("wales.") for name in ALIKE}
    | {"fee", "notice.given", "tenure.route", "warrant.notice_of_eviction"},
}


@pytest.mark.parametrize(("nation", "name"), [(n, name) for n in PARALLEL for name in sorted(PARALLEL[n])])
def test_a_parallel_question_takes_englands_facts_and_gives_its_keys(nation: str, name: str) -> None:
    england, other = law.question(f"england.{name}"), law.question(f"{nation}.{name}")
    facts = {f.name for f in england.fact} - {"channel"}
    assert facts <= {f.name for f in other.fact}
    assert {f.name for f in other.fact if not f.optional} <= facts
    assert {k.name for k in england.answer if not k.optional} <= {k.name for k in other.answer}
