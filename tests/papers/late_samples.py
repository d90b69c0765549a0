"""The standard cases on the way from a broken order to a debt written off, and one sample of each of their papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from activities.papers.known import Posting, Reasons, Written
from cases.events import court, early, enforcement, throughout
from cases.state import Application, Former
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, LEADER, OWNER, TOM, Case, happened
from tests.papers.samples import Sample

APPLIED = date(2027, 3, 16)
CONFIRMED, EVICTED, GONE = date(2027, 4, 9), date(2027, 4, 15), date(2027, 4, 15)
RISKS: dict[str, Any] = {
    "risk": "yes",
    "risk_kinds": ("animals", "threats"),
    "risk_words": "A large dog bit a gas engineer on 3 March 2027. A visitor shouted threats at the door that day.",
    "risk_source": "Visit report of the gas contractor",
    "risk_known_on": date(2027, 3, 4),
    "vulnerable_people": "children",
    "vulnerable_words": "Two children under five; the health visitor knows the date.",
    "access": "Entry code 4471; parking behind the block",
    "attendee": LEADER,
    "locksmith": True,
}
DAY_OF: dict[str, Any] = {
    "at": "10:52",
    "bailiff": "Mr C. Dale, Testborough County Court",
    "adults": 2,
    "children": 1,
    "entry": "keys",
    "lock": "L-20418",
    "goods": "A sofa, two beds and nine boxes, photographed and listed on two sheets",
    "goods_until": date(2027, 5, 13),
    "meters": "Electricity 48213, gas 09177, photographed",
    "condition": "Sound; one cracked window; nobody hurt; no animals left",
}
REASONS = "The Universal Credit was late.\nMy daughter has been ill.\nI can pay £30 a week now."
ANSWERS = (
    "The journal shows that it was paid on its day.\nThe claimant has seen no paper about it and asks for one.\n"
    "The terms below are for less than that."
)


def applied(day: date = APPLIED, **fields: Any) -> Case:
    """The same on the day of the application, Tuesday 16 March 2027."""
    asked = {"benefit_outstanding": False, "reply": "none", **fields}
    return fx.grown(fx.fx_postponed(), day, 150000).after(happened(court.DateApplied, day, **asked))


def confirmed(**risks: Any) -> Case:
    """FX-W when its appointment is confirmed on Friday 9 April 2027, the notice of eviction delivered."""
    case = fx.grown(fx.fx_w(), CONFIRMED, 150000)
    booked = case.state.eviction
    assert booked is not None
    ready = booked.model_copy(update={"notice_delivered_on": date(2027, 3, 29), "confirm_by": date(2027, 4, 12)})
    told = {**RISKS, **risks}
    return case.after(happened(enforcement.EvictionConfirmed, CONFIRMED, **told), eviction=ready)


def no_risk() -> Case:
    """The same where nothing is known that a bailiff has to fear."""
    nothing: dict[str, Any] = {**dict.fromkeys(RISKS), "risk": "no", "risk_kinds": (), "vulnerable_people": "none"}
    return confirmed(**{**nothing, "attendee": LEADER, "locksmith": False})


def evicted(**fields: Any) -> Case:
    """FX-W after the eviction of Thursday 15 April 2027."""
    case = fx.grown(confirmed(), EVICTED, 160000)
    booked = case.state.eviction
    assert booked is not None
    gone = Former(ended_on=EVICTED, how="eviction", debt=160000, oldest_on=date(2026, 5, 4))
    event = happened(enforcement.EvictionCarriedOut, EVICTED, **{**DAY_OF, **fields})
    return case.after(event, eviction=booked.model_copy(update={"carried_out_on": EVICTED}), former=gone)


def answered(
    day: date = date(2027, 4, 12),
    *,
    stance: str = "oppose",
    answers: str = ANSWERS,
    case: Case | None = None,
    **terms: Any,
) -> Case:
    """FX-W when a tenant's application of Saturday 10 April 2027 is answered."""
    base = fx.grown(case or confirmed(), day, 150000)
    booked = base.state.eviction
    assert booked is not None
    came = date(2027, 4, 10)
    base = base.after(
        happened(enforcement.SuspensionApplied, came, tenant=AMINA, reasons=REASONS),
        application=Application(received_on=came, hearing_at=datetime.fromisoformat("2027-04-14T10:00:00+01:00")),
        eviction=booked.model_copy(update={"cancelled_on": came, "cancelled_why": "application_to_suspend"}),
    )
    return base.after(happened(enforcement.SuspensionAnswered, day, stance=stance, answers=answers, **terms))


def consented() -> Case:
    """The same, agreed to on terms, an outright order with the eviction tomorrow."""
    base = confirmed()
    order = base.state.order
    assert order is not None
    plain = base.but(order=order.model_copy(update={"outcome": "outright", "terms": None, "breach": ""}))
    terms: dict[str, Any] = {"rent_plus": 1000, "every": "week", "first_payment_on": date(2027, 4, 19)}
    return answered(date(2027, 4, 14), stance="consent", case=plain, **terms)


def written_off(*, code: str = "uneconomic", amount: int = 101200, case: Case | None = None, **fields: Any) -> Case:
    """FX-A's debt after the tenancy, when somebody asks for it to be written off."""
    base = case or fx.fx_former()
    day = date(2026, 12, 7)
    former = base.state.former
    assert former is not None
    asked = {"write_off": amount, "write_off_by": OWNER, "write_off_on": day, "oldest_on": date(2026, 9, 28)}
    event = happened(enforcement.WriteOffRequested, day, amount=amount, code=code, **fields)
    return base.after(event, former=former.model_copy(update=asked))


