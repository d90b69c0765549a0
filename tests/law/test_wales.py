"""Wales, question by question: days worked by hand, on the day and the day before it turns."""

from datetime import date
from typing import Any

import pytest

import law
from law.wales.shared import ALIKE

SECURE, INTRO, PROHIBITED = "secure", "introductory_standard", "prohibited_conduct_standard"

# fmt: off
TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # A posted notice arrives two days on, moved to a working day; the six months run from posting.
    ("notice.given", {"method": "first_class_post", "at": "2026-11-23T09:00"},
     {"given_on": "2026-11-25", "earliest_on": "2026-11-23"}),
    ("notice.given", {"method": "recorded_post", "at": "2026-12-23T12:00"},  # 25 Fri, 26 Sat, 27 Sun, 28 Boxing Day
     {"given_on": "2026-12-29", "earliest_on": "2026-12-23"}),
    ("notice.given", {"method": "first_class_post", "at": "2027-03-25T12:00"},  # 27 Sat, 28 Sun, 29 Easter Monday
     {"given_on": "2027-03-30", "earliest_on": "2027-03-25"}),
    ("notice.given", {"method": "left_at_address", "at": "2027-03-28T23:59"}, {"given_on": "2027-03-28"}),
    ("notice.given", {"method": "other_electronic", "at": "2027-03-28T12:00"}, {"refused": True}),
    # One month starting with the day: it ends the day before the same number, or with the month.
    ("breach_notice", {"given_on": "2026-11-30", "contract": SECURE},
     {"form": "RHW23", "claim_from": "2026-12-30", "claim_by": "2027-05-29"}),
    ("breach_notice", {"given_on": "2026-12-01", "contract": SECURE}, {"claim_from": "2027-01-01", "claim_by": "2027-05-31"}),
    ("breach_notice", {"given_on": "2028-01-30", "contract": "standard"}, {"claim_from": "2028-03-01", "claim_by": "2028-07-29"}),
    ("serious_arrears_notice", {"given_on": "2027-01-31", "contract": INTRO},
     {"form": "RHW21", "claim_from": "2027-03-01", "claim_by": "2027-07-30", "review_by": "2027-02-13"}),
    ("serious_arrears_notice", {"given_on": "2028-02-15", "contract": "standard"},  # fourteen days: 15 to 28 February
     {"form": "RHW20", "claim_from": "2028-02-29", "claim_by": "2028-08-14"}),
    ("serious_arrears_notice", {"given_on": "2028-02-16", "contract": "standard"}, {"claim_from": "2028-03-01"}),
    # The window: 29 May 2027 is a Saturday, 31 May a bank holiday.
    ("claim_window", {"given_on": "2026-11-30", "contract": SECURE},
     {"claim_from": "2026-12-30", "statutory_claim_by": "2027-05-29", "safe_claim_by": "2027-05-28",
      "last_open_day": "2027-05-28"}),
    ("claim_window", {"given_on": "2026-12-01", "contract": SECURE},
     {"claim_from": "2027-01-01", "statutory_claim_by": "2027-05-31", "safe_claim_by": "2027-05-30",
      "last_open_day": "2027-05-28"}),
    ("claim_window", {"given_on": "2026-11-02", "contract": INTRO, "ground": "serious_arrears"}, {"claim_from": "2026-12-02"}),
    ("claim_window", {"given_on": "2026-11-02", "contract": INTRO, "specified_on": "2026-12-01"}, {"claim_from": "2026-12-02"}),
    ("claim_window", {"given_on": "2026-11-02", "contract": INTRO, "specified_on": "2026-12-02"}, {"claim_from": "2026-12-03"}),
    ("claim_window", {"given_on": "2026-12-29", "earliest_on": "2026-12-23", "contract": SECURE},
     {"claim_from": "2027-01-29", "statutory_claim_by": "2027-06-22"}),
    # A review: fourteen days starting with the notice; the outcome before a claim may be made.
    ("review", {"given_on": "2026-12-31", "contract": INTRO}, {"request_by": "2027-01-13", "decide_by": "2027-01-30"}),
    ("review", {"given_on": "2027-01-31", "contract": PROHIBITED}, {"request_by": "2027-02-13", "decide_by": "2027-02-28"}),
    ("review", {"given_on": "2027-01-31", "contract": PROHIBITED, "specified_on": "2027-03-15"}, {"decide_by": "2027-03-15"}),
    ("review", {"given_on": "2027-01-31", "contract": INTRO, "extended_to": "2027-02-12"}, {"request_by": "2027-02-13"}),
    ("review", {"given_on": "2027-01-31", "contract": "standard"}, {"refused": True}),
    # Eight weeks of a fortnightly rent of 225.00 are 900.00; of a four-weekly one of 450.01, 900.02.
    ("serious_arrears", {"rent_frequency": "fortnightly", "rent": "225.00", "owed_at_notice": "900.00",
     "owed_at_hearing": "900.00"},
     {"met": True, "threshold": "900.00"}),
    ("serious_arrears", {"rent_frequency": "fortnightly", "rent": "225.00", "owed_at_notice": "900.00",
     "owed_at_hearing": "899.99"},
     {"met": False}),
    ("serious_arrears", {"rent_frequency": "four_weekly", "rent": "450.01", "owed_at_notice": "900.01",
     "owed_at_hearing": "950.00"},
     {"met": False, "threshold": "900.02"}),
    ("serious_arrears", {"rent_frequency": "monthly", "rent": "487.50", "owed_at_notice": "975.00", "owed_at_hearing": "975.00"},
     {"met": True, "threshold": "975.00"}),
    # More than three months late: rent due on 30 August is exactly three months late on 30 November, not more.
    ("serious_arrears.late", {"rent_frequency": "quarterly", "rent": "1400.00", "late_at_notice": "1400.00",
                              "late_at_hearing": "1400.00", "notice_on": "2026-11-30"},
                              {"met": True, "due_before_at_notice": "2026-08-30"}),
    ("serious_arrears.late", {"rent_frequency": "quarterly", "rent": "1400.00", "late_at_notice": "1399.99",
                              "late_at_hearing": "1400.00", "notice_on": "2026-12-01"},
                              {"met": False, "due_before_at_notice": "2026-09-01"}),
    ("serious_arrears.late", {"rent_frequency": "yearly", "rent": "4000.02",  # a quarter of it is 1000.005
     "late_at_notice": "1000.00",
                              "late_at_hearing": "1000.01", "notice_on": "2026-12-01"}, {"met": False, "threshold": "1000.01"}),
    ("fitness", {"day": "2026-11-22", "fit": True, "electrical_report_given": True, "converted": False}, {"payable": True}),
    ("fitness", {"day": "2022-12-01", "fit": True, "electrical_report_given": False, "converted": True}, {"payable": True}),
    ("fitness", {"day": "2023-12-14", "fit": False, "electrical_report_given": False, "converted": True}, {"payable": False}),
    ("order.absolute", {"made_on": "2028-02-15"}, {"normal": "2028-02-29", "hardship": "2028-03-28"}),
    ("order.absolute", {"made_on": "2028-02-16"}, {"normal": "2028-03-01", "hardship": "2028-03-29"}),
    ("order.absolute", {"made_on": "2026-12-18"}, {"normal": "2027-01-01", "hardship": "2027-01-29"}),
    ("order.warrant", {"kind": "outright", "possession_on": "2028-02-28"},
     {"earliest": "2028-02-29", "permission_needed": False}),
    ("order.warrant", {"kind": "suspended", "possession_on": "2027-03-09", "breached_on": "2027-04-12"},
     {"earliest": "2027-04-13"}),
    ("order.warrant", {"kind": "suspended", "possession_on": "2027-03-09", "breached_on": "2027-03-01"},
     {"earliest": "2027-03-10"}),
    ("order.permission", {"made_on": "2022-02-28"}, {"needed_from": "2028-02-28", "last_day_without": "2028-02-27"}),
    ("order.permission", {"made_on": "2024-02-29"}, {"needed_from": "2030-02-28", "last_day_without": "2030-02-27"}),
    ("order.permission", {"made_on": "2026-12-01"}, {"needed_from": "2032-12-01"}),
    ("contract.ends", {"possession_on": "2027-02-23", "left_on": "2027-02-23"}, {"ended": True, "ended_on": "2027-02-23"}),
    ("contract.ends", {"possession_on": "2027-02-23", "left_on": "2027-02-24", "executed_on": "2027-04-15"},
     {"ended_on": "2027-02-24"}),
    ("contract.ends", {"possession_on": "2027-02-23"}, {"ended": False}),
    # Fourteen clear days: 14 February 2028 + 15 is 29 February.
    ("warrant.eviction_from", {"delivered_on": "2028-02-14"}, {"eviction_from": "2028-02-29"}),
    ("warrant.eviction_from", {"delivered_on": "2028-02-15"}, {"eviction_from": "2028-03-01"}),
    ("warrant.eviction_from", {"delivered_on": "2026-12-11"}, {"eviction_from": "2026-12-26"}),
    ("warrant.notice_of_eviction", {"eviction_on": "2027-03-16"}, {"deliver_by": "2027-03-01"}),
    ("warrant.notice_of_eviction", {"eviction_on": "2028-03-01"}, {"deliver_by": "2028-02-15"}),
    ("warrant.notice_of_eviction", {"delivered_on": "2026-12-11"},
     {"eviction_from": "2026-12-26", "first_working_day": "2026-12-29"}),
    ("warrant.life", {"issued_on": "2027-02-15"}, {"last_day": "2028-02-14"}),
    ("warrant.life", {"issued_on": "2027-03-01"}, {"last_day": "2028-02-29"}),
    ("warrant.life", {"issued_on": "2028-02-29"}, {"last_day": "2029-02-28"}),
    ("warrant.confirm_by", {"eviction_at": "2027-04-15T10:00"}, {"confirm_by": "2027-04-12T10:00"}),
    ("warrant.confirm_by", {"eviction_at": "2026-10-26T10:00"},  # the clocks go back on the 25th
     {"confirm_by": "2026-10-23T11:00"}),
    ("warrant.confirm_by", {"eviction_at": "2027-03-01T10:00"}, {"confirm_on": "2027-02-26"}),
    # Twenty-eight clear days from 5 October are 3 November; twenty-one before it leave 12 October.
    ("claim.hearing_window", {"issued_on": "2026-10-05"}, {"earliest": "2026-11-03", "standard_latest": "2026-11-30"}),
    ("claim.hearing_window", {"issued_on": "2028-01-31"}, {"earliest": "2028-02-29", "standard_latest": "2028-03-27"}),
    ("claim.hearing_window", {"issued_on": "2028-02-01"}, {"earliest": "2028-03-01", "standard_latest": "2028-03-28"}),
    ("claim.hearing_deadlines", {"hearing_on": "2026-11-03"}, {"serve_claim_by": "2026-10-12", "evidence_by": "2026-10-29"}),
    ("claim.hearing_deadlines", {"hearing_on": "2027-03-30"}, {"serve_claim_by": "2027-03-08", "evidence_by": "2027-03-23"}),
    ("claim.hearing_deadlines", {"hearing_on": "2027-03-31"}, {"serve_claim_by": "2027-03-09", "evidence_by": "2027-03-24"}),
    ("claim.defence", {"particulars_served_on": "2026-12-10"}, {"by": "2026-12-24"}),
    ("claim.defence", {"particulars_served_on": "2026-12-11"}, {"by": "2026-12-29"}),
    ("claim.defence", {"particulars_served_on": "2027-01-18"}, {"by": "2027-02-01"}),
    ("claim.rent_statement", {"issued_on": "2027-01-11", "first_default_on": "2025-01-10"}, {"starts_on": "2025-01-11"}),
    ("claim.rent_statement", {"issued_on": "2027-01-11", "first_default_on": "2025-01-12"}, {"starts_on": "2025-01-12"}),
    ("claim.rent_statement", {"issued_on": "2028-02-29", "first_default_on": "2024-01-01"}, {"starts_on": "2026-02-28"}),
    ("claim.daily_rate", {"amount": "112.50", "frequency": "weekly"}, {"daily": "16.07"}),
    ("claim.daily_rate", {"amount": "487.50", "frequency": "monthly"}, {"daily": "16.02"}),
    ("claim.daily_rate", {"amount": "225.00", "frequency": "fortnightly"}, {"daily": "16.07"}),
    ("policy.daily_rate", {"amount": "450.00", "frequency": "four_weekly"}, {"daily": "16.07"}),
    ("policy.daily_rate", {"amount": "473.62", "frequency": "four_weekly"}, {"daily": "16.92"}),
    ("policy.daily_rate", {"amount": "28.28", "frequency": "four_weekly"}, {"daily": "1.01"}),
    ("former_tenant.limitation", {"due_on": "2020-12-07"},
     {"last_day": "2026-12-07", "safe_last_day": "2026-12-06", "last_open_day": "2026-12-04"}),
    ("former_tenant.limitation", {"due_on": "2021-12-25"}, {"safe_last_day": "2027-12-24", "last_open_day": "2027-12-23"}),
    ("former_tenant.limitation", {"due_on": "2024-02-29"}, {"last_day": "2030-02-28", "safe_last_day": "2030-02-27"}),
    # Sixty days beginning with the day after the entry: 2 December to 30 January.
    ("breathing_space.standard", {"registered_on": "2026-12-01"},
     {"starts_on": "2026-12-02", "last_day": "2027-01-30", "free_from": "2027-01-31", "midway_to": "2027-01-05"}),
    ("breathing_space.standard", {"registered_on": "2026-11-30"}, {"starts_on": "2026-12-01", "last_day": "2027-01-29"}),
    ("breathing_space.standard", {"registered_on": "2028-01-01"}, {"starts_on": "2028-01-02", "last_day": "2028-03-01"}),
    ("breathing_space.mental_health", {"treatment_ended_on": "2028-01-31"},
     {"last_day": "2028-02-29", "free_from": "2028-03-01"}),
    ("breathing_space.mental_health", {"treatment_ended_on": "2026-12-02"}, {"last_day": "2026-12-31"}),
    ("breathing_space.mental_health", {"treatment_ended_on": "2026-12-03", "request_unanswered_on": "2026-12-02"},
     {"last_day": "2026-12-31"}),
    ("breathing_space.creditor_review", {"registered_on": "2026-12-01"},
     {"request_by": "2026-12-21", "adviser_decides_by": "2027-01-05", "court_application_by": "2027-01-20"}),
    ("breathing_space.creditor_review", {"registered_on": "2028-02-09"}, {"request_by": "2028-02-29"}),
    ("breathing_space.creditor_review", {"registered_on": "2028-02-10"}, {"request_by": "2028-03-01"}),
    ("breathing_space.limitation", {"moratorium_ends_on": "2027-01-30"}, {"extended_to": "2027-03-26"}),
    ("breathing_space.limitation", {"moratorium_ends_on": "2028-01-05"}, {"extended_to": "2028-02-29"}),
    ("breathing_space.limitation", {"moratorium_ends_on": "2028-01-06"}, {"extended_to": "2028-03-01"}),
    ("debt_relief_order", {"effective_on": "2026-11-25"}, {"last_day": "2027-11-24", "longest_last_day": "2028-02-24"}),
    ("debt_relief_order", {"effective_on": "2027-03-01"}, {"last_day": "2028-02-29"}),
    ("debt_relief_order", {"effective_on": "2028-02-29"}, {"last_day": "2029-02-28", "longest_last_day": "2029-05-28"}),
    ("debt_protocol.letter", {"dated_on": "2028-01-30"}, {"reply_by": "2028-02-29", "claim_from": "2028-03-01"}),
    ("debt_protocol.letter", {"dated_on": "2027-01-29"}, {"reply_by": "2027-02-28", "claim_from": "2027-03-01"}),
    ("debt_protocol.letter", {"dated_on": "2026-12-07"}, {"reply_by": "2027-01-06"}),
    ("policy.cure", {"sent_on": "2026-11-23"}, {"by": "2026-12-02", "resume_on": "2026-12-03"}),
    ("policy.cure", {"sent_on": "2026-12-17"}, {"by": "2026-12-29"}),
    ("policy.cure", {"sent_on": "2027-03-17"}, {"by": "2027-03-30"}),  # arrives Fri 19; seven days on is Good Friday
    ("protocol.statement", {"last_sent_on": "2026-12-01"}, {"next_by": "2027-03-02"}),
    ("protocol.statement", {"last_sent_on": "2027-11-30"}, {"next_by": "2028-02-29"}),
    ("protocol.statement", {"last_sent_on": "2027-12-01"}, {"next_by": "2028-03-01"}),
    ("protocol.pre_hearing", {"hearing_on": "2027-03-10"}, {"statutory_by": "2027-02-28", "safe_by": "2027-02-27"}),
    ("protocol.pre_hearing", {"hearing_on": "2028-03-10"}, {"statutory_by": "2028-02-29", "safe_by": "2028-02-28"}),
    ("protocol.pre_hearing", {"hearing_on": "2028-03-11"}, {"statutory_by": "2028-03-01", "safe_by": "2028-02-29"}),
    ("calendar.is_business_day", {"day": "2027-03-29"}, {"business": False, "why": "Easter Monday"}),
    ("calendar.is_business_day", {"day": "2027-03-30"}, {"business": True, "open": True}),
    ("calendar.is_business_day", {"day": "2026-11-30"}, {"business": True}),  # St Andrew's Day is Scotland's
    ("calendar.working_days_before", {"day": "2027-03-30", "n": 1}, {"on": "2027-03-25"}),
    ("calendar.working_days_before", {"day": "2027-03-29", "n": 0}, {"on": "2027-03-25"}),
    ("calendar.working_days_before", {"day": "2026-12-01", "n": 1}, {"on": "2026-11-30"}),
    ("fee", {"step": "claim", "paid_on": "2024-04-30"}, {"amount": "355.00"}),
    ("fee", {"step": "claim", "paid_on": "2024-05-01"}, {"amount": "391.00"}),
    ("fee", {"step": "warrant", "paid_on": "2024-05-01"}, {"amount": "143.00"}),
]
# fmt: on


