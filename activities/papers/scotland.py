"""From a case in Scotland to its own papers, from the pre-action letter to the removal (S-01 to S-06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from activities.papers import claim, letters, notices, proceedings, protocol, record
from activities.papers.builder import Builder
from activities.papers.head import OCCUPIERS, b1, head, last_event, two_figures
from activities.papers.known import Ask
from activities.papers.proceedings import answer, due, whys
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import not_itemised
from cases import protocol as rules
from cases.events.court import HearingOutcomeRecorded
from cases.facts import scotland
from cases.nations import NATIONS
from cases.ruling import claim_window, notice_days, standing_holds
from cases.state import Notice
from law.dates import in_words
from templates.words import money

#: Holds under which section 14A(6) lets no notice on rent arrears be served.
BARS = ("benefit_claim_pending", "benefit_appeal", "payment_steps_pending", "agreement_kept")


def is_council(ask: Ask) -> bool:
    """Whether the landlord is the local authority itself."""
    return ask.state.the_tenancy.landlord_kind == "local_authority"


def pre_action_letter(ask: Ask) -> Draft:
    """S-01: the first, second or third letter, by how many of them the record shows for this reader."""
    draft, council = letters.arrears_letter(ask), ask.known.landlord.council
    reader = ask.order.recipient
    sent = [
        e
        for e in proceedings.events(ask)
        if e.kind == "arrears_letter_sent" and (not e.tenants or reader in e.tenants)  # type: ignore[attr-defined]
    ]
    asked = {"second": 2, "third": 3}.get(getattr(ask.event, "letter", ""), 1)
    number = min(max(len(sent), asked), 3)
    values = draft.values | {
        "number": number,
        "due": proceedings.due_day(ask.known.account.rent_due_on or ask.state.the_tenancy.period_starts),
        "others": tuple(letters.others(ask)),
        "council": None if is_council(ask) else council.name,
        "council_phone": None if is_council(ask) else council.phone,
        "tried_on": last_event(ask, "contact_attempted", tenant=reader) if number > 1 else None,
    }
    said = "The letter has to name the council to contact (section 14A(7)), and the landlord's settings name none."
    against = () if is_council(ask) or council.name else (Refusal(code="R04", details=said),)
    return Draft(values=values, refusals=(*draft.refusals, *against))


def requirements(ask: Ask) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The pre-action requirements with what shows each, and R17-SC for every one that the record does not show."""
    rows, against = [], []
    for row in rules.rows(ask.state, ask.today):
        if not row.mandatory or row.stage not in ("before_notice", "before_claim"):
            continue
        shown = protocol.shown(ask, row)
        if row.status == "open" or not shown:
            who = f" for {row.tenant}" if row.tenant else ""
            said = f"The pre-action requirement {row.paragraph}{who} is not shown to be met: {row.title}."
            against.append(Refusal(code="R17-SC", details=said))
        name = proceedings.name_of(ask, row.tenant) if row.tenant else None
        rows.append({"section": row.paragraph, "title": row.title, "tenant": name, "done": shown})
    return rows, against


def _barred(ask: Ask, on: date) -> Iterator[Refusal]:
    """R17-SC while section 14A(6) lets nothing be served."""
    for hold in standing_holds(ask.state, on):
        if hold.kind in BARS:
            kind = hold.kind.replace("_", " ")
            said = f"Section 14A(6) lets no notice be served while this lasts: {kind}, since {in_words(hold.from_on)}."
            yield Refusal(code="R17-SC", details=said)


def notice(ask: Ask) -> Draft:
    """S-02. The same words go to each tenant and each qualifying occupier."""
    on, held = notices.served_on(ask), ask.state.the_tenancy
    kind = NATIONS["scotland"].notices["nop_s14"]
    days = notice_days(ask.state, ask.event, kind, on, ("1",))
    values, against = notices.shared(ask, "safe_earliest", days)
    named = days["safe_earliest"] if days else None
    window = claim_window(ask.state, Notice(kind=kind.kind, specified_on=named, given_on=on), ask.event)
    rows, unmet = requirements(ask)
    form = answer("notice.form", ask, served_on=on)
    asked = ask.state.evidence.get("occupiers_enquired", {})
    values |= {
        "occupiers": tuple(
            {"ref": ref, "name": proceedings.name_of(ask, ref)} for ref in held.occupiers if ref in ask.known.people
        ),
        "enquired_on": max(asked.values(), default=None),
        "ground": "1",
        "form": form["form"] if form else None,
        "requirements": tuple(rows),
        "last_day": due(window, "safe_claim_by", statutory="statutory_claim_by", safe="safe_claim_by"),
        "whys": whys(specified_on=days, last_day=window, form=form),
    }
    for ref in held.occupiers:
        if ref not in ask.known.people:
            said = f"The qualifying occupier {ref} is not among the people of the tenancy, and each needs a copy."
            against.append(Refusal(code="R09", details=said))
    if form is None:
        against.append(Refusal(code="R06", details=f"No form of notice is held for {in_words(on)}."))
    return Draft(values=values, refusals=(*against, *unmet, *_barred(ask, on)))


