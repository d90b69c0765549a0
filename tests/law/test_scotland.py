"""Scotland, question by question: days worked by hand, on the day and the day before it turns."""

from datetime import date
from typing import Any

import pytest

import law
from law.calendars import SCOTLAND
from law.dates import DAY
from law.scotland.holidays import LOCAL

FAMILY: dict[str, Any] = {"served_on": "2026-07-31", "principal_home": True, "relation": "family_member", "age": 16}
ABSENT: dict[str, Any] = {"decree_on": "2026-11-20", "in_absence": True}
MEASURES: dict[str, Any] = {"decree_on": "2023-08-31", "notice_on": "2022-09-06", "arrears": "2249.99"}

# fmt: off
TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # Recorded delivery with nothing tracked: two days on, then on to a working day.
    ("notice.given", {"method": "recorded_post", "at": "2026-11-23T12:00"},
     {"given_on": "2026-11-25", "confidence": "unconfirmed"}),
    ("notice.given", {"method": "recorded_post", "at": "2026-11-26T12:00"},  # Sat, Sun, St Andrew's Day
     {"given_on": "2026-12-01"}),
    ("notice.given", {"method": "recorded_post", "at": "2026-12-30T12:00"}, {"given_on": "2027-01-05"}),  # 1, 2, 3 and 4 January
    ("notice.given", {"method": "recorded_post", "at": "2027-03-25T12:00"}, {"given_on": "2027-03-29"}),
    ("notice.given", {"method": "recorded_post", "at": "2027-03-25T12:00", "council": "glasgow"}, {"given_on": "2027-03-30"}),
    ("notice.given", {"method": "email_agreed", "at": "2027-03-25T12:00"}, {"refused": True}),
    ("notice.form", {"served_on": "2012-08-01"}, {"form": "Schedule 2 (rent arrears)", "confidence": "confirmed"}),
    ("notice.form", {"served_on": "2026-07-31"}, {"confidence": "inferred"}),
    ("notice.form", {"served_on": "2026-08-01"}, {"confidence": "unconfirmed"}),
    # Four weeks from service: 1 February 2028 and 28 days are 29 February.
    ("secure.notice", {"served_on": "2028-02-01"}, {"statutory_earliest": "2028-02-29", "safe_earliest": "2028-03-01"}),
    ("secure.notice", {"served_on": "2026-12-31"}, {"statutory_earliest": "2027-01-28", "safe_earliest": "2027-01-29"}),
    ("secure.notice", {"served_on": "2026-09-10", "notice_to_quit_could_end_on": "2026-10-08"},
     {"statutory_earliest": "2026-10-08"}),
    ("secure.notice", {"served_on": "2026-09-10", "notice_to_quit_could_end_on": "2026-10-09"},
     {"statutory_earliest": "2026-10-09"}),
    ("short_secure.notice", {"served_on": "2026-10-01"}, {"statutory_earliest": "2026-10-29", "safe_earliest": "2026-10-30"}),
    ("short_secure.notice", {"served_on": "2028-02-01"}, {"statutory_earliest": "2028-02-29"}),
    ("short_secure.notice", {"served_on": "2026-12-25"}, {"statutory_earliest": "2027-01-22"}),
    ("secure.notice_life", {"specified_on": "2026-10-31"}, {"ceases_on": "2027-04-30", "safe_last_day": "2027-04-29"}),
    ("secure.notice_life", {"specified_on": "2027-08-29"}, {"ceases_on": "2028-02-29"}),
    ("secure.notice_life", {"specified_on": "2026-10-06"}, {"ceases_on": "2027-04-06", "safe_last_day": "2027-04-05"}),
    ("secure.claim_window", {"specified_on": "2026-10-31"},
     {"claim_from": "2026-10-31", "statutory_claim_by": "2027-04-30", "safe_claim_by": "2027-04-29",
      "last_open_day": "2027-04-29"}),
    # 4 January 2027 stands for the second; before it a weekend and New Year
    ("secure.claim_window", {"specified_on": "2026-07-05"},
     {"statutory_claim_by": "2027-01-05", "safe_claim_by": "2027-01-04", "last_open_day": "2026-12-31"}),
    # Easter Monday is Glasgow's, Good Friday Scotland's
    ("secure.claim_window", {"specified_on": "2026-09-30", "council": "glasgow"},
     {"safe_claim_by": "2027-03-29", "last_open_day": "2027-03-25"}),
    ("secure.claim_window", {"specified_on": "2026-09-30"}, {"safe_claim_by": "2027-03-29", "last_open_day": "2027-03-29"}),
    ("short_secure.end_of_term", {"served_on": "2026-12-31"},
     {"earliest": "2027-02-28", "review_by": "2027-01-13", "lapses_on": "2027-08-28"}),
    ("short_secure.end_of_term", {"served_on": "2027-12-29"},
     {"earliest": "2028-02-29", "review_by": "2028-01-11", "lapses_on": "2028-08-29"}),
    ("short_secure.end_of_term", {"served_on": "2027-01-01"},
     {"earliest": "2027-03-01", "review_by": "2027-01-14", "lapses_on": "2027-09-01"}),
    ("qualifying_occupier", FAMILY, {"qualifies": True}),
    ("qualifying_occupier", FAMILY | {"age": 15}, {"qualifies": False}),
    ("qualifying_occupier", FAMILY | {"principal_home": False}, {"qualifies": False}),
    ("qualifying_occupier", FAMILY | {"relation": "subtenant", "landlord_consented": True}, {"qualifies": True}),
    ("qualifying_occupier", FAMILY | {"relation": "other"}, {"qualifies": False}),
    ("procedure", {"seeks": "possession"}, {"procedure": "summary_cause"}),
    ("procedure", {"seeks": "possession_and_payment", "amount": "5000.00"}, {"procedure": "summary_cause"}),
    ("procedure", {"seeks": "possession_and_payment", "amount": "5000.01"}, {"procedure": "ordinary_cause"}),
    ("procedure", {"seeks": "payment", "amount": "5000.00"}, {"procedure": "simple_procedure", "confidence": "unconfirmed"}),
    # The council is told the same day, by our policy two working days at most.
    ("section_11", {"raised_on": "2026-11-27", "landlord": "provider"}, {"send_on": "2026-11-27", "latest": "2026-12-02"}),
    ("section_11", {"raised_on": "2026-12-30", "landlord": "provider"}, {"latest": "2027-01-05"}),
    ("section_11", {"raised_on": "2027-03-25", "landlord": "provider", "council": "glasgow"}, {"latest": "2027-03-31"}),
    ("section_11", {"raised_on": "2027-03-25", "landlord": "provider"}, {"latest": "2027-03-30"}),
    ("section_11", {"raised_on": "2027-03-25", "landlord": "council"}, {"needed": False, "form": None}),
    # Twenty-one days: 8 February 2028 and 21 are 29 February; by post a day more.
    ("summons.service", {"method": "sheriff_officer", "served_on": "2028-02-08"},
     {"return_from": "2028-02-29", "safe_return_from": "2028-03-01"}),
    ("summons.service", {"method": "recorded_delivery", "served_on": "2028-02-07"},
     {"starts_on": "2028-02-08", "return_from": "2028-02-29"}),
    ("summons.service", {"method": "recorded_delivery", "served_on": "2028-02-08"}, {"return_from": "2028-03-01"}),
    ("summons.service", {"method": "sheriff_officer", "return_on": "2028-03-01"},
     {"serve_by": "2028-02-09", "safe_serve_by": "2028-02-08"}),
    ("summons.service", {"method": "recorded_delivery", "return_on": "2028-03-01"}, {"serve_by": "2028-02-08"}),
    ("summons.calling", {"return_on": "2026-12-24"},
     {"response_by": "2026-12-24", "calling_on": "2026-12-31", "minute_by": "2026-12-29"}),
    ("summons.calling", {"return_on": "2028-02-22"}, {"calling_on": "2028-02-29", "minute_by": "2028-02-27"}),
    ("summons.calling", {"return_on": "2028-02-23"}, {"calling_on": "2028-03-01", "minute_by": "2028-02-28"}),
    ("action.continuation", {"called_on": "2027-12-07"}, {"usually_until": "2028-02-29"}),
    ("action.continuation", {"called_on": "2027-12-08"}, {"usually_until": "2028-03-01"}),
    ("action.continuation", {"called_on": "2026-11-16"}, {"usually_until": "2027-02-08"}),
    ("decree.appeal", {"decree_on": "2028-02-15"}, {"appeal_by": "2028-02-29", "extract_from": "2028-03-01"}),
    ("decree.appeal", {"decree_on": "2026-11-20"}, {"appeal_by": "2026-12-04", "extract_working_day": "2026-12-07"}),
    ("decree.appeal", {"decree_on": "2026-11-14"}, {"extract_from": "2026-11-29", "extract_working_day": "2026-12-01"}),
    ("decree.recall", ABSENT, {"possession": True, "money_by": None}),
    ("decree.recall", ABSENT | {"money_enforced_on": "2028-02-15"}, {"money_by": "2028-02-29"}),
    ("decree.recall", ABSENT | {"removed_on": "2027-01-11"}, {"possession": False}),
    ("decree.recall", ABSENT | {"recalled_before": True}, {"refused": True}),
    # Six months from the extract; the day before, and not a Sunday.
    ("decree.right_to_recover", {"extract_on": "2026-08-31"}, {"ends_on": "2027-02-28", "safe_last_day": "2027-02-27"}),
    ("decree.right_to_recover", {"extract_on": "2026-12-08"}, {"ends_on": "2027-06-08", "safe_last_day": "2027-06-07"}),
    ("decree.right_to_recover", {"extract_on": "2027-08-30"}, {"ends_on": "2028-02-29", "safe_last_day": "2028-02-28"}),
    ("charge", {"served_on": "2026-11-15", "local_public_holidays": ["2026-11-30"]},
     {"expires_on": "2026-11-29", "first_removal": "2026-12-01"}),
    ("charge", {"served_on": "2026-11-14", "local_public_holidays": []},
     {"first_removal": "2026-11-30", "safe_first_removal": "2026-12-01"}),
    # Christmas Day is a Saturday, its substitutes Mon and Tue
    ("charge", {"served_on": "2027-12-10", "local_public_holidays": []},
     {"first_removal": "2027-12-25", "safe_first_removal": "2027-12-29"}),
    ("charge", {"served_on": "2027-07-01", "council": "glasgow"}, {"first_removal": "2027-07-16"}),
    ("charge", {"served_on": "2027-07-02", "council": "glasgow"},  # Fair Saturday, Sunday, Fair Monday
     {"first_removal": "2027-07-20"}),
    ("charge.serve_by", {"removal_on": "2027-06-05"}, {"serve_by": "2027-05-21"}),
    ("charge.serve_by", {"removal_on": "2028-03-15"}, {"serve_by": "2028-02-29"}),
    ("charge.serve_by", {"removal_on": "2028-03-16"}, {"serve_by": "2028-03-01"}),
    ("removal.day", {"day": "2027-09-27", "council": "glasgow"}, {"competent": False, "why": "Autumn holiday"}),
    ("removal.day", {"day": "2027-09-28", "council": "glasgow"}, {"competent": True}),
    ("removal.day", {"day": "2027-09-26", "local_public_holidays": []}, {"competent": False, "why": "a Sunday"}),
    ("removal.day", {"day": "2027-09-27"}, {"competent": True, "confidence": "inferred"}),
    ("moratorium", {"registered_on": "2026-08-31"}, {"ends_on": "2027-02-28"}),
    ("moratorium", {"registered_on": "2027-08-31"}, {"ends_on": "2028-02-29"}),
    ("moratorium", {"registered_on": "2026-12-01"}, {"ends_on": "2027-06-01"}),
    ("moratorium.cost_of_living", MEASURES, {"stayed": True, "ends_on": "2024-02-29"}),
    ("moratorium.cost_of_living", MEASURES | {"arrears": "2250.00"}, {"stayed": False}),
    ("moratorium.cost_of_living", MEASURES | {"notice_on": "2022-09-05"}, {"stayed": False}),
    ("moratorium.cost_of_living", MEASURES | {"notice_on": "2022-09-05", "accepted_on": "2022-10-27"}, {"stayed": False}),
    ("moratorium.cost_of_living", MEASURES | {"notice_on": "2022-09-05", "accepted_on": "2022-10-28"}, {"stayed": True}),
    ("moratorium.cost_of_living", MEASURES | {"decree_on": "2023-10-01"}, {"ends_on": "2024-03-31"}),
    ("former_tenant.prescription", {"due_on": "2022-01-05"}, {"prescribes_on": "2027-01-05", "safe_last_day": "2026-12-31"}),
    ("former_tenant.prescription", {"due_on": "2024-02-29"}, {"prescribes_on": "2029-02-28", "safe_last_day": None}),
    ("former_tenant.prescription", {"due_on": "2021-12-01"}, {"prescribes_on": "2026-12-01", "safe_last_day": "2026-11-27"}),
    ("policy.cure", {"sent_on": "2026-11-23"}, {"by": "2026-12-02", "resume_on": "2026-12-03"}),
    ("policy.cure", {"sent_on": "2026-12-22"}, {"by": "2026-12-31"}),
    ("policy.cure", {"sent_on": "2026-12-23"}, {"by": "2027-01-05"}),  # arrives Tue 29 after Christmas and Boxing Day
    ("calendar.is_business_day", {"day": "2026-06-15"}, {"business": False, "why": "World Cup bank holiday"}),
    ("calendar.is_business_day", {"day": "2026-08-31"}, {"business": True}),  # the summer bank holiday of England and Wales
    ("calendar.is_business_day", {"day": "2027-01-04"}, {"business": False}),
    ("calendar.is_business_day", {"day": "2026-12-01", "local_public_holidays": ["2026-12-01"]},
     {"business": False, "why": "local public holiday"}),
    ("calendar.working_days_before", {"day": "2027-01-05", "n": 1}, {"on": "2026-12-31"}),
    ("calendar.working_days_before", {"day": "2027-03-30", "n": 1}, {"on": "2027-03-29"}),
    ("calendar.working_days_before", {"day": "2027-03-30", "n": 1, "council": "glasgow"}, {"on": "2027-03-25"}),
]
# fmt: on


