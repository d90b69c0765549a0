"""From the hearing on: orders of every kind, warrant, eviction, the debt that is left, and how cases close."""

from __future__ import annotations

from datetime import date
from typing import Any

from samples import stories
from samples.ledger import DAY
from samples.road import Road, Story


def _terms(r: Road, pence: int) -> dict[str, Any]:
    every = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}
    each = every[r.who.charges.every]
    first = r.day + DAY * 14
    r.pays("plan", pence, every=each, since=first)
    return {"rent_plus": pence, "every": each, "first_payment_on": first}


def suspended(r: Road) -> None:
    """A suspended order, kept."""
    stories.heard(r)
    grounds = tuple(g for g in stories.grounds(r) if g != "8")
    r.note(
        "hearing_outcome_recorded",
        outcome="suspended",
        ground_basis="discretionary",
        grounds=grounds,
        costs=40_400,
        attended=r.who.tenants[:1],
        at="12:40",
        **_terms(r, 385 if r.who.charges.every == "weekly" else 1_500),
    )
    r.costs(40_400)


def suspended_kept(r: Road) -> None:
    """A suspended order, kept for three months."""
    suspended(r)
    r.wait(90)
    r.note("note_added", text="The terms of the order are kept.")


def suspended_breached(r: Road) -> None:
    """A suspended order, kept for five weeks and then broken: the account shows which instalments are missing."""
    suspended(r)
    r.wait(50)
    r.pays("none")
    r.wait(25 if r.who.charges.every == "weekly" else 65)
    r.note("order_breached", breach="payment")


def postponed(r: Road) -> None:
    """A postponed order, broken: the tenants are told that a date will be asked for."""
    stories.heard(r)
    r.note(
        "hearing_outcome_recorded",
        outcome="postponed",
        ground_basis="discretionary",
        grounds=stories.grounds(r),
        at="12:40",
        **_terms(r, 500),
    )
    r.wait(30)
    r.pays("none")
    r.wait(40)
    r.note("order_breached", breach="payment")
    r.wait(4)
    r.note("date_notice_sent", tenants=r.who.tenants)


def adjourned_on_terms(r: Road) -> None:
    """The claim is adjourned on terms that are kept."""
    stories.heard(r)
    r.note("hearing_outcome_recorded", outcome="adjourned_on_terms", at="11:50", **_terms(r, 500))


def adjourned_generally(r: Road) -> None:
    """The claim is adjourned with liberty to restore, and struck out if nobody does in a year."""
    stories.heard(r)
    r.note("hearing_outcome_recorded", outcome="adjourned_generally", strike_out_on=r.day + DAY * 365, at="11:50")
    r.pays("full")


def adjourned_to_date(r: Road) -> None:
    """The hearing is put off for four weeks so that benefit can be decided."""
    stories.heard(r)
    later = r.day + DAY * 28
    while not r.ask("calendar.is_business_day", day=later)["business"]:
        later += DAY
    r.note("hearing_outcome_recorded", outcome="adjourned_to_date", adjourned_to=r.hour(later, "14:00"), at="11:50")


def money_only(r: Road) -> None:
    """Judgment for the money and no possession."""
    stories.heard(r)
    r.note("hearing_outcome_recorded", outcome="money_judgment_only", money_judgment=80_000, costs=40_400, at="13:00")
    r.costs(40_400)


def outright(r: Road) -> None:
    """An outright order: on a mandatory ground within the cap, else four weeks on."""
    stories.heard(r)
    mandatory = r.who.tenure in ("introductory", "demoted") or "8" in stories.grounds(r)
    cap = r.ask("order.possession_cap", made_on=r.day)
    r.note(
        "hearing_outcome_recorded",
        outcome="outright",
        ground_basis="mandatory" if mandatory else "discretionary",
        grounds=("8",) if "8" in stories.grounds(r) else stories.grounds(r),
        possession_on=cap["normal"] if mandatory else r.day + DAY * 28,
        costs=40_400,
        at="12:10",
    )
    r.costs(40_400)
    r.pays("none")


def _warrant_from(r: Road) -> date:
    order = next(s for s in r.steps if s.event == "hearing_outcome_recorded")
    possession_on = date.fromisoformat(order.details["possession_on"])
    day = r.ask("order.warrant", kind="outright", possession_on=possession_on)["earliest"]
    assert isinstance(day, date)
    return day


def possession_passed(r: Road) -> None:
    """The day for possession has passed and the tenants have stayed."""
    outright(r)
    r.to(_warrant_from(r) + DAY)
    r.note("contact_made", tenant=r.who.tenants[0], channel="visit", topics=("repayment",), at="15:30")