def council_notice(ask: Ask) -> Draft:
    """S-03, once the summons is warranted and no sooner."""
    at = ask.state.claim
    raised_on = at.issued_on if at else None
    found = answer("council.notice", ask, raised_on=raised_on, landlord="council" if is_council(ask) else "provider")
    against = []
    if is_council(ask):
        said = "The landlord is the council in whose area the house is: no notice to it is required."
        against.append(Refusal(code="R08", details=said))
    if raised_on is None:
        against.append(Refusal(code="R25", details="No summons is recorded as warranted, so nothing is raised yet."))
    values = {
        "council": ask.known.landlord.council.name,
        "landlord": proceedings.issuer(ask),
        "tenants": proceedings.parties(ask),
        "home": ask.known.account.home,
        "court": at.court or None if at else None,
        "reference": at.number or None if at else None,
        "raised_on": raised_on,
        "send_by": due(found, "latest"),
        "signer": proceedings.signer(ask),
        "whys": whys(send_by=found),
    }
    return Draft(values=values, refusals=tuple(against))


def statement_of_claim(ask: Ask) -> Draft:
    """S-04. Without the averment the sheriff clerk rejects it, so an unmet requirement stops it."""
    on, held, current = claim.begun_on(ask), ask.state.the_tenancy, ask.state.notice
    account, arrears = proceedings.rent_account(ask), proceedings.arrears(ask, "B3")
    shown, _ = proceedings.schedule(ask, account, on)
    lodged = ask.state.claim
    paid = lodged.money_claimed if lodged and not lodged.ended_on else True
    rows, unmet = requirements(ask)
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask), *claim.against(ask, on, current, paid), *unmet]
    against += proceedings.stale(arrears["as_at"] if arrears else None, on, "the action")
    against += _procedure(ask, on, arrears["pence"] if arrears else None, paid)
    against += _in_force(ask, on, current)
    served = claim.served(ask, current)
    values = {
        "heading": proceedings.heading(ask),
        "pursuer": proceedings.issuer(ask),
        "tenancy": proceedings.tenancy(ask),
        "arrears": arrears,
        "since": account.behind_since() if account else None,
        "first_default_on": account.first_default() if account else None,
        "left_out": proceedings.left_out(ask),
        "ground": "1",
        "notice": claim.served_notice(current),
        "served": served,
        "requirements": tuple(rows),
        "benefits": proceedings.benefits(ask),
        "housing_benefit": ask.known.account.hb_weekly or None,
        "agreements": record.agreements(ask),
        "circumstances": tuple(claim.circumstances(ask, person) for person in ask.tenants),
        "council_told": not is_council(ask),
        "money_claimed": paid,
        "begun_on": on,
        "account": shown,
        "signer": proceedings.signer(ask),
        "whys": whys(claim_from=claim_window(ask.state, current, ask.event) if current else None),
    }
    for ref in held.occupiers:
        if current and ref not in current.services:
            said = (
                f"No service of the notice on the qualifying occupier {ref} is recorded; each has to have been served."
            )
            against.append(Refusal(code="R25", details=said))
    return Draft(values=values, refusals=tuple(against))


def _procedure(ask: Ask, on: date, pence: int | None, paid: bool) -> Iterator[Refusal]:
    seeks = "possession_and_payment" if paid else "possession"
    found = answer("procedure", ask, seeks=seeks, amount=pence, raised_on=on)
    if found and found["procedure"] != "summary_cause":
        name = str(found["procedure"]).replace("_", " ")
        said = f"A claim for possession and {money(pence or 0)} is not for a summary cause: it is for an {name}."
        yield Refusal(code="R08", details=said)


def _in_force(ask: Ask, on: date, current: Notice | None) -> Iterator[Refusal]:
    """R13 from the day on which the notice ceases: the summons has to be served while it is in force."""
    by = current.safe_claim_by if current else None
    ends = current.statutory_claim_by if current else None
    if by and ends and by < on <= ends:
        said = (
            f"The notice ceases to be in force on {in_words(ends)}, and an action counts as raised when its summons is "
            f"served: the last safe day is {in_words(by)}."
        )
        yield Refusal(code="R13", details=said)


