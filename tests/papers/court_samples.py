"""One case for each kind of each notice and court paper, for the tests that every paper must pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from activities.papers.known import PaperKnown, PersonKnown, Posting
from cases.events import court, early, enforcement
from cases.state import Claim, FixedTerm, Service, Warrant
from tests.papers import early_cases
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import Sample, loaded, with_benefit

A_ON, ISSUED, WARRANTED = date(2026, 12, 1), date(2027, 1, 11), date(2027, 3, 10)
MARKET: dict[str, Any] = {"arrears": 160000, "specified_on": "2026-12-29", "grounds": ["8", "10", "11"]}
GIVEN = {"arrears": 101200, "served_on": "2026-12-01", "specified_on": "2026-12-16"}
TERM_ENDS = date(2028, 4, 2)
LONG = "Maximiliana Featherstonehaugh-Cholmondeley"


def put_forward(case: Case, *grounds: str, day: date | None = None) -> Case:
    """The case on the day on which its notice is put to an approver."""
    on = day or case.today
    return case.after(fx.happened(court.ApprovalRequested, case.today, act="notice", for_day=on, grounds=grounds))


def assured(*grounds: str) -> Case:
    """FX-A with a notice planned for Tuesday 1 December 2026."""
    return put_forward(fx.fx_a().on(A_ON), *(grounds or ("8", "10", "11")))


def order(*grounds: str) -> dict[str, Any]:
    """What the decision puts on a Form 3 notice of FX-A."""
    return {**GIVEN, "grounds": list(grounds or ("8", "10", "11"))}


def secure() -> Case:
    """FX-S with a notice planned for its day."""
    return put_forward(fx.fx_s())


def introductory() -> Case:
    """FX-I with a notice planned for its day."""
    return put_forward(fx.fx_s("introductory"))


def for_a_term(clause: str = "re_entry", day: date | None = None, **fields: Any) -> Case:
    """FX-S let for five years from Monday 3 April 2023, its agreement read, with a notice planned for its day."""
    said = {"term_ends": TERM_ENDS, "clause": clause, "clause_text": "Clause 6.1: rent unpaid for 21 days", **fields}
    read = fx.happened(early.FixedTermChecked, fx.S_DAY, **{"rent_accepted": False, **said})
    waived = read.rent_accepted and not read.right_stands
    case = fx.fx_s("flexible").after(
        read, fixed_term=FixedTerm(checked_on=fx.S_DAY, clause=clause != "none", waived=waived)
    )
    terms = {"started_on": date(2023, 4, 3), "term_ends": read.term_ends}
    return put_forward(case.but(tenancy=case.state.the_tenancy.model_copy(update=terms)), day=day)


def demoted() -> Case:
    """FX-S demoted from Monday 6 April 2026, with a notice planned for its day."""
    case = fx.fx_s("demoted")
    year = {"track": "mandatory", "demoted_on": date(2026, 4, 6), "demoted_until": date(2027, 4, 5)}
    return put_forward(case.but(tenancy=case.state.the_tenancy.model_copy(update=year)))


def market(*grounds: str, arrears: int = 160000, awaited: int = 0, social: bool = False, day: date = A_ON) -> Case:
    """FX-A let outside social housing for £520.00 a month, with a notice planned for Tuesday 1 December 2026."""
    case = fx.fx_a().on(A_ON)
    held, known, balance = case.state.the_tenancy, case.known, case.state.balance
    assert balance is not None and known.position is not None
    first = date(2026, 6, 1)
    rent = tuple(
        Posting(ref=f"C{n}", on=date(2026, 6 + n, 1), type="rent_charge", charge=52000, running=0) for n in range(6)
    )
    paid = Posting(ref="P1", on=first, type="payment", payment=52000 * 6 - arrears, running=0)
    case = case.but(
        tenancy=held.model_copy(
            update={"social_housing": social, "rent": 52000, "rent_period": "monthly", "period_starts": "1"}
        ),
        balance=balance.model_copy(update={"arrears": arrears, "as_at": fx.A_DAY}),
    ).knowing(
        account=known.account.model_copy(update={"rent": 52000, "rent_period": "monthly", "rent_due_on": "1"}),
        position=known.position.model_copy(update={"arrears": arrears, "total": arrears, "court_costs": 0, "other": 0}),
        postings=fx.running(sorted([*rent, paid], key=lambda p: (p.on, p.type == "payment"))),
    )
    case = with_benefit(case, awaited) if awaited else case
    return put_forward(case, *(grounds or ("8", "10", "11")), day=day)


def approved() -> Case:
    """FX-A's notice when it is approved: the day and the grounds come with the order alone."""
    return fx.fx_a().on(A_ON).after(fx.happened(court.ApprovalGiven, A_ON, act="notice", prepared_by=fx.LEADER))