@pytest.mark.parametrize(("question", "facts", "expect"), TABLE, ids=[f"{q} {n}" for n, (q, _, _) in enumerate(TABLE)])
def test_a_day_worked_by_hand(question: str, facts: dict[str, Any], expect: dict[str, Any]) -> None:
    got = law.ask_text(f"wales.{question}", facts)
    assert {key: got.get(key) for key in expect} == expect


def test_every_question_of_days_has_three_days_worked_by_hand_here_or_in_its_pack() -> None:
    asked = [f"wales.{question}" for question, _, _ in TABLE]
    tabled = {"wales.tenure.route", "wales.hold", "wales.protocol.paragraphs"}  # tables of their own below
    ours = {q.name: len(q.example) for q in law.questions() if q.name.startswith("wales.") and q.name not in tabled}
    assert {name for name, examples in ours.items() if asked.count(name) + examples < 3} == set()


@pytest.mark.parametrize(
    ("contract", "ground", "notice", "track", "discretion", "review"),
    [
        ("secure", "breach", "rhw23", "arrears", True, False),
        ("standard", "breach", "rhw23", "arrears", True, False),
        ("introductory", "breach", "rhw23", "arrears", True, False),
        ("standard", "serious_arrears", "rhw20", "mandatory", False, False),
        ("fixed_term", "serious_arrears", "rhw20", "mandatory", False, False),
        ("introductory", "serious_arrears", "rhw21", "mandatory", False, True),
        ("prohibited_conduct", "serious_arrears", "rhw21", "mandatory", False, True),
    ],
)
def test_the_road_of_a_contract(
    contract: str, ground: str, notice: str, track: str, discretion: bool, review: bool
) -> None:
    road = law.ask("wales.tenure.route", tenure=f"occupation_contract_{contract}", social_housing=True, ground=ground)
    assert (road["notice"], road["track"], road["court_discretion"], road["review"]) == (
        notice,
        track,
        discretion,
        review,
    )
    # the notice questions know the contract by the name that the road gives
    window = law.ask("wales.claim_window", given_on=date(2026, 11, 2), contract=road["contract"], ground=ground)
    assert not window.refused