@pytest.mark.parametrize(("question", "facts", "expect"), TABLE, ids=[f"{q} {n}" for n, (q, _, _) in enumerate(TABLE)])
def test_a_day_worked_by_hand(question: str, facts: dict[str, Any], expect: dict[str, Any]) -> None:
    got = law.ask_text(f"scotland.{question}", facts)
    assert {key: got.get(key) for key in expect} == expect


def test_every_question_of_days_has_three_days_worked_by_hand_here_or_in_its_pack() -> None:
    asked = [f"scotland.{question}" for question, _, _ in TABLE]
    tabled = {"scotland.tenure.route", "scotland.hold", "scotland.protocol.paragraphs"}  # tables of their own below
    ours = {q.name: len(q.example) for q in law.questions() if q.name.startswith("scotland.") and q.name not in tabled}
    assert {name for name, examples in ours.items() if asked.count(name) + examples < 3} == set()


@pytest.mark.parametrize("tenure", law.question("scotland.tenure.route").fact[0].one_of)
@pytest.mark.parametrize("social", [True, False])
def test_every_tenure_has_a_road_or_a_sentence(tenure: str, social: bool) -> None:
    road = law.ask("scotland.tenure.route", tenure=tenure, social_housing=social)
    assert road.refused == (not (tenure in ("scottish_secure", "short_scottish_secure") and social))
    assert "missing" in road.because if road.refused else road["notice"] == "nop_s14"