def with_history(case: Case) -> Case:
    """The case with an agreement that was broken, an earlier notice that was withdrawn, and benefit on its way."""
    earlier = (
        fx.happened(court.NoticeServed, date(2025, 3, 4), method="handed_to_person", tenants=(AMINA,)),
        fx.happened(court.NoticeWithdrawn, date(2025, 6, 2)),
        fx.happened(
            early.AgreementMade, date(2026, 9, 1), amount=1500, every="week", first_payment_on=date(2026, 9, 7)
        ),
        fx.happened(early.AgreementBroken, date(2026, 10, 6)),
    )
    return with_benefit(case.knowing(events=(*earlier, *case.known.events)))


def certified(*, method: str = "left_at_address", at: str | None = "17:05", **fields: Any) -> Case:
    """FX-A after service on Amina Khan and Tom O'Brien-Hughes, with the notice on the record."""
    case = fx.fx_a_served()
    event = case.event.with_facts(method=method, at=at, **fields)
    notice = case.state.notice
    assert notice is not None
    kept = (PaperKnown(paper="E-12", name="2026-12-01_E-12_case_1a2b3c4d.docx", sha256="ab" * 32),)
    return replace(case, event=event).knowing(papers=kept)


def posted(*, clause: bool) -> Case:
    """FX-A's notice sent by first class post, with or without a clause of the tenancy that allows it."""
    case = certified(method="first_class_post", at=None, service_clause=clause)
    notice = case.state.notice
    assert notice is not None
    by = {r: Service(on=A_ON, method="first_class_post", proven=clause) for r in notice.services}
    return case.but(notice=notice.model_copy(update={"services": by}))


def council_posted() -> Case:
    """FX-S's notice sent by first class post by a council, on Wednesday 25 November 2026."""
    case = fx.fx_s_served()
    notice = case.state.notice
    assert notice is not None
    event = case.event.with_facts(method="first_class_post", proof="receipt", at="11:00")
    by = {GRACE: Service(on=date(2026, 11, 27), method="first_class_post", proof="receipt")}
    return replace(case, event=event).but(notice=notice.model_copy(update={"services": by}))


DONE = (
    "contact", "affordable_offer", "statement_13_weeks", "direct_payment", "benefit_help", "debt_advice",
    "post_notice_contact", "protocol_copy",
)  # fmt: skip
PHONED, LETTER, STATED = date(2026, 12, 3), date(2026, 12, 18), date(2026, 12, 20)


def followed(case: Case) -> Case:
    """The case with every required paragraph of Part 2 done for both tenants, and the events that show it."""
    topics = ("cause", "finances", "benefits", "repayment")
    calls = tuple(
        fx.happened(early.ContactMade, PHONED, tenant=t, channel="phone", topics=topics, debt_advice=True)
        for t in case.state.the_tenancy.tenants
    )
    more = (
        *calls,
        fx.happened(early.DirectPaymentRequested, PHONED, tenant=case.state.the_tenancy.tenants[0]),
        fx.happened(court.ProtocolLetterSent, LETTER),
        fx.happened(early.StatementSent, STATED),
    )
    days = {"statement_13_weeks": STATED, "protocol_copy": LETTER}
    evidence = {key: {t: days.get(key, PHONED) for t in case.state.the_tenancy.tenants} for key in DONE}
    return case.knowing(events=(*case.known.events, *more)).but(evidence=evidence)


def without_tom(case: Case) -> Case:
    """The same, but nobody ever reached Tom O'Brien-Hughes."""
    evidence = {
        key: {t: d for t, d in who.items() if t != TOM or key not in ("contact", "post_notice_contact", "debt_advice")}
        for key, who in case.state.evidence.items()
    }
    kept = tuple(e for e in case.known.events if getattr(e, "tenant", None) != TOM)
    return case.but(evidence=evidence).knowing(events=kept)


def submitted(case: Case | None = None, *, arrears: int = 125200, day: date = ISSUED, money: bool = True) -> Case:
    """FX-A when its claim is sent to the court on Monday 11 January 2027."""
    base = case or followed(fx.grown(fx.fx_a_served(), day, arrears))
    claim = Claim(submitted_on=day, court=fx.COURT, arrears=arrears, money_claimed=money)
    return base.after(fx.happened(court.ClaimSubmitted, day, court=fx.COURT, money_claimed=money), claim=claim)


