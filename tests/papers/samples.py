"""One case for each kind of each letter, for the tests that every paper must pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from activities.documents import Rendered, code_of
from activities.papers import BUILDERS
from activities.papers.builder import Builder
from activities.papers.known import Ask, HeldText, PersonKnown, Texts
from cases.events import court, early
from cases.steps import WriteDocument
from templates import verbatim
from tests.papers import early_cases
from tests.papers import fixtures as fx
from tests.papers.fixtures import Case

_WRITTEN: dict[tuple[str, str], Rendered] = {}


@dataclass(frozen=True)
class Sample:
    """A paper to be written in a case. name: what is special about it."""

    name: str
    paper: str
    case: Callable[[], Case]
    recipient: str | None
    facts: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "case", cache(self.case))  # frozen as it is, one is enough for every test

    def fresh(self) -> Rendered:
        """The paper, written now."""
        return self.case().paper(self.paper, self.recipient, **self.facts)

    def rendered(self) -> Rendered:
        """The paper, written once for all tests that only read it."""
        known = (self.paper, self.name)
        if known not in _WRITTEN:
            _WRITTEN[known] = self.fresh()
        return _WRITTEN[known]

    def text(self) -> str:
        """What a reader reads."""
        return fx.said(self.rendered().content)

    def order(self, case: Case) -> WriteDocument:
        """The order for the paper."""
        return WriteDocument(paper=self.paper, event_id=case.event.event_id, recipient=self.recipient, facts=self.facts)

    @property
    def builder(self) -> Builder:
        """The paper's builder."""
        return BUILDERS[code_of(self.order(self.case()))]

    def ask(self) -> Ask:
        """What its builder is asked."""
        case = self.case()
        return Ask(order=self.order(case), state=case.state, event=case.event, today=case.today, known=case.known)


def with_benefit(case: Case, pence: int = 48000) -> Case:
    """The case with a payment of Universal Credit expected on 4 December 2026."""
    balance, account = case.state.balance, case.known.account
    assert balance is not None
    changed = account.model_copy(update={"uc_status": "verified", "uc_next_payment": date(2026, 12, 4)})
    return case.knowing(account=changed).but(balance=balance.model_copy(update={"expected_benefit": pence}))


def no_credits(case: Case) -> Case:
    """The case without any payment on the account."""
    kept = tuple(p for p in case.known.postings if p.type not in ("payment", "housing_benefit"))
    return case.knowing(postings=kept)


def broken_in_notice() -> Case:
    """An agreement broken while a notice is live."""
    return fx.broken(fx.fx_a()).but(notice=fx.fx_a_served().state.notice)


def broken_in_claim() -> Case:
    """An agreement broken while a claim waits for its hearing."""
    claim = fx.fx_h().state
    return broken_in_notice().but(claim=claim.claim, hearing=claim.hearing)


def secure_hearing() -> Case:
    """A council's sole tenant with Housing Benefit, whose hearing was moved."""
    claim = fx.fx_h().state
    case = fx.fx_s_served()
    account = case.known.account.model_copy(update={"hb_weekly": 4000, "uc_status": "none"})
    event = fx.happened(court.HearingRelisted, fx.S_DAY, hearing_at=fx.H_AT)
    return case.knowing(account=account).after(event, claim=claim.claim, hearing=claim.hearing)


def varied() -> Case:
    """An agreement changed to monthly payments beside a weekly rent, made with one of two tenants."""
    case = fx.agreed(fx.fx_a(), amount=4000, every="month", tenants=(fx.AMINA,))
    made = case.state.agreement
    assert made is not None
    event = fx.happened(
        early.AgreementVaried, fx.A_DAY, amount=4000, every="month", first_payment_on=made.first_payment_on
    )
    return case.after(event)


def at_a_new_rent() -> Case:
    """An agreement made in November whose rent goes up on 5 April, told a week before."""
    case = fx.agreed(fx.fx_a()).on(date(2027, 3, 29))
    held = case.state.agreement
    assert held is not None
    told = fx.happened(early.RentChanged, case.today, rent=12400, from_on=date(2027, 4, 5))
    return case.after(told, agreement=held.model_copy(update={"rent": 12400}))


def with_an_occupier() -> Case:
    """An introductory tenancy in whose home a grown-up son lives, who is no tenant."""
    case = fx.fx_i()
    son = PersonKnown(ref="P70", role="occupier", name="Kofi Mensah", legal_name="Kofi Mensah")
    return case.knowing(people={**case.known.people, "P70": son})


def former_after_judgment() -> Case:
    """Former tenants whom the court has already ordered to pay a part."""
    order = fx.fx_o(money_judgment=60000).state.order
    return fx.fx_former().but(order=order)