@pytest.mark.parametrize(
    ("kind", "forbids", "debt"),
    [
        ("benefit_claim_pending", ["serve_notice"], "all"),
        ("payment_steps_pending", ["serve_notice"], "all"),
        ("agreement_kept", ["serve_notice", "submit_claim", "request_warrant", "book_eviction", "evict"], "all"),
        ("statutory_moratorium", ["enforce_payment", "request_warrant", "book_eviction", "evict"], "moratorium"),
        ("debt_arrangement", ["demand", "enforce_payment"], "moratorium"),
        ("court_stay", ["request_warrant", "book_eviction", "evict"], "all"),
        ("application_to_suspend", ["book_eviction", "evict"], "all"),
    ],
)
def test_what_a_hold_forbids(kind: str, forbids: list[str], debt: str) -> None:
    hold = law.ask("scotland.hold", kind=kind)
    assert (hold["forbids"], hold["debt"]) == (forbids, debt)


def test_every_hold_of_england_has_an_answer_in_scotland() -> None:
    for kind in law.question("england.hold").fact[0].one_of:
        hold = law.ask("scotland.hold", kind=kind)
        assert hold.refused == (kind in ("breathing_space", "mental_health_crisis_moratorium"))
        assert hold.refused or hold["cure_or_end"].endswith(".")