def waived() -> Case:
    """The claim when debt advice was waived for Tom O'Brien-Hughes, with the reason."""
    case = without_tom(submitted())
    event = fx.happened(
        court.ProtocolWaived, date(2027, 1, 5), paragraph="2.7", tenant=TOM, reason="He advises on debt for a living."
    )
    return case.knowing(events=(*case.known.events, event)).but(waived=(f"2.7:{TOM}",))


def unanswered() -> Case:
    """The claim when Tom O'Brien-Hughes never answered a letter, a visit before the notice or a call after it."""
    case = without_tom(submitted())
    tried = (
        fx.happened(early.ContactAttempted, date(2026, 11, 20), tenant=TOM, channel="visit"),
        fx.happened(early.ContactAttempted, date(2026, 12, 21), tenant=TOM, channel="phone", outcome="message_left"),
    )
    days = {
        "contact_letter": LETTER,
        "contact_attempt": date(2026, 12, 21),
        "post_notice_attempt": date(2026, 12, 21),
        "debt_advice": date(2026, 11, 30),
    }
    evidence = {**case.state.evidence, **{k: {**case.state.evidence.get(k, {}), TOM: on} for k, on in days.items()}}
    return case.knowing(events=(*tried, *case.known.events)).but(evidence=evidence)


def secure_claim() -> Case:
    """FX-S when its claim is sent on Monday 11 January 2027, at the arrears of its notice."""
    case = followed(fx.fx_s_served().on(ISSUED)).knowing(postings=fx.weekly(9850, ISSUED, 72040))
    return submitted(case, arrears=72040)


def introductory_claim(*, considered: bool = True) -> Case:
    """FX-I when its claim is sent, after the letter about personal circumstances and its reply."""
    case = fx.fx_i().on(ISSUED).knowing(postings=fx.weekly(9850, ISSUED, 72040))
    events: tuple[Any, ...] = (fx.happened(court.ProtocolLetterSent, date(2026, 12, 2)),)
    evidence = {"contact": {GRACE: date(2026, 12, 2)}, "part3_letter": {GRACE: date(2026, 12, 2)}}
    if considered:
        reason = "The debt has grown and no plan was kept."
        reply = fx.happened(
            court.ReplyConsidered, date(2026, 12, 30), tenant=GRACE, replied=True, go_on=True, reason=reason
        )
        events, evidence = (*events, reply), {**evidence, "part3_reply_considered": {GRACE: date(2026, 12, 30)}}
    made = case.knowing(events=(*case.known.events, *events)).but(evidence=evidence)
    return submitted(made, arrears=72040)


def left_there(case: Case) -> Case:
    """The case with its notice left at the address and not handed over."""
    notice = case.state.notice
    assert notice is not None
    by = {r: s.model_copy(update={"method": "left_at_address"}) for r, s in notice.services.items()}
    record = tuple(
        e.with_facts(method="left_at_address") if isinstance(e, court.NoticeServed) else e for e in case.known.events
    )
    return case.knowing(events=record).but(notice=notice.model_copy(update={"services": by}))


def for_a_term_claim() -> Case:
    """The fixed term's claim, on a notice that names no day."""
    notice = {"kind": "nstr_fixed", "form": "Part II", "grounds": ("1",), "claim_from": date(2026, 11, 26)}
    case = followed(fx.served(for_a_term(), **notice).on(ISSUED))
    return submitted(case.knowing(postings=fx.weekly(9850, ISSUED, 72040)), arrears=72040)


def demoted_claim() -> Case:
    """FX-I's claim, of a demoted tenancy."""
    case = introductory_claim()
    held, notice = case.state.the_tenancy, case.state.notice
    assert notice is not None
    return case.but(
        tenancy=held.model_copy(update={"tenure": "demoted"}), notice=notice.model_copy(update={"kind": "s143e"})
    )


def market_claim() -> Case:
    """A claim outside social housing, a part of whose arrears is universal credit that has not come."""
    notice = {"kind": "s8_form3a", "form": "3A", "grounds": ("8", "10", "11"), "specified_on": date(2026, 12, 29)}
    days = {
        "claim_from": date(2026, 12, 29),
        "statutory_claim_by": date(2027, 12, 1),
        "safe_claim_by": date(2027, 11, 30),
    }
    case = followed(fx.served(market(arrears=210000, awaited=52000), **notice, **days).on(ISSUED))
    return submitted(case, arrears=210000)