@pytest.mark.parametrize("tenure", law.question("wales.tenure.route").fact[0].one_of)
@pytest.mark.parametrize("social", [True, False])
@pytest.mark.parametrize("ground", [None, "breach", "serious_arrears"])
def test_every_tenure_has_a_road_or_a_sentence(tenure: str, social: bool, ground: str | None) -> None:
    road = law.ask("wales.tenure.route", tenure=tenure, social_housing=social, ground=ground)
    runs = tenure.startswith("occupation_contract") and social
    assert road.refused == (not runs or (tenure == "occupation_contract_secure" and ground == "serious_arrears"))
    if road.refused:
        assert "missing" in road.because or "no serious arrears ground" in road.because


def test_holds_forbid_as_in_england_where_the_scheme_is_the_same() -> None:
    kinds = law.question("england.hold").fact[0].one_of
    for kind in kinds:
        england, wales = law.ask("england.hold", kind=kind), law.ask("wales.hold", kind=kind)
        for key in ("forbids", "voids", "cancels", "debt", "needs_end", "needs_reason"):
            assert england[key] == wales[key], f"{key} of {kind}"
    assert set(law.question("wales.hold").fact[0].one_of) == {*kinds, "dwelling_unfit"}
    assert law.ask("wales.hold", kind="dwelling_unfit")["cancels"] == []