def test_each_requirement_before_the_notice_has_its_row() -> None:
    rows = law.ask("scotland.protocol.paragraphs", track="pre_action")["rows"]
    before = [row["paragraph"] for row in rows if row["stage"] == "before_notice"]
    assert before == [
        *("14A(2)(a)", "14A(2)(b)", "14A(3)", "14A(4)", "14A(5)"),
        *("14A(6)(a)", "14A(6)(b)", "14A(6)(c)", "14A(7)", "14A(8)"),
    ]
    assert all(row["met_when"].startswith("Met ") and row["evidence"] and row["title"] for row in rows)
    assert [row["paragraph"] for row in rows if row["stage"] == "with_claim" and row["mandatory"]] == ["14(2A)(b)"]
    council = law.ask("scotland.protocol.paragraphs", track="pre_action", landlord="council")["rows"]
    assert [row["paragraph"] for row in rows if row not in council] == ["14A(7)"]


def test_what_the_act_of_2025_brings_is_told_and_not_computed() -> None:
    for name in ("tenure.route", "protocol.paragraphs", "notice.given", "notice.form", "charge"):
        coming = law.question(f"scotland.{name}").expected
        assert coming and all("confirmed" in e.expected_from + e.note for e in coming), name


def test_scotland_is_told_in_its_own_words() -> None:
    for question in law.questions():
        if not question.name.startswith("scotland."):
            continue
        texts = [question.title, *(v.because for v in question.value), *(str(v.holds) for v in question.value)]
        for word in (
            "bailiff",
            "county court",
            "possession order",
            "contract-holder",
            "Protocol",
            " protocol",
            "round 8",
        ):
            assert not [t for t in texts if word in t], (question.name, word)


