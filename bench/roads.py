"""The roads through the stages, told as an officer would: after so many days, this happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from bench import house
from bench.driver import Case, Shell
from law.dates import DAY, london_instant

Given = Any  # a value, or what makes one of the case's own today


@dataclass(frozen=True)
class Told:
    """One event of a stop. fields may hold functions of the case's today."""

    kind: str
    fields: Mapping[str, Given] = field(default_factory=dict)
    by: str = house.OFFICER


@dataclass(frozen=True)
class Stop:
    """What is entered together, so many days after the stop before. None: on the day on which the case next wakes."""

    after: int | None
    told: tuple[Told, ...] = ()
    pays: int | None = None  # what the tenant pays each week on the way to this stop, from here on


def told(kind: str, by: str = house.OFFICER, **fields: Given) -> Told:
    return Told(kind, fields, by)


def stop(after: int | None, *what: Told, pays: int | None = None) -> Stop:
    return Stop(after, what, pays)


def at(days: int, hour: int = 10) -> Callable[[date], datetime]:
    """An appointment so many days ahead."""
    return lambda today: london_instant(today + DAY * days, time=time(hour))


def on(days: int) -> Callable[[date], date]:
    return lambda today: today + DAY * days


def balance(pence: int) -> Told:
    return told("balance_refreshed", arrears=pence)


def approved(act: str, **fields: Given) -> tuple[Told, ...]:
    return (
        told("approval_requested", act=act, **fields),
        told("approval_given", by=house.LEADER, act=act),
    )


CONTACT = told(
    "contact_made",
    tenant="P1",
    channel="phone",
    topics=["cause", "finances", "repayment", "benefits"],
    affordable_offer=True,
    benefit_help=True,
    debt_advice=True,
    other_dispute_resolution=True,
)
DIRECT = told("direct_payment_requested", tenant="P1")
NO_ANSWER = told("contact_attempted", tenant="P1", channel="visit")
FIRST_LETTERS = (told("arrears_letter_sent"), told("statement_sent"))


def notice(grounds: tuple[str, ...] = (), contact: Told = CONTACT) -> tuple[Stop, ...]:
    """Contact, approval, service and the letter after it: the case then waits for its notice to be live.

    The letter goes the next day, so that the time to answer it is over when even the shortest notice is live.
    """
    more: dict[str, Given] = {"grounds": grounds} if grounds else {}
    return (
        stop(20, contact, DIRECT),
        stop(7, *approved("notice", **more)),
        stop(1, told("notice_served", tenants=["P1"], method="handed_to_person", place="home", **more)),
        stop(1, told("protocol_letter_sent"), contact),
    )


REPLY = told("reply_considered", tenant="P1", replied=False, go_on=True)


def claim(*first: Told) -> tuple[Stop, ...]:
    """From the live notice to a hearing that is listed. first: what the tenure wants before the claim besides."""
    return (
        stop(None),
        stop(0, *first),
        stop(1, told("statement_sent"), *approved("claim")),
        stop(
            2,
            told("claim_submitted", court="Exbridge County Court"),
            told("claim_issued", claim_number="K00EX123"),
            told("hearing_listed", hearing_at=at(40)),
        ),
    )


def outright(days: int = 28, basis: str = "discretionary") -> Stop:
    possession = on(days)
    return stop(40, told("hearing_outcome_recorded", outcome="outright", ground_basis=basis, possession_on=possession))


def eviction() -> tuple[Stop, ...]:
    """From an order that can be enforced to possession."""
    return (
        stop(1, *approved("warrant"), told("warrant_requested")),
        stop(
            10,
            told("warrant_issued", warrant_number="W123"),
            told("eviction_booked", eviction_at=at(30)),
            told("eviction_notice_delivered"),
        ),
        stop(25, *approved("eviction"), told("eviction_confirmed")),
        stop(5, told("eviction_carried_out")),
    )


WRITTEN_OFF = (
    stop(7, told("former_tenant_letter_sent")),
    stop(None),
    stop(
        10,
        told("write_off_requested", amount=90_000, code="uneconomic"),
        told("write_off_decided", by=house.DIRECTOR, approved=True),
        told("case_closed", reason="written_off"),
    ),
)

TERMS: dict[str, Given] = {
    "rent_plus": 500,
    "every": "week",
    "first_payment_on": on(7),
    "ground_basis": "discretionary",
}

MAIN: tuple[Stop, ...] = (
    stop(0, *FIRST_LETTERS),
    *notice(),
    *claim(),
    stop(40, told("hearing_outcome_recorded", outcome="suspended", **TERMS)),
    stop(30, told("order_breached"), pays=0),
    stop(14, *approved("warrant"), told("warrant_requested")),
    *eviction()[1:],
    *WRITTEN_OFF,
)


