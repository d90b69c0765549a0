"""Notices of every other kind, reviews of them, and the claims that may follow."""

from datetime import date

from law.dates import DAY, after, before, beginning_with, span
from law.england.counting import court_office, last_open_day
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.packs import Value


@answers("england.secure.claim_window")
def secure_claim_window(ask: Enquiry) -> Answer:
    """Housing Act 1985 ss.83(4)(b), 83A(2): after the date given, and while the notice is in force."""
    value, specified = ask.value(), ask["specified_on"]
    lapses = after(specified, value.span("life"))
    return ask.answer(
        words={"office": court_office(lapses - DAY)},
        claim_from=specified + DAY,
        statutory_claim_by=lapses,
        safe_claim_by=lapses - DAY,
        last_open_day=last_open_day(lapses - DAY),
    )


@answers("england.introductory.claim_window")
def introductory_claim_window(ask: Enquiry) -> Answer:
    """Housing Act 1996 s.128(5): after the date given; the Act sets no end."""
    ask.value()
    return ask.answer(claim_from=ask["specified_on"] + DAY)


@answers("england.introductory.review")
def introductory_review(ask: Enquiry) -> Answer:
    """Housing Act 1996 s.129: asked for in days beginning with service, decided before the date given."""
    value, served, specified = ask.value(), ask["served_on"], ask["specified_on"]
    if specified <= served:
        raise ask.bad(f"specified_on {specified} is not after served_on {served}.")
    return ask.answer(request_by=beginning_with(served, value.span("request")), decide_by=specified - DAY)


@answers("england.introductory.review_hearing")
def introductory_review_hearing(ask: Enquiry) -> Answer:
    """SI 1997/72 reg 6: days after the request was received."""
    earliest = after(ask["request_received_on"], ask.value().span("minimum"))
    return ask.answer(statutory_earliest=earliest, safe_earliest=earliest + DAY)


@answers("england.introductory.extension")
def introductory_extension(ask: Enquiry) -> Answer:
    """Housing Act 1996 ss.125-125A: the trial year, its extension, and the notice that extends it."""
    value, started = ask.value(), ask["started_on"]
    ends = beginning_with(started, value.span("trial"))
    notice_by = before(ends, value.span("notice"))
    return ask.answer(
        trial_ends=ends,
        notice_by=notice_by,
        safe_notice_by=notice_by - DAY,
        extended_to=beginning_with(started, value.span("extended")),
    )


@answers("england.demoted.notice_life")
def demoted_notice_life(ask: Enquiry) -> Answer:
    """Housing Act 1996 s.143B(4)(c): months beginning with service."""
    return ask.answer(last_day=beginning_with(ask["served_on"], ask.value().span("life")))


@answers("england.flexible.review")
def flexible_review(ask: Enquiry) -> Answer:
    """Housing Act 1985 s.107E(1): days beginning with service."""
    return ask.answer(request_by=beginning_with(ask["served_on"], ask.value().span("request")))


@answers("england.assured.notice")
def assured_notice(ask: Enquiry) -> Answer:
    """Housing Act 1988 s.8: the text chosen by the tenancy's class and the day of service; the longest period wins."""
    value, served = ask.value(social_housing=ask["social_housing"]), ask["served_on"]
    if not ask["grounds"]:
        raise ask.bad("grounds is empty; expected at least one ground such as 8.")
    spans = [_ground_span(ask, value, ground) for ground in ask["grounds"]]
    count = {"from": after, "beginning_with": beginning_with}[value["counts"]]
    longest = max(spans, key=lambda text: count(served, span(text)))
    earliest = count(served, span(longest))
    claim_by = _begin_by(served, value)
    return ask.answer(
        words={"longest": longest, "office": court_office(claim_by - DAY)},
        form=value["form"],
        statutory_earliest=earliest,
        safe_earliest=earliest + DAY,
        statutory_claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
        last_open_day=last_open_day(claim_by - DAY),
    )


@answers("england.assured.claim_window")
def assured_claim_window(ask: Enquiry) -> Answer:
    """Housing Act 1988 s.8(3)(b)-(c): from the date given, within the life that runs from service."""
    specified, served = ask["specified_on"], ask["served_on"]
    if specified <= served:
        raise ask.bad(f"specified_on {specified} is not after served_on {served}.")
    ask.value()
    social = ask["social_housing"] is not False
    text = ask.value(rule="england.assured.notice", social_housing=social)
    claim_by = _begin_by(served, text)
    return ask.answer(
        also=("note_cutoff",) if "cutoff" in text.holds else (),
        words=text.holds | {"office": court_office(claim_by - DAY)},
        claim_from=specified,
        statutory_claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
        last_open_day=last_open_day(claim_by - DAY),
    )


@answers("england.assured_shorthold.section_21")
def section_21(ask: Enquiry) -> Answer:
    """Housing Act 1988 s.21: months from the notice, a life beginning with it, none in a tenancy's first months."""
    value, given, started = ask.value(social_housing=ask["social_housing"]), ask["given_on"], ask["tenancy_started_on"]
    if value["refuses"]:
        return ask.answer(refused=True)
    if started and given <= (bar_ends := beginning_with(started, value.span("bar"))):
        return ask.answer(refused=True, also=("note_bar",), words={"bar_ends": bar_ends})
    claim_by = min(beginning_with(given, value.span("life")), _cutoff(value))
    return ask.answer(
        also=("note_dates",),
        possession_from=after(given, value.span("minimum")),
        claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
    )


@answers("england.shared_ownership.notice")
def shared_ownership_notice(ask: Enquiry) -> Answer:
    """Renters' Rights Act 2025 s.31: none on a long lease from the day it came into force; older ones live on."""
    value, served, years = ask.value(), ask["served_on"], ask["lease_years"]
    if years <= value["longer_than"]:
        raise NotHeld(
            f"{ask.question.rule} holds leases of more than {value['longer_than']} years only; for {years} years "
            f"it matters when it was granted (Housing Act 1988 Sch 1 para 3E), which has to be looked at by a lawyer."
        )
    if value["refuses"]:
        return ask.answer(refused=True)
    return ask.answer(live_until=after(served, value.span("life")))


def _ground_span(ask: Enquiry, value: Value, ground: str) -> str:
    for length in value["lengths"]:
        if ground in length["grounds"]:
            return str(length["span"])
    held = ", ".join(g for length in value["lengths"] for g in length["grounds"])
    raise NotHeld(f"{ask.question.rule} holds no notice period for ground {ground} here; it holds {held}.")


def _begin_by(served: date, value: Value) -> date:
    return min(after(served, value.span("life")), _cutoff(value))


def _cutoff(value: Value) -> date:
    """The transitional end of a notice older than the change: it can't pass the class's own cut-off day."""
    if "cutoff" not in value.holds:
        return date.max
    return beginning_with(value["commenced_on"], value.span("cutoff"))