@pytest.mark.parametrize("local", LOCAL.values(), ids=LOCAL)
def test_a_councils_list_is_in_order_and_says_where_it_was_seen(local: Any) -> None:
    days = [h.on for h in local.holiday]
    assert days == sorted(set(days)) and all(local.held_from <= day < local.held_until for day in days)
    assert {day.year for day in days} == set(range(local.held_from.year, local.held_until.year))
    assert local.source.startswith("https://") and local.source_note and local.seen_on >= date(2026, 11, 22)
    assert local.held_until <= SCOTLAND.held_until


def test_every_council_held_can_be_named_in_every_question() -> None:
    for question in law.questions():
        for fact in question.fact:
            if fact.name == "council":
                assert fact.one_of == tuple(LOCAL), question.name


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("scotland.removal.day", {"day": date(2029, 1, 1), "council": "glasgow"}),
        ("scotland.removal.day", {"day": date(2025, 12, 31), "council": "glasgow"}),
        ("scotland.removal.day", {"day": date(2029, 1, 1)}),
        ("scotland.charge", {"served_on": date(2028, 12, 20), "council": "glasgow"}),
        ("scotland.calendar.is_business_day", {"day": date(2029, 1, 1)}),
        ("scotland.section_11", {"raised_on": date(2028, 12, 29), "landlord": "provider"}),
        ("scotland.policy.cure", {"sent_on": date(2028, 12, 22)}),
        ("scotland.notice.given", {"method": "recorded_post", "at": law.dates.london_instant(date(2028, 12, 30))}),
    ],
)
def test_beyond_the_calendar_nothing_is_guessed(question: str, facts: dict[str, Any]) -> None:
    with pytest.raises(law.NotHeld, match=r"holds no(thing| bank holidays) for"):
        law.ask(question, **facts)