@dataclass(frozen=True)
class Road:
    """A road through the stages, the tenure it is for, and what is owed at its start."""

    tenure: str
    stops: tuple[Stop, ...]
    balance_pence: int = 84_000


START = stop(0, *FIRST_LETTERS)
PAID = (stop(7, balance(0)), stop(1, told("case_closed", reason="debt_paid")))

ROADS: dict[str, Road] = {
    "suspended_breached_evicted_written_off": Road("secure", MAIN),
    "introductory_outright_evicted": Road(
        "introductory", (START, *notice(), *claim(REPLY), outright(), stop(None), *eviction(), *PAID)
    ),
    "assured_ground_8_evicted": Road(
        "assured",
        (START, *notice(("8", "10", "11")), *claim(), outright(14, "mandatory"), stop(None), *eviction()),
        balance_pence=180_000,
    ),
    "never_answered_claimed": Road("secure", (START, *notice(contact=NO_ANSWER), *claim())),
    "agreement_kept_and_cleared": Road(
        "secure",
        (
            START,
            stop(5, CONTACT),
            stop(1, told("agreement_made", amount=1000, every="week", first_payment_on=on(7))),
            stop(60, balance(0), told("agreement_completed"), pays=house.RENT + 1000),
            stop(1, told("case_closed", reason="arrears_cleared")),
        ),
    ),
    "agreement_broken_then_noticed": Road(
        "secure",
        (
            START,
            stop(5, CONTACT),
            stop(1, told("agreement_made", amount=1000, every="week", first_payment_on=on(7))),
            stop(30, told("agreement_broken"), pays=0),
            stop(None),
            *notice(),
        ),
    ),
    "breathing_space_then_notice_lapsed": Road(
        "secure",
        (
            START,
            *notice(),
            stop(2, told("hold_opened", hold="breathing_space", tenant="P1", registered_on=on(0))),
            stop(3, told("hold_opened", hold="complaint", review_on=on(20))),
            stop(None),
            stop(None),
            stop(3, told("hold_ended", hold="complaint")),
            stop(None),
        ),
    ),
    "postponed_and_date_fixed": Road(
        "secure",
        (
            START,
            *notice(),
            *claim(),
            stop(40, told("hearing_outcome_recorded", outcome="postponed", **TERMS)),
            stop(30, told("order_breached"), pays=0),
            stop(1, told("date_notice_sent")),
            stop(20, told("possession_date_fixed", possession_on=on(28))),
            stop(None),
            *eviction(),
        ),
    ),
    "adjourned_restored_and_struck_out": Road(
        "secure",
        (
            START,
            *notice(),
            *claim(),
            stop(40, told("hearing_outcome_recorded", outcome="adjourned_on_terms", strike_out_on=on(200), **TERMS)),
            stop(30, told("restore_requested"), pays=0),
            stop(5, told("hearing_listed", hearing_at=at(30), purpose="restored")),
            stop(31, told("hearing_outcome_recorded", outcome="struck_out")),
        ),
    ),
    "eviction_stopped_that_morning": Road(
        "secure",
        (
            START,
            *notice(),
            *claim(),
            outright(),
            stop(None),
            *eviction()[:-1],
            stop(5, told("suspension_applied", tenant="P1", hearing_at=at(14))),
            stop(14, told("suspension_decided", outcome="refused")),
            stop(3, told("eviction_rebooked", eviction_at=at(30))),
            stop(5, told("eviction_notice_delivered")),
            stop(20, *approved("eviction"), told("eviction_confirmed")),
            stop(5, told("eviction_carried_out")),
        ),
    ),
    "late_and_corrected": Road(
        "secure",
        (
            START,
            stop(10, told("contact_attempted", tenant="P1", channel="visit", happened_on=on(-4))),
            stop(1, told("contact_made", tenant="P1", channel="office", happened_on=on(-8), topics=["cause"])),
            *notice(),
        ),
    ),
}


async def walk(case: Case, road: tuple[Stop, ...]) -> None:
    """Takes a case along a road, the case's own clock moved from stop to stop."""
    for here in road:
        case.pays = case.pays if here.pays is None else here.pays
        if here.after is None:
            wake = case.row.wake_at
            assert wake is not None, f"{case.ref} waits for no date at {case.row.position}"
            await case.forward_to_instant(wake)
        elif here.after:
            await case.forward(here.after)
        if here.told:
            await case.report(*(_event(case, one) for one in here.told))


def _event(case: Case, one: Told) -> Any:
    fields = {name: given(case.today) if callable(given) else given for name, given in one.fields.items()}
    return case.event(one.kind, by=one.by, on=fields.pop("happened_on", None), **fields)


async def drive(shell: Shell, name: str) -> Case:
    """A new case taken along the road of this name."""
    road = ROADS[name]
    case = await shell.open(tenure=road.tenure, balance_pence=road.balance_pence)
    await walk(case, road.stops)
    return case