def before_court() -> Case:
    """A breathing space while a claim is before the court."""
    claim = fx.fx_h().state
    return fx.fx_bs().but(claim=claim.claim, hearing=claim.hearing)


def void_notice() -> Case:
    """A notice was served on both tenants on Tuesday 1 December 2026, inside the breathing space."""
    case = fx.fx_a_served()
    assert case.state.notice is not None
    return case.but(holds=fx.fx_bs().state.holds, notice=case.state.notice.made_void("served inside a breathing space"))


def void_notice_in_court() -> Case:
    """The same, while a claim on that notice is before the court."""
    claim = fx.fx_h().state
    return void_notice().but(claim=claim.claim, hearing=claim.hearing)


def text_of(name: str) -> str:
    """Words that stand in for the law's own, with the blanks that the catalogue asks for: two paragraphs and a blank each."""
    held = verbatim.block(name)
    said = [f"These are the law's own words for {name.lower()}.", "They stand here as they are & none is changed."]
    said += [f"[[{blank}]]" for blank in held.blanks]
    said += [f"A day or a sum of the form: [[{fact.split('|')[0]}]]" for fact in held.facts]
    return "\n\n".join([*said, f"Here {name.lower()} ends."])


def held_text(name: str, **changes: Any) -> HeldText:
    """A text of the law, signed, as held from the first day of the papers that want it."""
    content = text_of(name).encode()
    plain = HeldText(
        block=name,
        version=1,
        since=date(1980, 1, 1),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        signed_on=date(2026, 1, 5),
    )
    return plain.model_copy(update=changes)


def warrant_in_moratorium() -> Case:
    """A breathing space from Wednesday 24 March 2027, entered when the eviction of 15 April was booked."""
    case = fx.held(fx.fx_w(), "breathing_space")
    hold = case.state.holds[-1].model_copy(update={"from_on": date(2027, 3, 23), "last_day": date(2027, 5, 21)})
    return case.but(holds=(hold,))


def loaded(case: Case, *blocks: str) -> Case:
    """The case of a landlord who has added the law's own text, and had it signed."""
    return case.knowing(texts=Texts(held=tuple(held_text(name) for name in blocks)))


PLAN: dict[str, Any] = {"plan": 1500, "every": "week"}
PROTOCOL = (
    "contact", "affordable_offer", "statement_13_weeks", "direct_payment", "benefit_help", "debt_advice",
    "post_notice_contact", "protocol_copy",
)  # fmt: skip


def all_done(case: Case, day: date) -> Case:
    """The case with every required paragraph of Part 2 shown for each tenant on a day."""
    tenants = case.state.the_tenancy.tenants
    return case.but(evidence={key: dict.fromkeys(tenants, day) for key in PROTOCOL})


def ripe() -> Case:
    """FX-A on Thursday 17 December 2026, when its notice carries a claim and the protocol was followed."""
    day = date(2026, 12, 17)
    return all_done(fx.grown(fx.fx_a_served(), day, 125200), date(2026, 12, 10))


def ripe_secure() -> Case:
    """FX-S on Wednesday 6 January 2027, the same."""
    day = date(2027, 1, 6)
    case = fx.fx_s_served().on(day).knowing(postings=fx.weekly(9850, day, 72040))
    return all_done(case, date(2026, 12, 30))


TERMS: dict[str, Any] = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
OTHER_TERM = {"breach": "other_term", "breach_short": 0, "permission": "needed"}


def other_term() -> Case:
    """A breach of a term that is not about money."""
    case = fx.fx_o_breached()
    order = case.state.order
    assert order is not None
    event = fx.happened(court.OrderBreached, case.today, breach="other_term")
    return case.after(event, order=order.model_copy(update=OTHER_TERM))


def outcomes() -> list[Sample]:
    """E-30 for each thing a court can decide."""
    plain: dict[str, dict[str, Any]] = {
        "outright": {"possession_on": date(2027, 3, 9), "money_judgment": 130000, "costs": 40400},
        "postponed": TERMS,
        "adjourned_to_date": {"adjourned_to": fx.H_AT.replace(month=3, day=16)},
        "adjourned_on_terms": TERMS,
        "adjourned_generally": {"strike_out_on": date(2028, 2, 9)},
        "struck_out": {},
        "dismissed": {},
        "withdrawn": {},
        "money_judgment_only": {"money_judgment": 130000, "costs": 0},
    }
    found = [
        Sample(outcome, "E-30", lambda o=outcome, f=fields: fx.decided(o, **f), fx.AMINA)  # type: ignore[misc]
        for outcome, fields in plain.items()
    ]
    mandatory = {"possession_on": date(2027, 2, 23), "attended": (fx.AMINA,)}
    return [
        *found,
        Sample("suspended", "E-30", fx.fx_o, fx.AMINA),
        Sample("suspended, not there", "E-30", fx.fx_o, fx.TOM),
        Sample("mandatory", "E-30", lambda: fx.decided("outright", basis="mandatory", **mandatory), fx.AMINA),
    ]