def decree_letter(ask: Ask) -> Draft:
    """S-05. Everything in it was said by the sheriff; the days that follow from a decree are the law's."""
    event, state, landlord = ask.event, ask.state, ask.known.landlord
    occupier = ask.order.recipient in state.the_tenancy.occupiers
    values: dict[str, Any] = {**head(ask), "pay": landlord.pay_methods, "council": landlord.council.phone}
    if not isinstance(event, HearingOutcomeRecorded):
        said = "The letter tells what a sheriff decided, and the event that ordered it is no decision."
        return Draft(values=values, refusals=(Refusal(code="R25", details=said),))
    raised, hearing = state.claim, state.hearing
    appeal = answer("decree.appeal", ask, decree_on=event.happened_on) if event.outcome == "outright" else None
    extract = (appeal.get("extract_working_day") or appeal["extract_from"]) if appeal else None
    right = answer("warrant.life", ask, issued_on=extract)
    values |= {
        "outcome": event.outcome,
        "heard_on": event.happened_on,
        "court": (hearing.court if hearing else "") or (raised.court if raised else "") or None,
        "reference_of_court": raised.number or None if raised else None,
        "attended": ask.order.recipient in event.attended,
        "occupier": occupier,
        "recovery_on": event.possession_on,
        "appeal_by": appeal["appeal_by"] if appeal else None,
        "extract_from": extract,
        "ends_on": right["ends_on"] if right else None,
        "judgment": None if occupier else event.money_judgment,
        "expenses": None if occupier else event.costs,
        "adjourned_to": event.adjourned_to,
    }
    return Draft(values=values)


def removal_letter(ask: Ask) -> Draft:
    """S-06 about the day of the removal. The copy for other occupiers has no sum in it."""
    state, landlord, known = ask.state, ask.known.landlord, ask.known
    booked, occupiers, position = state.eviction, ask.order.recipient == OCCUPIERS, ask.known.position
    costs = position.court_costs if position and not occupiers else 0
    values = {
        **head(ask),
        "at": booked.at if booked else None,
        "occupiers": occupiers,
        "home_lines": known.account.home,
        "decree_on": state.order.made_on if state.order else None,
        "extract_on": state.warrant.issued_on if state.warrant else None,
        "last_day": state.warrant.last_day if state.warrant else None,
        "charged_on": booked.notice_delivered_on if booked else None,
        "b1": None if occupiers else b1(ask),
        "b7": {"code": "B7", "pence": costs, "as_at": position.as_at} if position and costs else None,
        "council_name": landlord.council.name,
        "council_phone": landlord.council.phone,
        "council_out_of_hours": landlord.council.out_of_hours,
        "storage_days": landlord.storage.days,
        "storage_place": landlord.storage.place,
    }
    return Draft(values=values, refusals=(*(() if occupiers else two_figures(ask)), *_against_removal(ask)))


def _against_removal(ask: Ask) -> Iterator[Refusal]:
    booked, extract = ask.state.eviction, ask.state.warrant
    if booked is None or booked.cancelled_on:
        yield Refusal(code="R25", details="No removal is arranged, and this letter says that one is.")
        return
    if booked.on < ask.today:
        yield Refusal(code="R13", details=f"The removal on {in_words(booked.on)} is in the past.")
    if extract and extract.last_day and booked.on > extract.last_day:
        said = f"The right to recover possession ends: a removal is possible until {in_words(extract.last_day)} only."
        yield Refusal(code="R13", details=said)
    day = answer("eviction.day", ask, day=booked.on)
    if day and not day["competent"]:
        yield Refusal(code="R13", details=f"No removal is competent on {in_words(booked.on)}: {day['why']}.")
    charge = answer("warrant.eviction_from", ask, delivered_on=booked.notice_delivered_on)
    if charge and booked.on < charge["eviction_from"]:
        said = (
            f"The charge allows a removal from {in_words(charge['eviction_from'])}; {in_words(booked.on)} is too early."
        )
        yield Refusal(code="R13", details=said)


def instruction(ask: Ask) -> Draft:
    """S-06 to the sheriff officers, once the extract is there."""
    state, council = ask.state, ask.known.landlord.council
    extract, order = state.warrant, state.order
    by = answer("warrant.notice_of_eviction", ask, eviction_on=extract.last_day if extract else None)
    life = answer("warrant.life", ask, issued_on=extract.issued_on if extract else None)
    tenants = state.the_tenancy.tenants
    values = {
        "heading": proceedings.heading(ask),
        "pursuer": proceedings.issuer(ask),
        "decree_on": order.made_on if order else None,
        "extract": extract.number or None if extract else None,
        "extract_on": extract.issued_on if extract else None,
        "last_day": extract.last_day if extract else None,
        "charge_by": by["deliver_by"] if by else None,
        "occupiers": tuple(
            p.legal_name or p.name
            for p in ask.known.people.values()
            if p.role == "occupier" and p.ref not in (*tenants, *(state.claim.sisted if state.claim else ()))
        ),
        "council_name": council.name,
        "council_phone": council.phone,
        "instructed_on": ask.today,
        "signer": proceedings.signer(ask),
        "whys": whys(last_day=life, charge_by=by),
    }
    return Draft(values=values)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "S-01": Builder(scotland.PreActionLetter, pre_action_letter),
        "S-02": Builder(scotland.NoticeOfProceedings, notice),
        "S-03": Builder(scotland.CouncilNotice, council_notice),
        "S-04": Builder(scotland.StatementOfClaim, statement_of_claim),
        "S-05": Builder(scotland.DecreeLetter, decree_letter),
        "S-06": Builder(scotland.RemovalLetter, removal_letter),
        "S-06-instruction": Builder(scotland.RemovalInstruction, instruction),
    }
)
