"""Where England and Wales count alike, Wales's own pack (numbers, words, confidence) is read by England's function."""

from law.england import counting, court, debt, routes
from law.enquiry import Ask, answers

ALIKE: dict[str, Ask] = {
    "wales.breathing_space.creditor_review": debt.creditor_review,
    "wales.breathing_space.limitation": debt.limitation_extended,
    "wales.breathing_space.mental_health": debt.mental_health,
    "wales.breathing_space.standard": debt.standard,
    "wales.calendar.is_business_day": counting.is_business_day,
    "wales.calendar.working_days_before": counting.working_days_before,
    "wales.claim.daily_rate": court.daily_rate,
    "wales.claim.defence": court.defence,
    "wales.claim.hearing_deadlines": court.hearing_deadlines,
    "wales.claim.hearing_window": court.hearing_window,
    "wales.claim.rent_statement": court.rent_statement,
    "wales.debt_protocol.letter": debt.debt_protocol_letter,
    "wales.debt_relief_order": debt.debt_relief_order,
    "wales.former_tenant.limitation": debt.former_tenant_limitation,
    "wales.hold": routes.hold,
    "wales.order.permission": court.permission,
    "wales.order.warrant": court.warrant,
    "wales.policy.cure": routes.cure,
    "wales.policy.daily_rate": court.daily_rate,
    "wales.protocol.paragraphs": routes.protocol_paragraphs,
    "wales.protocol.pre_hearing": routes.protocol_pre_hearing,
    "wales.protocol.statement": routes.protocol_statement,
    "wales.warrant.confirm_by": court.confirm_by,
    "wales.warrant.eviction_from": court.eviction_from,
    "wales.warrant.life": court.warrant_life,
}

for _rule, _function in ALIKE.items():
    answers(_rule)(_function)
