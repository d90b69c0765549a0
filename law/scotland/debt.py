"""Moratoria, and how long the debt lasts."""

from law.dates import DAY, after
from law.enquiry import Answer, Enquiry, answers
from law.forms import pence
from law.scotland.holidays import Area
from law.scotland.working_days import working_day_to


@answers("scotland.moratorium")
def moratorium(ask: Enquiry) -> Answer:
    """2016 Act s.198: the day so many months after the entry."""
    return ask.answer(ends_on=after(ask["registered_on"], ask.value().span("length")))


@answers("scotland.moratorium.cost_of_living")
def cost_of_living(ask: Enquiry) -> Answer:
    """The measures of 2022: months from the decree, never past their end; not where much was owed or all was older."""
    value, decree = ask.value(), ask["decree_on"]
    if "length" not in value.holds:
        return ask.answer(stayed=False)
    accepted = ask["accepted_on"]
    in_time = ask["notice_on"] >= value["notices_from"] or bool(accepted and accepted >= value["accepted_from"])
    if ask["arrears"] >= pence(value["exempt"]) or not in_time:
        return ask.answer(words={"outcome": "it was not stayed"}, stayed=False)
    ends = min(after(decree, value.span("length")), value["over_on"])
    return ask.answer(words={"outcome": "it was stayed"}, stayed=True, ends_on=ends)


@answers("scotland.former_tenant.prescription")
def prescription(ask: Enquiry) -> Answer:
    """1973 Act s.6: years after each instalment fell due."""
    last = after(ask["due_on"], ask.value().span("length"))
    return ask.answer(prescribes_on=last, safe_last_day=working_day_to(last - DAY, Area("bank")))
