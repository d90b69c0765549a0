"""Possession notices: when given, how long before and after a claim, the review, and the serious arrears thresholds."""

from datetime import date

from law.arrears import threshold
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import DAY, add_months, after, beginning_with, roll_on
from law.england.counting import BY_HAND, BY_POST, court_office, last_open_day
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.giving import sent_and_received
from law.packs import Value

#: Rent whose threshold counts only what is more than three months late.
BY_LATENESS = ("quarterly", "yearly")


@answers("wales.notice.given")
def notice_given(ask: Enquiry) -> Answer:
    """s.237: by hand when left; posted, the later day for a shortest time and the earlier one for a longest."""
    day, received = sent_and_received(ask)
    if ask["method"] in BY_HAND:
        ask.value(way="by_hand")
        return ask.answer(given_on=day, earliest_on=day)
    if received:
        ask.value(way="received")
        return ask.answer(given_on=received, earliest_on=received)
    if ask["method"] == "email_agreed":
        ask.value(way="agreed_email")
        return ask.answer(given_on=day, earliest_on=day)
    if ask["method"] in BY_POST:
        value = ask.value(way="post")
        second = after(day, value.span("delivery"))
        given = roll_on(second, CALENDAR.is_business_day)
        return ask.answer(words={"skipped": CALENDAR.skipped(second, given)}, given_on=given, earliest_on=day)
    ask.value(way="unwilling")
    return ask.answer(refused=True)


@answers("wales.breach_notice")
def breach_notice(ask: Enquiry) -> Answer:
    """s.159: a claim after a month, and within six months, starting with the day the notice is given."""
    value, given = ask.value(), ask["given_on"]
    claim_by = beginning_with(given, value.span("life"))
    return ask.answer(
        form=value["form"],
        claim_from=_free_from(given, value),
        claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
    )


@answers("wales.serious_arrears_notice")
def serious_arrears_notice(ask: Enquiry) -> Answer:
    """ss.182, 188, 202: the length and the review depend on the contract; a secure contract has no such ground."""
    value, given = ask.value(contract=ask["contract"]), ask["given_on"]
    if "form" not in value.holds:
        return ask.answer(refused=True)
    claim_by = beginning_with(given, value.span("life"))
    review_by = beginning_with(given, value.span("review")) if "review" in value.holds else None
    return ask.answer(
        form=value["form"],
        claim_from=_free_from(given, value),
        claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
        review_by=review_by,
    )


@answers("wales.claim_window")
def claim_window(ask: Enquiry) -> Answer:
    """ss.159, 182: the notice's own shortest and longest time, the longest counted from the earliest possible day."""
    given, earliest, specified = ask["given_on"], ask["earliest_on"] or ask["given_on"], ask["specified_on"]
    if earliest > given:
        raise ask.bad(f"earliest_on {earliest} is after given_on {given}.")
    ground = ask["ground"] or "breach"
    is_open = "form" in _notice(ask, ground, used=False).holds
    ask.value(open=is_open)
    if not is_open:
        return ask.answer(refused=True)
    notice = _notice(ask, ground)
    claim_by = beginning_with(earliest, notice.span("life"))
    claim_from = _free_from(given, notice)
    return ask.answer(
        also=("note_specified",) if specified else (),
        words={
            "minimum": notice["minimum"],
            "life": notice["life"],
            "counted_from": earliest,
            "office": court_office(claim_by - DAY),
        },
        claim_from=max(claim_from, specified + DAY) if specified else claim_from,
        statutory_claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
        last_open_day=last_open_day(claim_by - DAY),
    )


@answers("wales.review")
def review(ask: Enquiry) -> Answer:
    """ss.202-203: asked for in days starting with the notice, the outcome notified before a claim may be made."""
    given, specified, extended = ask["given_on"], ask["specified_on"], ask["extended_to"]
    reviewed = "review" in _notice(ask, ask["ground"] or "serious_arrears", used=False).holds
    ask.value(reviewed=reviewed)
    if not reviewed:
        return ask.answer(refused=True)
    notice = _notice(ask, "serious_arrears")
    run_out = beginning_with(given, notice.span("review"))
    claim_from = _free_from(given, notice)
    return ask.answer(
        also=("note_extended",) if extended else (),
        words={"review": notice["review"], "run_out": run_out},
        request_by=max(run_out, extended or run_out),
        decide_by=max(claim_from - DAY, specified or claim_from - DAY),
    )


@answers("wales.serious_arrears")
def serious_arrears(ask: Enquiry) -> Answer:
    """ss.181(2), 216(2): the threshold on both days."""
    value, frequency = ask.value(), ask["rent_frequency"]
    if frequency in BY_LATENESS:
        raise NotHeld(
            f"{ask.question.rule} holds no threshold for {frequency} rent, which turns on how late the rent is: "
            f"wales.serious_arrears.late answers that."
        )
    needed, words = threshold(ask, value, weeks_in={"weekly": 1, "fortnightly": 2, "four_weekly": 4})
    met = min(ask["owed_at_notice"], ask["owed_at_hearing"]) >= needed
    return ask.answer(words={"needed": words, "outcome": _outcome(met)}, met=met, threshold=needed)


@answers("wales.serious_arrears.late")
def serious_arrears_late(ask: Enquiry) -> Answer:
    """ss.181(2), 216(2): for quarterly and yearly rent the part that is more than three months late counts."""
    value, notice, hearing = ask.value(rent_frequency=ask["rent_frequency"]), ask["notice_on"], ask["hearing_on"]
    if hearing and hearing < notice:
        raise ask.bad(f"hearing_on {hearing} is before notice_on {notice}.")
    needed = -(-ask["rent"] * value["percent"] // 100)
    met = min(ask["late_at_notice"], ask["late_at_hearing"]) >= needed
    return ask.answer(
        words={"outcome": _outcome(met)},
        met=met,
        threshold=needed,
        due_before_at_notice=_first_not_late(notice, value),
        due_before_at_hearing=_first_not_late(hearing, value) if hearing else None,
    )


def _notice(ask: Enquiry, ground: str, *, used: bool = True) -> Value:
    """The value of the notice that a ground and contract need; not `used` leaves it out of the answer's citations."""
    if ground == "breach":
        return ask.value(rule="wales.breach_notice") if used else ask.look("wales.breach_notice")
    rule, contract = "wales.serious_arrears_notice", ask["contract"]
    return ask.value(rule=rule, contract=contract) if used else ask.look(rule, contract=contract)


def _free_from(given: date, value: Value) -> date:
    """The first day after a shortest time that starts with the day the notice is given."""
    return beginning_with(given, value.span("minimum")) + DAY


def _first_not_late(day: date, value: Value) -> date:
    """The first due day whose rent is not yet more than so many months late on `day`."""
    due = add_months(day, -value.span("late").number)
    while after(due, value.span("late")) < day:
        due += DAY
    return due


def _outcome(met: bool) -> str:
    return "seriously in arrears" if met else "not seriously in arrears"