def referred(tenant: str = AMINA, **fields: Any) -> Case:
    """FX-W when a tenant agrees that the council is told."""
    told: dict[str, Any] = {
        "consent_on": date(2027, 4, 8),
        "consent_how": "spoken",
        "safe_contact": "By text only, after 6pm; never at the home",
        "adults": 2,
        "children": 1,
    }
    event = happened(early.ReferralMade, CONFIRMED, tenant=tenant, to="homelessness", **{**told, **fields})
    return confirmed().after(event)


def chronicled() -> Case:
    """FX-O with a record: calls with each tenant, a note, a correction, a restricted sheet, letters and a hearing note."""
    case = fx.fx_o()
    call = happened(early.ContactMade, date(2026, 12, 3), tenant=AMINA, channel="phone", topics=("cause",))
    other = happened(
        early.ContactMade, date(2026, 12, 4), tenant=TOM, channel="visit", note="His brother pays his part."
    )
    note = happened(
        throughout.NoteAdded, date(2026, 12, 5), text="None of the calls were answered , by Tuesday 2 December 2026."
    )
    wrong = happened(early.ReferralMade, date(2026, 12, 5), tenant=AMINA, to="benefits")
    fixed = happened(throughout.Corrected, date(2026, 12, 8), corrects=wrong.event_id, reason="It was another case.")
    guarded = happened(enforcement.EvictionConfirmed, date(2027, 2, 9), **RISKS)
    balances = [
        happened(early.BalanceRefreshed, date(2027, 1, 11), arrears=84500, as_at=date(2027, 1, 11)),
        happened(early.BalanceRefreshed, date(2027, 2, 9), arrears=130000, as_at=date(2027, 2, 9)),
    ]
    letters = (
        Written(on=date(2026, 12, 1), paper="E-12", status="final"),
        Written(on=date(2026, 12, 18), paper="E-16", recipient=AMINA, status="final"),
        Written(on=date(2026, 12, 18), paper="E-16", recipient=TOM, status="final"),
        Written(on=date(2027, 2, 8), paper="E-27", status="final"),
        Written(on=date(2027, 2, 9), paper="E-30", recipient=AMINA, status="withheld"),
        Written(on=date(2027, 2, 9), paper="E-34", status="final"),
    )
    said = Reasons(because=("The protocol wants contact as soon as reasonably possible.",), against=("It came late",))
    return case.knowing(
        events=(*case.known.events, call, other, note, wrong, fixed, guarded, *balances),
        written=letters,
        reasons={call.event_id: said},
    )


SOUGHT = (
    "A visitor whom the order keeps away lived there for a week in March 2027; two neighbours have said so in writing."
)


def sought(reason: str | None = SOUGHT, **order: Any) -> Case:
    """FX-O when permission is asked for, a term other than payment broken."""
    case = fx.fx_o_breached()
    held = case.state.order
    assert held is not None
    needs = {"breach": "other_term", "permission": "sought", **order}
    event = happened(court.PermissionSought, case.today, reason=reason)
    return case.after(event, order=held.model_copy(update=needs))


def late_payment(case: Case, day: date, pence: int) -> Case:
    """The case after a payment, the balance with it."""
    held, position = case.state.balance, case.known.position
    assert held is not None and position is not None and position.total is not None
    paid = Posting(ref="P77", on=day, type="payment", payment=pence, running=0)
    known = case.knowing(
        postings=fx.running(sorted([*case.known.postings, paid], key=lambda p: p.on)),
        position=position.model_copy(update={"arrears": position.arrears - pence, "total": position.total - pence}),
    )
    return known.but(balance=held.model_copy(update={"arrears": held.arrears - pence}))


def sole_evicted() -> Case:
    """A council's sole tenant, whose eviction is booked within fourteen days, referred inside the council."""
    case = referred(GRACE)
    sole = fx.fx_s_served()
    state = sole.state.but(order=case.state.order, warrant=case.state.warrant, eviction=case.state.eviction)
    return replace(case, state=state, known=sole.known.model_copy(update={"events": case.known.events}))


FIX_DATE = [Sample("postponed order", "E-32", fx.fx_postponed, AMINA)]
LATE: list[Sample] = [
    Sample("no answer", "E-32-application", applied, None),
    Sample(
        "disputed",
        "E-32-application",
        lambda: applied(reply="disputed", reply_on=date(2027, 3, 8), benefit_outstanding=True, hearing_wanted=True),
        None,
    ),
    Sample("payments missed", "E-31-proof", fx.fx_o_breached, None),
    Sample("another term", "E-33-permission", sought, None),
    Sample(
        "outright, six years old",
        "E-33-permission",
        lambda: sought(outcome="outright", terms=None, breach="", permission_from=date(2027, 3, 9)),
        None,
    ),
    Sample("risks", "E-34", confirmed, None),
    Sample("no risk", "E-34", no_risk, None),
    Sample("morning", "E-36", confirmed, None),
    Sample("after it", "E-36-report", evicted, None),
    Sample("opposed", "E-37", answered, None),
    Sample("agreed, tomorrow", "E-37", consented, None),
    Sample("uneconomic", "E-39", written_off, None),
    Sample(
        "untraced, in part judged",
        "E-39",
        lambda: written_off(
            code="untraced",
            amount=41200,
            evidence="Two traces, of 1 and 9 June 2026, found nothing.",
            case=fx.fx_former().but(order=fx.fx_o(money_judgment=60000).state.order),
            review_on=date(2027, 12, 7),
            cost_to_recover=20000,
            reason="Nobody answers.",
        ),
        None,
    ),
    Sample("consent", "E-40", referred, AMINA),
    Sample("inside the council", "E-40", sole_evicted, GRACE),
]
CHRONOLOGIES = [
    Sample("whole", "E-41", chronicled, None),
    Sample("one person", "E-41", chronicled, AMINA),
]
