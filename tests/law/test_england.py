"""England on the days that go wrong: tables of facts and outcomes."""

from datetime import date, datetime
from typing import Any

import pytest

import law


def d(text: str) -> date:
    return date.fromisoformat(text)


TABLE: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("weekly, served on the last day of a period", "secure.notice",
     {"served_on": d("2026-12-06"), "rent_period": "weekly", "period_starts": "monday"},
     {"statutory_earliest": d("2027-01-03"), "safe_earliest": d("2027-01-04")}),
    ("weekly from Sundays", "secure.notice",
     {"served_on": d("2026-11-25"), "rent_period": "weekly", "period_starts": "sunday"},
     {"statutory_earliest": d("2026-12-26"), "safe_earliest": d("2026-12-27")}),
    ("monthly, served on the first", "secure.notice",
     {"served_on": d("2026-12-01"), "rent_period": "monthly", "period_starts": "1"},
     {"statutory_earliest": d("2027-01-01"), "safe_earliest": d("2027-01-01")}),
    ("monthly, a month that ends on 29 February", "secure.notice",
     {"served_on": d("2028-01-30"), "rent_period": "monthly", "period_starts": "1"},
     {"statutory_earliest": d("2028-02-29"), "safe_earliest": d("2028-03-01")}),
    ("monthly, February of twenty-eight days", "secure.notice",
     {"served_on": d("2027-01-31"), "rent_period": "monthly", "period_starts": "1"},
     {"statutory_earliest": d("2027-02-28"), "safe_earliest": d("2027-03-01")}),
    ("monthly from the fifteenth", "secure.notice",
     {"served_on": d("2026-11-25"), "rent_period": "monthly", "period_starts": "15"},
     {"statutory_earliest": d("2027-01-14"), "safe_earliest": d("2027-01-15")}),
    ("four-weekly with a known period", "secure.notice",
     {"served_on": d("2026-11-25"), "rent_period": "four_weekly", "period_starts": "monday",
      "period_anchor": d("2026-10-05")},
     {"statutory_earliest": d("2026-12-27"), "safe_earliest": d("2026-12-28")}),
    ("introductory, the same as secure", "introductory.notice",
     {"served_on": d("2026-11-25"), "rent_period": "monthly", "period_starts": "1"},
     {"statutory_earliest": d("2026-12-31"), "safe_earliest": d("2027-01-01")}),
    ("an old private notice whose own year ends first", "assured.notice",
     {"served_on": d("2025-05-15"), "social_housing": False, "grounds": ["8", "10", "11"]},
     {"form": "3", "statutory_claim_by": d("2026-05-15"), "safe_claim_by": d("2026-05-14")}),
    ("the same day, social housing", "assured.notice",
     {"served_on": d("2026-04-15"), "social_housing": True, "grounds": ["8", "10", "11"]},
     {"form": "3", "statutory_claim_by": d("2027-04-15")}),
    ("evidence over Easter", "claim.hearing_deadlines", {"hearing_on": d("2027-03-30")},
     {"evidence_by": d("2027-03-23"), "serve_claim_by": d("2027-03-08")}),
    ("evidence over Christmas", "claim.hearing_deadlines", {"hearing_on": d("2026-12-30")},
     {"evidence_by": d("2026-12-23"), "evidence_last_open_day": d("2026-12-23")}),
    ("evidence for a Wednesday: the plain last day is a Sunday", "claim.hearing_deadlines",
     {"hearing_on": d("2027-02-10")}, {"evidence_by": d("2027-02-07"), "evidence_last_open_day": d("2027-02-05")}),
    ("defence due on Boxing Day 2027", "claim.defence", {"particulars_served_on": d("2027-12-12")},
     {"by": d("2027-12-29")}),
    ("hearing four weeks on, over a leap day", "claim.hearing_window", {"issued_on": d("2028-02-01")},
     {"earliest": d("2028-03-01"), "standard_latest": d("2028-03-28")}),
    ("an order on 29 February", "order.permission", {"made_on": d("2024-02-29")},
     {"needed_from": d("2030-02-28"), "last_day_without": d("2030-02-27")}),
    ("a warrant of 29 February", "warrant.life", {"issued_on": d("2028-02-29")}, {"last_day": d("2029-02-28")}),
    ("a warrant of 1 March", "warrant.life", {"issued_on": d("2027-03-01")}, {"last_day": d("2028-02-29")}),
    ("a claim statement from a leap day", "claim.rent_statement",
     {"issued_on": d("2028-02-29"), "first_default_on": d("2020-01-01")}, {"starts_on": d("2026-02-28")}),
    ("breathing space over the new year", "breathing_space.standard", {"registered_on": d("2026-12-31")},
     {"starts_on": d("2027-01-01"), "last_day": d("2027-03-01"), "free_from": d("2027-03-02")}),
    ("first of two ends of a crisis moratorium", "breathing_space.mental_health",
     {"treatment_ended_on": d("2026-12-20"), "request_unanswered_on": d("2026-12-16")}, {"last_day": d("2027-01-14")}),
    ("section 21, whose life ends with a short month", "assured_shorthold.section_21",
     {"given_on": d("2026-08-31"), "social_housing": True},
     {"possession_from": d("2026-10-31"), "claim_by": d("2027-02-28"), "safe_claim_by": d("2027-02-27")}),
    ("ground 8 by the fortnight", "assured.ground_8",
     {"social_housing": True, "rent_frequency": "fortnightly", "rent": 24000, "owed_at_notice": 96000,
      "owed_at_hearing": 95999, "notice_on": d("2026-12-01"), "hearing_on": d("2027-02-09")},
     {"met": False, "threshold": 96000}),
    ("thirteen weeks by the fortnight, an odd penny up", "assured.ground_8",
     {"social_housing": False, "rent_frequency": "fortnightly", "rent": 24001, "owed_at_notice": 156006,
      "owed_at_hearing": 156007, "notice_on": d("2026-12-01"), "hearing_on": d("2027-02-09")},
     {"met": False, "threshold": 156007}),
    ("universal credit changes nothing for social housing", "assured.ground_8",
     {"social_housing": True, "rent_frequency": "monthly", "rent": 52000, "owed_at_notice": 104000,
      "owed_at_hearing": 104000, "notice_on": d("2026-12-01"), "hearing_on": d("2027-02-09"),
      "universal_credit_housing_not_yet_received": 52000}, {"met": True, "threshold": 104000}),
    ("arrears in credit-free weeks", "arrears.weeks", {"arrears": 0, "rent": 12000, "rent_period": "weekly"},
     {"weeks": 0, "weeks_text": "0.0"}),
    ("a penny short of eight weeks", "arrears.weeks", {"arrears": 95999, "rent": 12000, "rent_period": "weekly"},
     {"weeks": 7, "weeks_text": "7.9"}),
    ("four-weekly rent in weeks", "arrears.weeks", {"arrears": 96000, "rent": 48000, "rent_period": "four_weekly"},
     {"weeks": 8, "weekly_rent": 12000}),
    ("a debit of a leap day", "former_tenant.limitation", {"due_on": d("2020-02-29")}, {"last_day": d("2026-02-28")}),
    ("an appointment over the October change", "warrant.confirm_by", {"eviction_at": datetime(2027, 11, 1, 10)},  # noqa: DTZ001
     {"confirm_on": d("2027-10-29")}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "question", "facts", "expect"), TABLE, ids=[row[0] for row in TABLE])
