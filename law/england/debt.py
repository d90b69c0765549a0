"""Breathing space, debt relief orders, limitation and the debt protocol."""

from law.dates import DAY, after, beginning_with
from law.england.counting import court_office, last_open_day
from law.enquiry import Answer, Enquiry, answers


@answers("england.breathing_space.standard")
def standard(ask: Enquiry) -> Answer:
    """SI 2020/1311 regs 26-27: from the day after the entry, each count beginning with the start."""
    value = ask.value()
    starts = after(ask["registered_on"], value.span("starts"))
    last = beginning_with(starts, value.span("length"))
    return ask.answer(
        starts_on=starts,
        last_day=last,
        free_from=last + DAY,
        midway_from=beginning_with(starts, value.span("not_in")) + DAY,
        midway_to=beginning_with(starts, value.span("done_in")),
    )


@answers("england.breathing_space.mental_health")
def mental_health(ask: Enquiry) -> Answer:
    """SI 2020/1311 reg 32(2): days beginning with the end of treatment or an unanswered request, whichever is first."""
    events = [
        (ask["treatment_ended_on"], "the day crisis treatment ended"),
        (ask["request_unanswered_on"], "the day of the adviser's request that was not answered"),
    ]
    known = sorted((day, words) for day, words in events if day)
    if not known:
        raise ask.bad("neither treatment_ended_on nor request_unanswered_on is given; one of them ends the moratorium.")
    ended_on, event = known[0]
    last = beginning_with(ended_on, ask.value(on=ended_on).span("tail"))
    return ask.answer(words={"ended_on": ended_on, "event": event}, last_day=last, free_from=last + DAY)


@answers("england.breathing_space.creditor_review")
def creditor_review(ask: Enquiry) -> Answer:
    """SI 2020/1311 regs 17-19: each count beginning with the start of the moratorium."""
    value = ask.value()
    starts = after(ask["registered_on"], value.span("starts"))
    return ask.answer(
        words={"starts_on": starts},
        request_by=beginning_with(starts, value.span("request")),
        adviser_decides_by=beginning_with(starts, value.span("decision")),
        court_application_by=beginning_with(starts, value.span("court")),
    )


@answers("england.breathing_space.limitation")
def limitation_extended(ask: Enquiry) -> Answer:
    """SI 2020/1311 reg 8: weeks beginning with the day the moratorium ends."""
    return ask.answer(extended_to=beginning_with(ask["moratorium_ends_on"], ask.value().span("extension")))


@answers("england.debt_relief_order")
def debt_relief_order(ask: Enquiry) -> Answer:
    """Insolvency Act 1986 s.251H: a year beginning with the effective date."""
    value, effective = ask.value(), ask["effective_on"]
    return ask.answer(
        last_day=beginning_with(effective, value.span("length")),
        longest_last_day=beginning_with(effective, value.span("longest")),
    )


@answers("england.former_tenant.limitation")
def former_tenant_limitation(ask: Enquiry) -> Answer:
    """Limitation Act 1980 s.19: years from the day each rent fell due."""
    last = after(ask["due_on"], ask.value().span("length"))
    safe = last - DAY
    return ask.answer(
        words={"office": court_office(safe)}, last_day=last, safe_last_day=safe, last_open_day=last_open_day(safe)
    )


@answers("england.former_tenant.acknowledgment")
def acknowledgment(ask: Enquiry) -> Answer:
    """Limitation Act 1980 ss.29-31: years anew from a signed acknowledgment of a debt that is not yet barred."""
    value, on = ask.value(kind=ask["kind"]), ask["acknowledged_on"]
    if on < ask["due_on"]:
        raise ask.bad(f"acknowledged_on {on} is before due_on {ask['due_on']}.")
    if ask["kind"] == "part_payment":
        return ask.answer(refused=True)
    barred_on = after(ask["due_on"], value.span("length"))
    if on > barred_on:
        return ask.answer(refused=True, also=("note_barred",), words={"barred_on": barred_on})
    last = after(on, value.span("length"))
    return ask.answer(also=("note_runs",), last_day=last, safe_last_day=last - DAY)


@answers("england.debt_protocol.letter")
def debt_protocol_letter(ask: Enquiry) -> Answer:
    """Debt protocol: days after the date at the top of the letter."""
    reply_by = after(ask["dated_on"], ask.value().span("reply"))
    return ask.answer(reply_by=reply_by, claim_from=reply_by + DAY)
