"""Orders and what follows them: other rhythms of rent, benefit that is on its way, and the points that no other test shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from activities.papers.known import Posting
from cases.events import court, early
from cases.state import Terms
from law.dates import add_months
from tests.papers import court_samples as cs
from tests.papers import early_cases
from tests.papers import fixtures as fx
from tests.papers import late_samples as late
from tests.papers.case import Case, happened
from tests.papers.fixtures import AMINA
from tests.papers.samples import TERMS
from tests.papers.test_late_papers import ordered, says
from tests.papers.test_notices import has, lacks

# E-30


def test_the_judge_and_the_day_for_the_costs_are_told_where_they_are_known() -> None:
    case = fx.decided("suspended", costs=40400, costs_by=date(2027, 3, 9), judge="District Judge Amber", **TERMS)
    has(case.text("E-30", AMINA), "Judge District Judge Amber", "Please pay it by Tuesday 9 March 2027.")
    lacks(fx.fx_o().text("E-30", AMINA), "Judge", "Please pay it by")


# E-31


def breach(case: Case, rows: tuple[early.Instalment, ...], short: int, **order: Any) -> Case:
    """FX-O broken by these payments."""
    event = happened(court.OrderBreached, case.today, breach="payment", proof=rows)
    held = case.state.order
    assert held is not None
    told = {"breached_on": case.today, "breach": "payment", "breach_short": short, **order}
    return case.after(event, order=held.model_copy(update=told))


def test_what_waits_for_universal_credit_is_no_part_of_the_price() -> None:
    case = fx.grown(fx.fx_o(), date(2027, 3, 9), 140500)
    waits = date(2027, 3, 28)
    rows = tuple(
        early.Instalment(due_on=date(2027, 2, 15) + timedelta(days=7 * n), due=12500, paid=12500 * (n == 0), awaits=on)
        for n, on in enumerate((None, None, waits, waits))
    )
    text = breach(case, rows, 12500).text("E-31", AMINA)
    has(
        text,
        "Pay £125.00 by Thursday 18 March 2027",
        "More is due: £250.00. Benefit should come on Sunday 28 March 2027",
    )
    has(text, "£125.00, until benefit comes on Sunday 28 March 2027")
    lacks(fx.fx_o_breached().text("E-31", AMINA), "More is due", "until benefit comes")
    postponed = breach(case, rows, 12500, outcome="postponed", possession_on=None)
    letter = postponed.after(happened(court.DateNoticeSent, case.today, method="first_class_post"))
    has(letter.text("E-32", AMINA), "Behind under the order £125.00", "£250.00 of what is missing waits for it")


def test_an_adjourned_case_goes_back_to_court_and_to_no_bailiff() -> None:
    adjourned = ordered(fx.fx_o_breached(), outcome="adjourned_on_terms", possession_on=None)
    text = adjourned.text("E-31", AMINA)
    has(text, "Pay £125.00 by Thursday 18 March 2027", "we may ask for the case to go back to court")
    lacks(text, "bailiffs", "eviction", "without another hearing")


def test_a_postponed_order_has_its_own_letter() -> None:
    says(ordered(fx.fx_o_breached(), outcome="postponed", possession_on=None), "E-31", "R08", "the letter E-32", AMINA)


def test_a_payment_that_the_account_does_not_show_yet_stops_the_warning() -> None:
    case = fx.fx_o_breached()
    balance = case.state.balance
    assert balance is not None
    told = case.but(balance=balance.model_copy(update={"arrears": balance.arrears - 12500}))
    says(told, "E-31", "R25", "the account gives £1,405.00", AMINA)


def test_the_statement_goes_back_to_the_order() -> None:
    later = fx.grown(fx.fx_o_breached(), date(2027, 6, 15), 180500)
    text = replace(later, today=date(2027, 6, 15)).text("E-31", AMINA)
    has(text, "This covers Wednesday 10 February 2027 to Tuesday 15 June 2027.")


# E-33


def renting(case: Case, period: str, every: str, first: date, rent: int, *, changed: int = 0) -> Case:
    """The suspended order of FX-O under another rhythm of rent: a payment each, the last one missing; the account with it."""
    step = {"fortnightly": 14, "four_weekly": 28, "weekly": 7}
    days = [
        add_months(first, n) if period == "monthly" else first + timedelta(days=step[period] * n) for n in range(-6, 9)
    ]
    days = [day for day in days if day <= case.today]
    charges = [
        Posting(ref=f"C{n}", on=day, type="rent_charge", charge=rent + (changed if day > first else 0), running=0)
        for n, day in enumerate(days)
    ]
    paid = [
        Posting(ref=f"P{n}", on=day + timedelta(days=1), type="uc_direct", payment=rent + 500, running=0)
        for n, day in enumerate(d for d in days if first <= d < days[-1])
    ]
    postings = fx.running(sorted([*charges, *paid], key=lambda p: (p.on, p.type)))
    tenancy = case.state.the_tenancy.model_copy(update={"rent": rent, "rent_period": period})
    terms = Terms(rent=rent, plus=500, every=every, first_payment_on=first)
    position, balance = case.known.position, case.state.balance
    assert position is not None and balance is not None
    owed = postings[-1].running
    made = ordered(
        case.but(tenancy=tenancy), terms=terms, breached_on=case.today, breach="payment", breach_short=rent + 500
    )
    plain = position.model_copy(update={"arrears": owed, "total": owed, "court_costs": 0, "other": 0})
    return made.but(balance=balance.model_copy(update={"arrears": owed})).knowing(position=plain, postings=postings)


@pytest.mark.parametrize(
    ("period", "every", "rent", "rows"),
    [
        ("weekly", "week", 12000, 4),
        ("fortnightly", "fortnight", 24000, 2),
        ("four_weekly", "four_weeks", 48000, 1),
        ("monthly", "month", 52000, 1),
    ],
)
def test_the_certificate_has_the_tenancy_s_own_rent_periods_and_its_transactions(
    period: str, every: str, rent: int, rows: int
) -> None:
    made = renting(cs.breached(), period, every, date(2027, 2, 15), rent).paper("E-33")
    due = [f"certificate.rows[{n}].due" for n in range(rows)]
    assert [made.facts[name]["pence"] for name in due] == [rent + 500] * rows
    assert made.facts["certificate.short"]["pence"] == rent + 500
    references = [made.facts[f"certificate.payments[{n}].reference"] for n in range(rows - 1)]
    assert references == [f"P{n}" for n in range(rows - 1)]
    assert f"certificate.rows[{rows}].due" not in made.facts


def test_the_current_rent_is_the_rent_that_is_charged_and_benefit_on_its_way_is_said() -> None:
    case = renting(cs.breached(), "weekly", "week", date(2027, 2, 15), 12000, changed=500)
    account = case.known.account.model_copy(update={"uc_status": "direct_payment", "uc_next_payment": date(2027, 4, 1)})
    kept = [p for p in case.known.postings if p.ref != "P2"]
    assert case.known.position is not None and case.state.balance is not None
    owed = fx.running(kept)[-1].running
    unpaid = case.knowing(
        account=account,
        postings=fx.running(kept),
        position=case.known.position.model_copy(update={"arrears": owed, "total": owed}),
    ).but(balance=case.state.balance.model_copy(update={"arrears": owed}))
    made = unpaid.paper("E-33")
    assert [made.facts[f"certificate.rows[{n}].due"]["pence"] for n in range(4)] == [12500, 13000, 13000, 13000]
    has(fx.said(made.content), "benefit due 1 April 2027")
    assert made.facts["certificate.short"]["pence"] == 26500, "the court is told all that is short"


def test_a_request_that_names_others_than_the_order_is_not_made() -> None:
    case = cs.breached()
    asked = replace(case, event=case.event.with_facts(as_in_order=False))
    says(asked, "E-33", "R09", "as the order does")
    same = replace(case, event=case.event.with_facts(as_in_order=True))
    has(same.text("E-33"), "compared with the sealed order, and the same")


# E-34


def test_more_words_than_a_sheet_for_the_bailiff_takes_cannot_be_typed() -> None:
    with pytest.raises(ValidationError):
        late.confirmed(risk_words="x" * 4001)
    assert late.confirmed(risk_words="x" * 4000).refused("E-34") == ()


def test_the_bailiff_reads_when_somebody_was_born_where_it_is_known() -> None:
    case = late.confirmed()
    born = case.known.people[AMINA].model_copy(update={"born_on": date(1988, 5, 3)})
    has(case.knowing(people={**case.known.people, AMINA: born}).text("E-34"), "Born Amina Khan, 3 May 1988")


# E-36


def test_the_new_debt_begins_with_the_rent_at_the_eviction() -> None:
    assert late.evicted().paper("E-36-report").facts["arrears"] == {
        "code": "B9",
        "pence": 160000,
        "as_at": "2027-04-15",
    }
    has(late.evicted(adults=1, children=2).text("E-36-report"), "1 adult, 2 children")


# E-37


def told_money(**money: Any) -> Case:
    """FX-W where a tenant told us of their money before the application."""
    case = late.confirmed()
    event = happened(
        early.AgreementOffered, date(2027, 4, 1), **{**early_cases.MONEY, **money, "amount": 500, "every": "week"}
    )
    return case.knowing(events=(*case.known.events, event))


def test_nothing_is_agreed_to_that_leaves_the_tenant_short() -> None:
    terms: dict[str, Any] = {
        "stance": "consent",
        "rent_plus": 500,
        "every": "week",
        "first_payment_on": date(2027, 4, 19),
    }
    more = {**terms, "rent_plus": 1000}
    says(late.answered(case=told_money(), **more), "E-37", "R25", "£43.34 a month beside the rent")
    assert late.answered(case=told_money(), **terms).refused("E-37") == ()
    # what is opposed, and what nobody told, is not judged
    assert late.answered(case=told_money(income_benefits=0), stance="oppose").refused("E-37") == ()
    assert late.answered(**more).refused("E-37") == ()


def test_benefit_on_its_way_stands_beside_the_arrears() -> None:
    case = late.answered()
    balance = case.state.balance
    assert balance is not None
    told = case.but(balance=balance.model_copy(update={"expected_benefit": 48000}))
    account = case.known.account.model_copy(update={"uc_status": "verified", "uc_next_payment": date(2027, 4, 28)})
    has(told.knowing(account=account).text("E-37"), "£480.00 is expected from Universal Credit on 28 April 2027")


# E-31-proof


def test_the_proof_of_a_breach_has_each_instalment_and_the_account_s_own_entries() -> None:
    made = cs.breached().paper("E-31-proof")
    text = fx.said(made.content)
    has(text, "The first payment that was not made in full fell due on 15 February 2027.")
    has(
        text, "18 February 2027 P3 Payment received £25.00", "£475.00 is unpaid", "Prepared by Sam Rowe, income officer"
    )
    behind = [made.facts[f"certificate.rows[{n}].behind"]["pence"] for n in range(4)]
    assert behind == [12500, 22500, 35000, 47500]


def test_what_is_only_awaited_from_benefit_is_no_breach_to_prove() -> None:
    case = renting(cs.breached(), "weekly", "week", date(2027, 2, 15), 12000)
    says(case.but(order=None), "E-31-proof", "R25", "no order")
    account = case.known.account.model_copy(update={"uc_status": "verified", "uc_next_payment": date(2027, 3, 28)})
    says(case.knowing(account=account), "E-31-proof", "R16", "no breach")
    both = cs.breached()
    paid = both.known.account.model_copy(update={"uc_status": "verified", "uc_next_payment": date(2027, 3, 28)})
    has(both.knowing(account=paid).text("E-31-proof"), "Benefit is due on 28 March 2027")
    lacks(both.text("E-31-proof"), "Benefit is due")


# E-33-permission


def test_permission_is_asked_for_with_what_makes_it_needed() -> None:
    text = late.sought().text("E-33-permission")
    has(text, "A term of the order was broken that is no payment of money (CPR 83.2(3)(e)).", late.SOUGHT)
    has(text, "permission to issue a warrant of possession under the order of 9 February 2027")
    old: dict[str, Any] = {"outcome": "outright", "terms": None, "breach": "", "permission_from": date(2027, 3, 9)}
    has(late.sought(**old).text("E-33-permission"), "from Tuesday 9 March 2027 it may be enforced only with permission")
    own = late.sought(breach="payment").text("E-33-permission")
    has(own, "The order itself says that it may be enforced only with permission.", "P3 Payment received")
    says(late.sought(breach="payment", permission="not_needed"), "E-33-permission", "R08", "no permission is needed")
    says(late.sought(reason=None), "E-33-permission", "R04", "reason")


def test_the_request_goes_by_writ_once_the_order_is_in_the_high_court() -> None:
    case = cs.outright()
    by_writ = replace(case, event=case.event.with_facts(through="high_court"))
    says(by_writ, "E-33", "R08", "has not been transferred to the High Court")
    there = ordered(by_writ, high_court="granted").paper("E-33")
    has(fx.said(there.content), "Writ of possession. The order was transferred", "The order gave possession on")
    assert there.facts["fee"]["pence"] == 8000
    lacks(case.text("E-33"), "Writ of possession")


def test_no_warrant_for_what_only_waits_for_benefit() -> None:
    case = renting(cs.breached(), "weekly", "week", date(2027, 2, 15), 12000)
    account = case.known.account.model_copy(update={"uc_status": "verified", "uc_next_payment": date(2027, 3, 28)})
    says(case.knowing(account=account), "E-33", "R16", "waits for benefit")
    assert case.refused("E-33") == ()


def test_a_rent_that_has_changed_is_named_as_it_is_now() -> None:
    case = fx.fx_o_breached()
    postings = [p.model_copy(update={"charge": 13000}) if p.on == date(2027, 3, 8) else p for p in case.known.postings]
    dearer = case.knowing(postings=fx.running(postings))
    position, balance = dearer.known.position, dearer.state.balance
    assert position is not None and position.total is not None and balance is not None
    more = {"arrears": position.arrears + 1000}
    changed = dearer.knowing(position=position.model_copy(update={**more, "total": position.total + 1000}))
    text = changed.but(balance=balance.model_copy(update=more)).text("E-31", AMINA)
    has(text, "Your rent has changed since: it is now £130.00 every week.", "£135.00 by Monday 15 March 2027")
    lacks(case.text("E-31", AMINA), "Your rent has changed")