def test_a_day_that_goes_wrong(name: str, question: str, facts: dict[str, Any], expect: dict[str, Any]) -> None:
    answer = law.ask(f"england.{question}", **facts)
    assert {key: answer.get(key) for key in expect} == expect


@pytest.mark.parametrize(
    ("method", "sent", "deemed"),
    [
        ("personal", "2026-12-23T16:29", "2026-12-23"),
        ("personal", "2026-12-23T16:30", "2026-12-24"),
        ("email", "2026-12-24T16:30", "2026-12-29"),
        ("email", "2026-12-26T10:00", "2026-12-29"),
        ("first_class_post", "2026-12-22T10:00", "2026-12-24"),
        ("first_class_post", "2026-12-23T10:00", "2026-12-29"),
        ("first_class_post", "2027-03-24T10:00", "2027-03-30"),
        ("document_exchange", "2028-02-27T10:00", "2028-02-29"),
        ("fax", "2027-12-24T17:00", "2027-12-29"),
    ],
)
def test_deemed_service_over_holidays_and_half_past_four(method: str, sent: str, deemed: str) -> None:
    got = law.ask_text("england.cpr.deemed_service", {"method": method, "sent_at": sent})
    assert got["deemed_on"] == deemed


def test_an_instant_in_summer_is_judged_by_londons_clock() -> None:
    got = law.ask_text("england.cpr.deemed_service", {"method": "email", "sent_at": "2027-06-01T15:45:00+00:00"})
    assert got["deemed_on"] == "2027-06-02", "a quarter to four in UTC is a quarter to five in London"


@pytest.mark.parametrize(
    "method", ["left_at_address", "personal", "handed_to_person", "process_server", "email_agreed"]
)
def test_a_notice_given_after_hours_is_given_that_day(method: str) -> None:
    got = law.ask_text("england.notice.given", {"method": method, "at": "2026-12-25T23:30"})
    assert (got["given_on"], got["confidence"]) == ("2026-12-25", "inferred")


@pytest.mark.parametrize("method", ["first_class_post", "recorded_post", "email", "other_electronic"])
@pytest.mark.parametrize("landlord", [None, "provider"])
def test_sending_alone_serves_no_notice(method: str, landlord: str | None) -> None:
    got = law.ask_text("england.notice.given", {"method": method, "at": "2026-11-27T12:00", "landlord": landlord})
    assert got["refused"] and "given_on" not in got and "Khan v D'Aubigny" in got["because"]


def test_a_councils_post_over_christmas_is_not_sure() -> None:
    facts = {"method": "first_class_post", "at": "2026-12-24T12:00", "landlord": "council"}
    got = law.ask_text("england.notice.given", facts)
    assert (got["given_on"], got["confidence"]) == ("2026-12-30", "unconfirmed")