def test_a_charge_served_in_time_lets_the_removal_be_on_its_day() -> None:
    for number in range(400):
        removal = date(2026, 11, 22) + DAY * number
        if not law.ask("scotland.removal.day", day=removal, local_public_holidays=[])["competent"]:
            continue
        serve_by = law.ask("scotland.charge.serve_by", removal_on=removal)["serve_by"]
        first = law.ask("scotland.charge", served_on=serve_by, local_public_holidays=[])["first_removal"]
        late = law.ask("scotland.charge", served_on=serve_by + DAY, local_public_holidays=[])["first_removal"]
        assert first == removal < late


def test_a_summons_counts_the_same_both_ways() -> None:
    for number in range(400):
        served = date(2026, 11, 22) + DAY * number
        for method in ("sheriff_officer", "recorded_delivery"):
            returns = law.ask("scotland.summons.service", method=method, served_on=served)["return_from"]
            assert law.ask("scotland.summons.service", method=method, return_on=returns)["serve_by"] == served


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("procedure", {"seeks": "possession_and_payment"}, "amount is needed"),
        ("summons.service", {"method": "sheriff_officer"}, "one of served_on and return_on"),
        ("qualifying_occupier", {k: v for k, v in FAMILY.items() if k != "age"}, "age is needed"),
        ("qualifying_occupier", FAMILY | {"relation": "lodger"}, "landlord_consented is needed"),
        (
            "notice.given",
            {"method": "recorded_post", "at": "2026-12-02T10:00", "received_on": "2026-12-01"},
            "before the notice",
        ),
        ("removal.day", {"day": "2026-12-01", "council": "atlantis"}, "expected one of glasgow"),
    ],
)
def test_facts_that_contradict_each_other(question: str, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(law.BadFacts, match=says):
        law.ask_text(f"scotland.{question}", facts)


def test_a_large_debt_alone_is_not_guessed() -> None:
    with pytest.raises(law.NotHeld, match=r"no procedure for a claim of £5000\.01 for money alone"):
        law.ask("scotland.procedure", seeks="payment", amount=500001)


def test_northern_ireland_is_refused_with_a_sentence() -> None:
    road = law.ask("northern_ireland.tenure.route", tenure="secure", social_housing=True)
    assert road.refused and road.because.startswith("Northern Ireland is not run")
    with pytest.raises(law.NotHeld, match=r"no question called 'northern_ireland\.hold'"):
        law.ask("northern_ireland.hold", kind="breathing_space")