def warrant_requested(r: Road) -> None:
    """A warrant is approved and asked for."""
    possession_passed(r)
    r.wait(2)
    r.note("approval_requested", act="warrant")
    r.wait(2)
    r.note("approval_given", by=r.who.manager, act="warrant", prepared_by=r.who.owner)
    r.wait(1)
    r.note("warrant_requested")


def warrant_issued(r: Road) -> None:
    """The court issues the warrant."""
    warrant_requested(r)
    r.wait(12)
    number = f"{r.day:%y}W{r.day.toordinal() % 100_000:05d}"
    r.note("warrant_issued", warrant_number=number, by=r.who.legal)


def eviction_in(days: int) -> Story:
    """An eviction about `days` after the day the notice of it was delivered, which is in time."""

    def eviction_booked(r: Road) -> None:
        warrant_issued(r)
        r.wait(20)
        booked_on = r.day
        r.wait(5)
        delivered_on = r.day
        first = r.ask("warrant.eviction_from", delivered_on=delivered_on)["eviction_from"]
        evicted_on = max(first, delivered_on + DAY * days)
        while not r.ask("calendar.is_business_day", day=evicted_on)["business"]:
            evicted_on += DAY
        assert delivered_on <= r.ask("warrant.notice_of_eviction", eviction_on=evicted_on)["deliver_by"]
        r.note("eviction_booked", on=booked_on, eviction_at=r.hour(evicted_on, "10:00"))
        r.note("eviction_notice_delivered", at="13:15")

    return eviction_booked


def eviction_short_notice(r: Road) -> None:
    """Irregular: the notice of eviction is delivered three days too late for the appointment."""
    warrant_issued(r)
    r.wait(20)
    booked_on = r.day
    evicted_on = r.day + DAY * 21
    while not r.ask("calendar.is_business_day", day=evicted_on)["business"]:
        evicted_on += DAY
    r.note("eviction_booked", on=booked_on, eviction_at=r.hour(evicted_on, "09:30"))
    r.to(r.ask("warrant.notice_of_eviction", eviction_on=evicted_on)["deliver_by"] + DAY * 3)
    r.note("eviction_notice_delivered", at="13:15")


def suspension_applied(r: Road) -> None:
    """A tenant applies to suspend a few days before the eviction, which stops it."""
    eviction_in(21)(r)
    r.wait(14)
    r.note("suspension_applied", tenant=r.who.tenants[0], hearing_at=r.hour(r.day + DAY * 9, "14:00"), at="09:40")


def evicted(r: Road) -> None:
    """The eviction is confirmed and carried out."""
    eviction_in(21)(r)
    booked = next(s for s in r.steps if s.event == "eviction_booked")
    on = date.fromisoformat(booked.details["eviction_at"][:10])
    r.note("approval_requested", on=r.day, at="15:00", act="eviction")
    r.wait(1)
    r.note("approval_given", by=r.who.manager, act="eviction", prepared_by=r.who.owner)
    r.note("eviction_confirmed", at="15:45")
    r.day = on
    r.note("eviction_carried_out", at="10:40")
    r.ended_on = on


def former_letter(r: Road) -> None:
    """After the eviction: a letter of claim for the debt that is left."""
    evicted(r)
    r.wait(10)
    r.note("former_tenant_letter_sent", tenants=r.who.tenants)


def surrendered(r: Road) -> None:
    """The tenants give the home back while the notice runs, and the debt stays."""
    stories.protocol(r)
    r.wait(8)
    r.note("tenancy_ended", how="surrender")
    r.ended_on = r.day
    r.wait(9)
    r.note("former_tenant_letter_sent", tenants=r.who.tenants)


def write_off_asked(r: Road) -> None:
    """The former tenants cannot be found, and a write-off is asked for."""
    former_letter(r)
    r.wait(40)
    r.note("write_off_requested", amount=90_000, code="untraced", reason="Two tracing agents found no address.")


def written_off(r: Road) -> None:
    """The debt is written off and the case closed."""
    write_off_asked(r)
    r.wait(5)
    r.note("write_off_decided", by=r.who.manager, approved=True)
    r.wait(1)
    r.note("case_closed", reason="written_off")


def cleared(r: Road) -> None:
    """The arrears are paid and the case is closed."""
    stories.helped(r)
    r.wait(20)
    r.pays("full")
    r.note("case_closed", reason="arrears_cleared")


def discharged(r: Road) -> None:
    """A suspended order is paid in full, discharged, and the case closed."""
    suspended(r)
    r.wait(70)
    r.pays("full")
    r.note("order_discharged", how="paid_in_full")
    r.wait(2)
    r.note("case_closed", reason="arrears_cleared")