def test_the_protocol_asks_the_same_of_a_welsh_landlord() -> None:
    for track in ("arrears", "mandatory"):
        england = law.ask("england.protocol.paragraphs", track=track)["rows"]
        wales = law.ask("wales.protocol.paragraphs", track=track)["rows"]
        plain = [{k: v for k, v in row.items() if k != "title"} for row in wales]
        assert plain == [{k: v for k, v in row.items() if k != "title"} for row in england]


@pytest.mark.parametrize("name", sorted(ALIKE))
def test_what_is_shared_has_englands_facts_and_keys(name: str) -> None:
    england, wales = law.question(name.replace("wales.", "england.")), law.question(name)
    shared = {f.name for f in england.fact} - {"channel"}  # what the online service does in Wales is not held
    assert shared == {f.name for f in wales.fact}
    assert {k.name for k in england.answer} == {k.name for k in wales.answer}


def test_wales_is_told_in_its_own_words() -> None:
    for question in law.questions():
        if not question.name.startswith("wales.") or question.name == "wales.tenure.route":
            continue
        texts = [
            question.title,
            question.question,
            *(f.means for f in question.fact),
            *(v.because for v in question.value),
        ]
        texts += [str(v.holds) for v in question.value]
        assert not [t for t in texts if "tenant" in t.replace("per_tenant", "").replace("former_tenant", "")], (
            question.name
        )


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("notice.given", {"method": "personal", "at": "2026-12-02T10:00", "received_on": "2026-12-01"}, "before the notice"),
        ("claim_window", {"given_on": "2026-12-01", "earliest_on": "2026-12-02", "contract": SECURE}, "is after given_on"),
        ("warrant.notice_of_eviction", {}, "one of delivered_on and eviction_on"),
        ("warrant.notice_of_eviction", {"delivered_on": "2027-03-01", "eviction_on": "2027-03-16"}, "and not both"),
        ("serious_arrears.late", {"rent_frequency": "quarterly", "rent": "1.00", "late_at_notice": "1.00",
                                  "late_at_hearing": "1.00", "notice_on": "2026-12-02", "hearing_on": "2026-12-01"},
                                  "is before notice_on"),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other(question: str, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(law.BadFacts, match=says):
        law.ask_text(f"wales.{question}", facts)
