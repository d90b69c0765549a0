"""The action in the sheriff court: procedure, the council's notice, the summons, continuation, appeal and recall."""

from law.dates import DAY, after, before, count_on, roll_back
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.forms import pence, pounds
from law.scotland.holidays import SUNDAY, area, note
from law.scotland.working_days import left_out, working_day_from


@answers("scotland.procedure")
def procedure(ask: Enquiry) -> Answer:
    """Summary cause for possession; with more money than its limit an ordinary cause; money alone simple procedure."""
    value, amount = ask.value(seeks=ask["seeks"]), ask["amount"]
    if "limit" not in value.holds:
        return ask.answer(procedure=value["within"])
    if amount is None:
        raise ask.bad("amount is needed when payment is asked for.")
    chosen = value["within"]
    if amount > pence(value["limit"]):
        if "above" not in value.holds:
            raise NotHeld(
                f"{ask.question.rule} holds no procedure for a claim of £{pounds(amount)} for money alone; "
                f"it holds those up to £{value['limit']}."
            )
        chosen = value["above"]
    return ask.answer(
        words={"procedure": ("an " if chosen[0] == "o" else "") + chosen.replace("_", " ")}, procedure=chosen
    )


@answers("scotland.section_11")
def section_11(ask: Enquiry) -> Answer:
    """2001 Act s.14(5A): on raising proceedings, unless the landlord is that council; how soon is policy."""
    value, raised = ask.value(landlord=ask["landlord"]), ask["raised_on"]
    if "form" not in value.holds:
        return ask.answer(needed=False)
    where = area(ask)
    latest = count_on(raised, value.days("policy"), where.working)
    return ask.answer(
        also=note(where) if where.basis == "bank" else (),
        words={"skipped": left_out(where, raised + DAY, latest)},
        needed=True,
        form=value["form"],
        send_on=raised,
        latest=latest,
    )


@answers("scotland.summons.service")
def summons_service(ask: Enquiry) -> Answer:
    """Summary Cause Rules 4.5: days before the return day, counted from service or back from the return day."""
    served, returns = ask["served_on"], ask["return_on"]
    if (served is None) == (returns is None):
        raise ask.bad("one of served_on and return_on is needed, and not both.")
    value = ask.value(on=served or returns, method=ask["method"])
    if returns:
        serve_by = before(before(returns, value.span("notice")), value.span("post"))
        return ask.answer(also=("note_back",), serve_by=serve_by, safe_serve_by=serve_by - DAY)
    starts = after(served, value.span("post"))
    earliest = after(starts, value.span("notice"))
    return ask.answer(also=("note_on",), starts_on=starts, return_from=earliest, safe_return_from=earliest + DAY)


@answers("scotland.summons.calling")
def summons_calling(ask: Enquiry) -> Answer:
    """The response by the return day, the calling days after it, the pursuer's minute days before that."""
    value, returns = ask.value(), ask["return_on"]
    calling = after(returns, value.span("calling"))
    return ask.answer(response_by=returns, calling_on=calling, minute_by=before(calling, value.span("minute")))


@answers("scotland.action.continuation")
def continuation(ask: Enquiry) -> Answer:
    """2001 Act s.16(1) and court practice: weeks from the calling."""
    return ask.answer(usually_until=after(ask["called_on"], ask.value().span("usual")))


@answers("scotland.decree.appeal")
def decree_appeal(ask: Enquiry) -> Answer:
    """1971 Act s.38, rule 23.6: days from the decree to appeal, and then the extract."""
    appeal_by = after(ask["decree_on"], ask.value().span("appeal"))
    extract = appeal_by + DAY
    return ask.answer(
        appeal_by=appeal_by, extract_from=extract, extract_working_day=working_day_from(extract, area(ask))
    )


@answers("scotland.decree.recall")
def decree_recall(ask: Enquiry) -> Answer:
    """Rule 24.1: once, for a decree in absence; possession until carried out, money days after its enforcement."""
    removed, enforced = ask["removed_on"], ask["money_enforced_on"]
    is_open = ask["in_absence"] and not ask["recalled_before"]
    value = ask.value(open=is_open)
    if not is_open:
        return ask.answer(refused=True)
    notes = [name for name, day in (("note_money", enforced), ("note_done", removed)) if day]
    money_by = after(enforced, value.span("money")) if enforced else None
    return ask.answer(also=tuple(notes), possession=removed is None, money_by=money_by)


@answers("scotland.decree.right_to_recover")
def right_to_recover(ask: Enquiry) -> Answer:
    """SSI 2012/128 art.2: months from the extract, and the last day before their end that is not a Sunday."""
    ends = after(ask["extract_on"], ask.value().span("length"))
    return ask.answer(ends_on=ends, safe_last_day=roll_back(ends - DAY, lambda day: day.weekday() != SUNDAY))
