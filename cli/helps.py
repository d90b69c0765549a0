"""What each field of an event means, in an officer's words, and an example of every event as it is typed."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date, timedelta

from cases.events import Event
from cli import desk
from speech import fields
from speech.fields import Field

# By `event.field` where a field means something of its own there, else by the field's name.
HELP = {
    "act": "the serious step that it is about",
    "address": "the new address for letters, lines with commas between them",
    "adjourned_to": "when the court hears it next",
    "affordable_offer": "we discussed or offered payments that they can afford",
    "amount": "how much is paid each time",
    "approved": "whether the write-off is approved",
    "arrears": "the rent arrears now owed",
    "as_at": "the day of that figure; the event's own day when left out",
    "at": "the time at which it was served; late in the day can count as the next day",
    "attended": "which tenants were at the hearing",
    "alternatives": "what else was thought of, such as a plan or a longer trial period; the letter gives these words",
    "considered": "what was read and heard for the review, parted by semicolons",
    "points": "what was said against the decision, parted by semicolons",
    "findings": "what was found on each of those points, in the same order, parted by semicolons",
    "equality": "how disability, children and the rest of the equality duty were thought of; the letter gives these words",
    "hearing_on": "the day of the review's own hearing; left out when it was decided on paper",
    "review_requested.how": "how the review was asked for",
    "papers": "which court papers were served",
    "agreement_offered.first_payment_on": "when the first payment would be due; worked out when left out",
    "agreement_offered.reason": "why more is asked than the tenant has left over",
    "deduction": "a deduction from Universal Credit is offered as a choice too",
    "dependants": "how many people depend on the tenant",
    "income_benefits": "benefits a month, as the tenant told us",
    "income_other": "other income a month, as the tenant told us",
    "income_work": "pay a month, as the tenant told us",
    "other_amount": "a second plan to choose from: how much each time",
    "other_every": "a second plan to choose from: how often",
    "spending_debts": "payments on debts a month, as the tenant told us",
    "spending_food": "food a month, as the tenant told us",
    "spending_home": "council tax, energy, water and phone a month, as the tenant told us; not the rent",
    "spending_other": "anything else that goes out in a month, as the tenant told us",
    "spending_travel": "travel a month, as the tenant told us",
    "told_on": "when the tenant told us what comes in and goes out",
    "court_papers_served.address": "where it was, if not at the home; for email the address that it was sent to",
    "court_papers_served.at": "the time of the step, such as 16:20; needed for everything but post",
    "court_papers_served.left_with": "who took them",
    "court_papers_served.method": "how they were served",
    "court_papers_served.place": "whose address it was",
    "email_agreed": "whether the defendant had agreed in writing to be served by email",
    "balance_refreshed.expected_benefit": "benefit that is on its way and expected to arrive",
    "benefit_help": "we helped with a benefit claim",
    "breach": "whether payments were missed or another term was broken",
    "capacity": "whether the tenant can deal with this alone",
    "channel": "how we were in touch",
    "claim_issued.court": "the court that issued it, when it is not the one it was sent to",
    "claim_number": "the number that the court gave the claim",
    "claim_submitted.channel": "how the claim is sent to the court",
    "code": "why the debt is to be written off",
    "confirmed": "whether the decision to seek possession stands",
    "contact_attempted.outcome": "what became of the attempt",
    "corrected.corrects": "the event that was wrong: its number, or the first letters of its id, in `show CASE --history`",
    "costs": "costs that the court ordered",
    "costs_by": "the day by which the court wants the costs paid, if it said one",
    "judge": "the judge, as the notes of the hearing name them",
    "counterclaim": "whether there is a counterclaim with it",
    "court": "the name of the court",
    "debt_advice": "we told them where to get free debt advice",
    "direct_payment_considered": "we discussed having benefit paid to us",
    "direct_payment_decided.first_payment_on": "when the first payment is due to us",
    "eligibility_expected": "whether the tenant can reasonably be expected to get the benefit",
    "ends_on": "the last day of the hold, when it is known",
    "equality_considered": "whether the effect on a protected person was considered",
    "every": "how often it is paid",
    "evidence_given": "whether the tenant has given the benefit office what it asked for",
    "eviction_at": "the day and the time of the appointment",
    "fee": "the court's fee",
    "first_payment_on": "when the first payment is due",
    "for_day": "the day for which the step is planned; the dates on its papers hold for that day",
    "go_on": "whether we go on with the claim",
    "granted": "whether it was granted",
    "ground_basis": "whether the court had a discretion on the ground",
    "grounds": "the grounds for possession",
    "hearing_asked": "whether the tenant asks to be heard in person",
    "hearing_at": "the day and the time of the hearing",
    "hold": "what forbids or pauses the recovery",
    "how": "how it ended",
    "irregularity": "its key: the words in square brackets after it in `show CASE`",
    "left_with": "who took the notice",
    "letter": "which letter it is: the first, the second with an appointment, or the last before a notice",
    "appointment_at": "the second letter: when we would like to talk to each tenant",
    "appointment_place": "the second letter: where we would like to talk; our office when left out",
    "arrears_letter_sent.reply_by": "the day to answer by; worked out when left out",
    "method": "how it was served",
    "missed": "how much was missed; only for an account whose payments are not loaded here",
    "money_claimed": "whether the arrears are claimed as well as possession",
    "money_judgment": "the sum that the court ordered to be paid",
    "moratorium_debt": "the debt that the moratorium protects; all of it when left out",
    "notice_delivered_on": "when the court's notice of eviction was delivered to the home",
    "notified_on": "when the tenant was told, with reasons; the event's own day when left out",
    "other_dispute_resolution": "we considered settling it without a court",
    "other_sums_paid": "whether the tenant pays whatever the benefit would not cover",
    "instance": "which date, where the case has several of the kind",
    "outcome": "what the court decided",
    "owner": "the officer who has the case now",
    "paid_by": "who paid",
    "paragraph": "the paragraph of the protocol, such as 2.4",
    "permission_needed": "whether the order says that the court's permission is needed to enforce it",
    "place": "where it was served",
    "possession_on": "the day on which possession is to be given",
    "prepared_by": "who prepared the step, when that was not recorded here",
    "proof": "what proves the service",
    "purpose": "what the hearing is for",
    "reason": "why",
    "reasons": "why the decision stands; the letter about it gives these words",
    "registered_on": "the day of its entry in the register; needed for a breathing space, which starts the day after",
    "rent_plus": "what the order asks for towards the arrears, on top of the rent",
    "replied": "whether the tenant replied",
    "reply_by": "the day until which the tenants may answer; worked out when left out",
    "review_on": "when to look at it again",
    "service_clause": "whether the tenancy agreement says how a notice may be served",
    "specified_on": "the day that is printed on the notice; worked out when left out",
    "strike_out_on": "the day on which the claim is struck out unless it is restored",
    "team": "the team that has the case now",
    "tenant": "which tenant; may be left out when there is only one",
    "hold_ended.tenant": "the tenant it is about; left out, the whole case",
    "hold_opened.tenant": "the tenant it is about; left out, the whole case",
    "hold_reviewed.tenant": "the tenant it is about; left out, the whole case",
    "protocol_waived.tenant": "the tenant it is about; left out, the whole case",
    "suspension_applied.tenant": "the tenant who applied",
    "tenants": "which tenants; all of them when left out",
    "text": "the words to keep",
    "to": "where they were referred",
    "topics": "what was spoken about; the protocol asks for each of them",
    "treatment_ended_on": "when the crisis treatment ended; a crisis moratorium runs on from then",
    "vulnerable": "whether the tenant is vulnerable",
    "warrant_number": "the number of the warrant",
    "what": "what was asked for",
    "why": "who called it off, or why",
    "with_rent": "whether the amount comes on top of the rent",
    "witness": "who saw it",
    "write_off_requested.amount": "how much is to be written off",
    "payment_posted.amount": "how much was paid",
    # of every event
    "note": "anything worth adding; it changes no date",
    "source": "how we know",
    "benefit_pending": "a benefit decision is awaited that is likely to let the tenant pay or reduce the arrears",
    "other_steps": "the tenant is taking other steps that are likely to bring payment in a reasonable time",
    "plan_kept": "an agreed plan is being kept",
    "guidance_considered": "the Scottish Ministers' guidance was considered",
    "term_ends": "the last day of the fixed term",
    "clause": "the clause of the agreement that lets the landlord end the term early",
    "clause_text": "its number and its words, as the notice has to name it",
    "rent_accepted": "rent was taken although the landlord knew of the right to end the term",
    "right_stands": "the legal team has looked at that and says that the right is not lost",
    "deadline": "the kind of the date, as `deadlines --json` has it",
    "demoted_on": "the day on which the order of demotion took effect",
    "fit": "the dwelling was fit on every day for which rent is asked",
    "electrical_report_given": "an electrical condition report in date had been given to the contract-holder",
    "rent_taken_out": "the rent of the days that do not count has been taken out of the account",
    "occupiers": "who qualifies, by their references on the tenancy; none when left out",
    "occupiers_enquired.how": "how it was found out who lives there",
    "consent_on": "when the tenant agreed that the council is told; without it nothing is sent",
    "consent_how": "how they agreed",
    "council": "the council that they chose; the landlord's own when left out",
    "safe_contact": "how and when the council may reach them safely",
    "referral_made.adults": "how many adults live there",
    "referral_made.children": "how many children live there",
    "needs": "what else they agreed to have told",
    "stop_sum": "they agreed that the council is told what is owed",
    "date_notice_sent.method": "how the letter went; the application to the court has to say",
    "benefit_outstanding": "a claim for benefit towards the rent is not decided yet",
    "reply": "what the tenants answered to the letter",
    "reply_on": "the day of that answer, which goes to the court with the application",
    "as_in_order": "parties and home are named exactly as in the sealed order",
    "permission_sought.reason": "what was broken, or why only now; told, the application is written",
    "through": "whose officers are to come: the county court's bailiff, or the High Court's on a writ",
    "permission_sought.what": "permission to enforce, or the transfer to the High Court",
    "permission_decided.what": "permission to enforce, or the transfer to the High Court",
    "paper": "the code of the paper, such as E-31",
    "paper_again.to": "only the copy of this person, or of `occupiers`",
    "hearing_wanted": "a hearing is asked for; else the court decides on paper",
    "risk": "whether anybody at the home may be a danger; answered, the sheet for the bailiff is written",
    "risk_kinds": "what kind of risk",
    "risk_words": "what is known: what happened, when, who saw it",
    "risk_source": "from where it is known",
    "risk_known_on": "since when it is known",
    "vulnerable_people": "who at the home is vulnerable",
    "vulnerable_words": "in what way they are vulnerable, as far as the bailiff needs it",
    "access": "codes, parking, anything that makes it hard to get in",
    "attendee": "who will be there for us",
    "locksmith": "a locksmith is booked",
    "suspension_applied.reasons": "the tenant's reasons, one a line",
    "stance": "what we say to the application",
    "answers": "our answer to each reason, one a line, in the same order",
    "suspension_answered.rent_plus": "what we would agree to towards the arrears, on top of the rent",
    "eviction_carried_out.at": "the time at which possession was given; with it the report of the day is written",
    "bailiff": "the bailiff's name and court",
    "eviction_carried_out.adults": "how many adults were there",
    "eviction_carried_out.children": "how many children were there",
    "entry": "how the bailiff got in",
    "lock": "the number of the new lock",
    "goods": "what was left behind, as it was listed; none if nothing was",
    "goods_until": "the last day on which it is kept",
    "meters": "what the meters showed",
    "condition": "the state of the home; animals, injuries, anything that happened",
    "forwarding": "where they can be reached, when they said",
    "evidence": "what shows the reason",
    "cost_to_recover": "what it would cost to recover the debt",
    "write_off_requested.review_on": "when a debt that may be worth claiming later is looked at again",
    "council_notified.how": "how the notice was sent to the council",
    "summons_served.how": "who served it",
    "pre_action_averred": "Scotland: the statement of claim says that the pre-action requirements were met",
    "return_on": "the return day on the summons",
}

# What an example needs beyond the required fields, where what is needed hangs on another answer.
_ALSO = {
    "hearing_outcome_recorded": ("ground_basis", "possession_on"),
    "hold_opened": ("registered_on", "tenant"),
    "notice_served": ("at",),
    "contact_made": ("topics", "debt_advice"),
    "protocol_letter_sent": ("reply_by",),
}
_WORDS = {
    "address": "7 Mill Lane, Ternbridge, TB4 2QX",
    "claim_number": "L00TB123",
    "court": "Ternbridge",
    "irregularity": "approval.notice@1a2b3c4d",
    "paragraph": "2.4",
    "text": "Rang: will call back on Friday",
    "warrant_number": "W0012345",
}
_OFFICER = "someone.else@example.org"


def of(kind: type[Event] | None, field: Field) -> str:
    """What the field means; nothing for one that has no words of its own yet (a test finds it)."""
    own = f"{kind.kind}.{field.name}" if kind else ""
    return HELP.get(own) or HELP.get(field.name, "")


def example(kind: type[Event], *, today: date, case_ref: str = "A1001", tenants: Sequence[str] = ("T1001-1",)) -> str:
    """A command that records this event, with every option that it cannot do without."""
    words = ["duecourse", "record", case_ref, kind.kind.replace("_", "-"), "--on", "today"]
    if kind.kind == "corrected":
        return shlex.join([*words, "--corrects", "3", "--set", "happened-on=yesterday"])
    also = _ALSO.get(kind.kind, ())
    for field in fields.of(kind).values():
        if field.required or field.name in also:
            words += _typed(field, today, tenants[0] if tenants else "T1001-1")
    if kind.kind in desk.IN_PERSON:
        words += ["--by", _OFFICER]
    return shlex.join(words)


def _typed(field: Field, today: date, tenant: str) -> list[str]:
    if field.kind == "flag":
        return [field.option]
    ahead = (today + timedelta(days=28)).isoformat()
    shown = {
        "money": "12.50",
        "day": "today" if field.name == "registered_on" else ahead,
        "moment": f"{ahead}T10:00",
        "clock": "11:20",
        "person": tenant,
        "staff": _OFFICER,
        "number": "1",
    }
    return [field.option, shown.get(field.kind) or (field.choices[0] if field.choices else _words(field))]


def _words(field: Field) -> str:
    return _WORDS.get(field.name, "Told us by phone")