def brought_forward() -> Case:
    """FX-A's claim where something was owed before the first posting that is held."""
    case = submitted()
    return case.knowing(postings=tuple(p for p in case.known.postings if p.on >= date(2026, 11, 1)))


def long_ago() -> Case:
    """FX-A's claim with a default of more than two years ago, and rent that went up on Monday 6 April 2026."""
    first = date(2024, 3, 4)
    rent = tuple(
        Posting(ref=f"C{n}", on=day, type="rent_charge", charge=12000 if day >= date(2026, 4, 6) else 11500, running=0)
        for n, day in enumerate(first + timedelta(days=7 * n) for n in range(150))
        if day <= ISSUED
    )
    owed = sum(p.change for p in rent) - 125200
    paid = Posting(ref="P9", on=date(2026, 12, 21), type="uc_direct", payment=owed, running=0)
    case = submitted()
    position = case.known.position
    assert position is not None
    plain = position.model_copy(update={"other": 0, "court_costs": 0, "total": 125200})
    return case.knowing(postings=fx.running(sorted([*rent, paid], key=lambda p: p.on)), position=plain)


def heard(arrears: int = 125200, day: date = date(2027, 2, 8)) -> Case:
    """FX-H on the day before its hearing, with a newer figure."""
    case = followed(fx.grown(fx.fx_h(), day, arrears))
    return case.after(fx.happened(early.BalanceRefreshed, day, arrears=arrears))


def witnessed() -> Case:
    """Friday 29 January 2027, eleven days before the hearing: the last working days for evidence are ahead."""
    return heard(day=date(2027, 1, 29))


def discretionary() -> Case:
    """The day before the hearing of a claim on grounds 10 and 11 alone."""
    case = heard()
    notice = case.state.notice
    assert notice is not None
    return case.but(notice=notice.model_copy(update={"grounds": ("10", "11")}))


def crowded() -> Case:
    """The hearing note with as much in it as a case can hold: long names, every paragraph open, holds, defences."""
    case = heard()
    claim = case.state.claim
    assert claim is not None
    people = {r: PersonKnown(ref=r, name=f"{LONG} {r}", legal_name=f"{LONG} {r}") for r in (AMINA, TOM)}
    plans = tuple(
        fx.happened(early.AgreementMade, on, amount=1500, every="week", first_payment_on=on + timedelta(days=7))
        for on in (date(2026, 8, 3), date(2026, 9, 7), date(2026, 10, 5))
    )
    tried = tuple(fx.happened(early.ContactAttempted, date(2027, 1, n), tenant=TOM, channel="visit") for n in (12, 13))
    looked = fx.happened(early.VulnerabilityAssessed, date(2027, 1, 20), tenant=AMINA, vulnerable=True)
    asked = {"told_on": date(2027, 1, 20), "income_work": 90000, "spending_food": 30000}
    offered = fx.happened(
        early.AgreementOffered, date(2027, 1, 21), amount=1500, every="week", tenants=(AMINA,), **asked
    )
    for kind in ("breathing_space", "complaint", "counterclaim", "balance_disputed", "manual_pause"):
        case = fx.held(case, kind)
    return with_benefit(
        case.knowing(people=people, events=(*case.known.events, *plans, *tried, looked, offered)).but(
            evidence={},
            vulnerable=(AMINA,),
            claim=claim.model_copy(
                update={"defences": {AMINA: date(2027, 1, 25), TOM: date(2027, 1, 26)}, "counterclaim": True}
            ),
        )
    )


def requested(case: Case, day: date = WARRANTED) -> Case:
    """The case when a warrant is asked for."""
    event = fx.happened(enforcement.WarrantRequested, day)
    return case.after(event, warrant=Warrant(requested_on=day, fee=14800))


def breached(arrears: int = 140500) -> Case:
    """FX-O, its payments missed, when a warrant is asked for on Wednesday 10 March 2027."""
    return requested(fx.grown(fx.fx_o_breached(), WARRANTED, arrears))


def outright() -> Case:
    """An outright order whose day has passed."""
    made = fx.decided("outright", possession_on=date(2027, 3, 9), money_judgment=130000, costs=40400)
    return requested(fx.grown(made, WARRANTED, 140500))