LETTERS: list[Sample] = [
    Sample("first contact", "E-01", fx.fx_a, fx.AMINA),
    Sample("benefit expected", "E-01", lambda: with_benefit(fx.fx_a()), fx.TOM),
    Sample("no payment at all", "E-01", lambda: no_credits(fx.fx_s()), fx.GRACE),
    Sample("since the breathing space", "E-01", lambda: fx.fx_bs(debt=89200), fx.AMINA),
    Sample("joint", "E-02", early_cases.second, fx.AMINA),
    Sample("benefit expected", "E-02", lambda: with_benefit(early_cases.second(fx.fx_s(), arrears=91740)), fx.GRACE),
    Sample("joint", "E-03", early_cases.third, fx.TOM),
    Sample("direct payment agreed", "E-03", early_cases.asked_direct, fx.AMINA),
    Sample("statement", "E-04", fx.fx_a, fx.AMINA),
    Sample("for information", "E-04", lambda: with_benefit(fx.fx_bs()), fx.TOM),
    Sample("suggestion", "E-05", early_cases.offered, fx.AMINA),
    Sample(
        "with income and spending", "E-05", lambda: early_cases.offered(**early_cases.MONEY, deduction=True), fx.AMINA
    ),
    Sample(
        "two plans, a notice served, nothing left",
        "E-05",
        lambda: early_cases.offered(
            with_benefit(fx.fx_s_served()),
            **{**early_cases.MONEY, "tenants": (), "income_work": 0, "spending_debts": 8000},
            other_amount=1500,
            other_every="month",
            reason="The tenant asked to pay this sum.",
        ),
        fx.GRACE,
    ),
    Sample("agreement", "E-06", lambda: fx.agreed(fx.fx_a()), fx.AMINA),
    Sample("agreement varied", "E-06", varied, fx.TOM),
    Sample("agreement at a new rent", "E-06", at_a_new_rent, fx.TOM),
    Sample("broken before notice", "E-07", lambda: fx.broken(fx.fx_a()), fx.AMINA),
    Sample("broken in notice", "E-07", broken_in_notice, fx.TOM),
    Sample("broken in claim", "E-07", broken_in_claim, fx.AMINA),
    Sample("confirmed on paper", "E-11", early_cases.reviewed, fx.GRACE),
    Sample("changed at a hearing", "E-11", early_cases.not_confirmed, fx.GRACE),
    Sample("after the notice", "E-16", fx.fx_a_served, fx.AMINA),
    Sample("after the notice, loaded", "E-16", lambda: loaded(with_benefit(fx.fx_s_served()), "V-PAP"), fx.GRACE),
    Sample("ground 8", "E-17", fx.fx_a_served, fx.TOM),
    Sample("introductory", "E-17", fx.fx_i, fx.GRACE),
    Sample("for an occupier", "E-17", with_an_occupier, "P70"),
    Sample("outright", "E-19", ripe, fx.AMINA, PLAN),
    Sample("suspended", "E-19", lambda: with_benefit(ripe_secure()), fx.GRACE, PLAN),
    Sample("hearing", "E-25", fx.fx_h, fx.AMINA),
    Sample("hearing moved", "E-25", secure_hearing, fx.GRACE),
    *outcomes(),
    Sample("payment missed", "E-31", fx.fx_o_breached, fx.AMINA),
    Sample("another term", "E-31", other_term, fx.TOM),
    Sample("date to be asked for", "E-32", fx.fx_postponed, fx.AMINA),
    Sample("tenant", "E-35", fx.fx_w, fx.AMINA),
    Sample("occupiers", "E-35", fx.fx_w, "occupiers"),
    Sample("former tenant", "E-38", fx.fx_former, fx.AMINA),
    Sample("after judgment, loaded", "E-38", lambda: loaded(former_after_judgment(), "V-PAPD-A", "V-PAPD-B"), fx.TOM),
    Sample("moratorium", "E-42", fx.fx_bs, fx.TOM),
    Sample("own moratorium, void notice", "E-42", void_notice, fx.AMINA),
    Sample("moratorium, bailiff", "E-42-bailiff", warrant_in_moratorium, None),
    Sample("moratorium, court", "E-42", before_court, None, {"variant": "court"}),
    Sample("moratorium, court, void notice", "E-42", void_notice_in_court, None, {"variant": "court"}),
]

SAMPLES: list[Sample] = [*LETTERS]


def named(sample: Sample) -> str:
    """What a test of it is called."""
    return f"{sample.paper} {sample.name}"