RUN = {
    "secure": "nsp_secure",
    "flexible": "nstr_fixed",
    "introductory": "s128",
    "demoted": "s143e",
    "assured": "s8_form3",
    "starter": "s8_form3",
}


@pytest.mark.parametrize("tenure", law.question("england.tenure.route").fact[0].one_of)
@pytest.mark.parametrize("social_housing", [True, False])
def test_every_tenure_has_a_route_or_one_sentence_why_not(tenure: str, social_housing: bool) -> None:
    answer = law.ask("england.tenure.route", tenure=tenure, social_housing=social_housing)
    runs = tenure in RUN
    assert answer.refused is not runs
    if runs:
        assert answer["notice"] == RUN[tenure] + ("a" if RUN[tenure] == "s8_form3" and not social_housing else "")
        assert answer["court_discretion"] is (answer["track"] == "arrears")
    else:
        assert "is not run yet:" in answer.because or "what is missing is" in answer.because


def test_a_long_lease_is_one_whatever_it_was_entered_as() -> None:
    for years, refused in ((21, False), (22, True), (125, True)):
        answer = law.ask("england.tenure.route", tenure="assured", social_housing=True, lease_years=years)
        assert answer.refused is refused
        assert ("long lease" in answer.because) is refused


ACTS = {"demand", "serve_notice", "send_protocol_letter", "submit_claim", "request_warrant", "book_eviction", "evict"}
ENFORCING = {"request_warrant", "book_eviction", "evict"}


@pytest.mark.parametrize("kind", law.question("england.hold").fact[0].one_of)
def test_every_hold_forbids_something_and_says_what_ends_it(kind: str) -> None:
    hold = law.ask("england.hold", kind=kind)
    assert hold["forbids"] and set(hold["forbids"]) <= ACTS
    assert set(hold["voids"]) <= {"notice_served"} and set(hold["cancels"]) <= {"eviction"}
    assert hold["debt"] in ("all", "moratorium", "none")
    assert hold["cure_or_end"].startswith("It ends ") and hold["cure_or_end"].endswith(".")
    if "eviction" in hold["cancels"]:
        assert {"book_eviction", "evict"} <= set(hold["forbids"])


@pytest.mark.parametrize("kind", ["breathing_space", "mental_health_crisis_moratorium"])
def test_a_moratorium_forbids_everything_for_its_debt(kind: str) -> None:
    hold = law.ask("england.hold", kind=kind)
    assert set(hold["forbids"]) == ACTS
    assert (hold["voids"], hold["cancels"], hold["debt"]) == (["notice_served"], ["eviction"], "moratorium")


@pytest.mark.parametrize(
    ("kind", "forbids"),
    [
        ("agreement_kept", {"submit_claim", *ENFORCING}),
        ("benefit_claim_pending", {"submit_claim"}),
        ("court_stay", ENFORCING),
        ("application_to_suspend", {"book_eviction", "evict"}),
        ("insolvency", {"demand"}),
        ("manual_pause", ACTS),
    ],
)
def test_what_a_hold_forbids(kind: str, forbids: set[str]) -> None:
    assert set(law.ask("england.hold", kind=kind)["forbids"]) == forbids


EVIDENCE = {
    "arrears": {
        "contact", "affordable_offer", "statement_13_weeks", "direct_payment", "benefit_help", "debt_advice",
        "post_notice_contact", "protocol_copy", "adr",
    },
    "mandatory": {"part3_letter", "part3_reply_considered"},
}  # fmt: skip


@pytest.mark.parametrize("track", EVIDENCE)
def test_the_protocol_asks_for_every_kind_of_evidence_once(track: str) -> None:
    answer = law.ask("england.protocol.paragraphs", track=track)
    keys = [key for row in answer["rows"] for key in row["evidence"]]
    assert sorted(keys) == sorted(EVIDENCE[track])
    for row in answer["rows"]:
        assert set(row) == {"paragraph", "title", "per_tenant", "mandatory", "stage", "evidence", "confidence"}
        assert row["stage"] in ("before_notice", "before_claim")


@pytest.mark.parametrize("track", EVIDENCE)
def test_attempts_stand_in_only_for_what_the_protocol_asks_for(track: str) -> None:
    asked = {
        (r["paragraph"], key)
        for r in law.ask("england.protocol.paragraphs", track=track)["rows"]
        for key in r["evidence"]
    }
    answer = law.ask("england.protocol.attempts", track=track)
    assert {(r["paragraph"], r["instead_of"]) for r in answer["rows"]} <= asked
    assert all(len(r["evidence"]) >= 2 and r["says"] for r in answer["rows"])
    assert answer.confidence == "unconfirmed", "how many attempts are reasonable is our policy"


def test_rows_given_out_are_copies() -> None:
    law.ask("england.protocol.paragraphs", track="arrears")["rows"][0]["title"] = "scribbled on"
    law.ask("england.protocol.paragraphs", track="arrears")["rows"][0]["evidence"].clear()
    again = law.ask("england.protocol.paragraphs", track="arrears")["rows"][0]
    assert again["title"] != "scribbled on" and again["evidence"] == ["contact"]