NOTICES: list[Sample] = [
    Sample("secure", "E-08", secure, None, {"arrears": 72040, "specified_on": "2026-12-28", "grounds": ["1"]}),
    Sample("secure, loaded", "E-08", lambda: loaded(secure(), "V-NSP1", "V-HA85-G1"), None, {"grounds": ["1"]}),
    Sample("introductory", "E-10", introductory, None, {"arrears": 72040, "specified_on": "2026-12-28"}),
    Sample("for a term", "E-09", for_a_term, None, {"arrears": 72040, "grounds": ["1"]}),
    Sample("for a term, loaded", "E-09", lambda: loaded(for_a_term(), "V-NSP2", "V-HA85-G1"), None, {"grounds": ["1"]}),
    Sample("demoted", "E-10-demoted", demoted, None, {"arrears": 72040, "specified_on": "2026-12-28"}),
    Sample("three grounds", "E-12", assured, None, order()),
    Sample("outside social housing", "E-13", market, None, MARKET),
    Sample(
        "universal credit awaited",
        "E-13",
        lambda: market(arrears=210000, awaited=52000),
        None,
        {**MARKET, "arrears": 210000},
    ),
    Sample("approved, with a history", "E-12", lambda: with_history(approved()), None, order("10", "11")),
    Sample("left at the address", "E-14", lambda: certified(proof="photo"), AMINA),
    Sample("posted under a clause", "E-14", lambda: posted(clause=True), TOM),
    Sample("posted by a council", "E-14", council_posted, GRACE),
    Sample("claim form and particulars", "E-15", early_cases.court_served, AMINA),
    Sample(
        "left with a solicitor",
        "E-15",
        lambda: early_cases.court_served(
            papers=("application",),
            method="left_at_address",
            at="16:31",
            place="solicitor",
            address="Advice Law Centre; 3 Bridge Street; Testborough",
            left_with="a receptionist",
        ),
        TOM,
    ),
]
CLAIM: list[Sample] = [
    Sample("all done", "E-18", submitted, None),
    Sample("one tenant never reached", "E-18", lambda: without_tom(submitted()), None),
    Sample("one tenant never answered", "E-18", unanswered, None),
    Sample("waived", "E-18", waived, None),
    Sample("mandatory", "E-18", introductory_claim, None),
    Sample("assured", "E-20", submitted, None, {"costs": 6950, "human_rights": "no", "fee_account": "PBA0012"}),
    Sample("secure", "E-20", secure_claim, None),
    Sample("with a history", "E-23", lambda: with_history(submitted()), None),
    Sample("a summary", "E-23", submitted, None, {"summary": "yes", "schedule_served_on": "2027-01-04"}),
    Sample("introductory", "E-23", introductory_claim, None),
    Sample("with a history", "E-24", lambda: with_history(submitted()), None),
    Sample("introductory", "E-24", lambda: left_there(introductory_claim()), None),
    Sample("assured", "E-21", submitted, None, {"arrears": 125200}),
    Sample("with a history", "E-21", lambda: with_history(submitted()), None),
    Sample("secure", "E-21", secure_claim, None),
    Sample("introductory", "E-21", introductory_claim, None),
    Sample("for a term", "E-21", for_a_term_claim, None),
    Sample("demoted", "E-21", demoted_claim, None),
    Sample("outside social housing", "E-21", market_claim, None),
    Sample("plain", "E-22", submitted, None, {"arrears": 125200}),
    Sample("brought forward", "E-22", brought_forward, None),
    Sample("two years", "E-22", long_ago, None),
    Sample("with a hearing", "E-22", lambda: submitted().but(hearing=fx.fx_h().state.hearing), None),
]
HEARING: list[Sample] = [
    Sample("day before", "E-27", heard, None, {"arrears": 125200}),
    Sample("crowded", "E-27", crowded, None),
    Sample("assured", "E-26", witnessed, None),
    Sample("with a history", "E-26", lambda: with_history(witnessed()), None, {"offers": "A plan stays open."}),
    Sample("outright", "E-28", heard, None),
    Sample(
        "suspended",
        "E-28",
        discretionary,
        None,
        {"extra": 500, "every": "week", "possession_on": "2027-03-09", "costs": 40400},
    ),
    Sample("suspended, breached", "E-33", breached, None, {"arrears": 140500, "requested_on": "2027-03-10"}),
    Sample("outright", "E-33", outright, None),
]
COURT: list[Sample] = [*NOTICES, *CLAIM, *HEARING]
