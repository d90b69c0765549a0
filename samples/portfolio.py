"""Which accounts there are, and which story each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import law
from samples import people
from samples.ledger import DAY, Account, Charges, Phase, Posting, postings
from samples.people import Home, Tenant
from samples.road import Road, Step, Who, is_working_day, told
from samples.wanted import NOT_RUN, WANTED, Wanted

SEED = "due-course-1"
COUNCIL, ASSOCIATION = "TBC", "TVH"
ABROAD = {"wales": "CTT", "scotland": "GTH"}  # a Welsh housing association, a Scottish one
COURTS = {"wales": "County Court at Aberternen", "scotland": "Glenternie Sheriff Court"}


@dataclass
class Entry:
    """One account with its people, its postings and its history."""

    account_ref: str
    tenure: str
    jurisdiction: str
    charges: Charges
    home: Home
    tenants: list[Tenant]
    started_on: date
    status: str = "current"
    postings: list[Posting] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    story: str = ""
    stage: str = ""
    irregular: bool = False
    social_housing: bool = True
    lease_years: int | None = None
    ended_on: date | None = None
    landlord: str = ""
    owner: str = ""
    team: str = ""
    patch: str = ""
    uc_status: str = ""
    housing_benefit: int = 0
    hold_until: date | None = None
    prior_debt: int = 0

    @property
    def number(self) -> str:
        """The digits that its references share."""
        return self.account_ref[1:]

    @property
    def balance(self) -> int:
        """What all its postings come to, in pence."""
        return sum(row.pence for row in self.postings)


PLAIN, IN_CREDIT = 82, 14
_CODES = (1, 1, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11)


def portfolio(today: date) -> list[Entry]:
    """Every account of the sample as it stands on London's `today`; the same day gives the same accounts."""
    is_working_day.cache_clear()
    return list(_entries(today))


def _entries(today: date) -> Iterator[Entry]:
    number = 1001
    for wanted in WANTED:
        for _ in range(wanted.times):
            yield _with_story(number, wanted, today)
            number += 1
    for jurisdiction, tenure, years, status, times in NOT_RUN:
        for _ in range(times):
            yield _not_run(number, jurisdiction, tenure, years, status, today)
            number += 1
    for n in range(PLAIN + IN_CREDIT):
        yield _plain(number, today, in_credit=n >= PLAIN)
        number += 1


def _entry(number: int, tenure: str, code: int, today: date, *, joint: bool, jurisdiction: str = "england") -> Entry:
    random = Random(f"{SEED}/{number}")
    weekly = random.randint(8_800, 14_900)
    scale = {"weekly": 1.0, "fortnightly": 2.0, "four_weekly": 4.0, "monthly": 52 / 12}
    factor = scale[Charges(code, 0).every] * (52 / {5: 50, 6: 49, 7: 48, 8: 47, 9: 46, 10: 53, 11: 51}.get(code, 52))
    service = random.choice((0, 0, 450, 785, 1_220))
    other = random.choice((0, 0, 0, 0, 0, 640))
    charges = Charges(code, *(round(pence * factor) for pence in (weekly, service, other)))
    if tenure == "garage":
        charges = Charges(code, round(random.randint(900, 1_500) * factor))
    started = today - DAY * (random.randint(150, 330) if tenure == "introductory" else random.randint(800, 9_000))
    council = tenure in ("secure", "introductory", "flexible", "demoted", "licence", "garage")
    team = random.choice(("North", "South"))
    owners = {"North": ("noor.castell", "tom.wray"), "South": ("efe.yilmaz", "bryony.hale")}[team]
    return Entry(
        account_ref=f"A{number}",
        tenure=tenure,
        jurisdiction=jurisdiction,
        charges=charges,
        home=people.home(random, number - 1000, jurisdiction),
        tenants=people.tenants(random, f"T{number}", joint=joint),
        started_on=started,
        landlord=ABROAD.get(jurisdiction) or (COUNCIL if council else ASSOCIATION),
        owner=f"{random.choice(owners)}@example.org",
        team=team,
        patch=f"{team[0]}{random.randint(1, 4)}",
    )


def _with_story(number: int, wanted: Wanted, today: date) -> Entry:
    entry = _entry(number, wanted.tenure, wanted.code, today, joint=wanted.joint, jurisdiction=wanted.nation)
    entry.social_housing = wanted.social
    if wanted.occupier:
        entry.tenants = people.with_occupier(Random(f"{SEED}/{number}/occupier"), f"T{number}", entry.tenants)
    road = told(wanted.story, _who(entry, wanted, today), today=today, ago=wanted.ago)
    entry.steps, entry.story, entry.stage = road.steps, wanted.name, wanted.stage
    entry.irregular = wanted.irregular
    first = road.steps[0].happened_on
    if entry.tenure in ("introductory", "occupation_contract_introductory"):
        entry.started_on = first - DAY * 70
    elif entry.tenure == "flexible":
        entry.started_on = first - DAY * 926  # five years before the term ends, as `stories.opened` has it
    else:
        entry.started_on = min(entry.started_on, first - DAY * 400)
    if road.ended_on:
        entry.status, entry.ended_on = "former", road.ended_on
    owes = wanted.owes + Random(f"{SEED}/{number}/owes").randint(-2_900, 2_900)
    _post(entry, road, owes, today)
    short = _short_of_ground_8(entry, road)
    if short > 0:
        _post(entry, road, entry.balance + short, today)
    _held(entry, road)
    return entry


def _who(entry: Entry, wanted: Wanted, today: date) -> Who:
    return Who(
        grounds=wanted.grounds or _grounds(entry, wanted.owes, today),
        nation=entry.jurisdiction,
        court=COURTS.get(entry.jurisdiction, "County Court at Ternbridge"),
        occupiers=tuple(t.person_ref for t in entry.tenants if t.role == "occupier"),
        tenure=entry.tenure,
        charges=entry.charges,
        period_starts="1" if entry.charges.every == "monthly" else "monday",
        tenants=tuple(t.person_ref for t in entry.tenants if t.role in ("tenant", "joint")),
        owner=entry.owner,
        leader="gethin.rowe@example.org" if entry.team == "North" else "paulette.okafor@example.org",
        legal="ines.farrow@example.org",
        manager="marek.dunmore@example.org",
        social=entry.social_housing,
    )


def _grounds(entry: Entry, owes: int, today: date) -> tuple[str, ...]:
    """The grounds of the tenure; ground 8 only where a good part of what will be owed reaches its threshold."""
    if entry.tenure != "assured":
        return ("1",) if entry.tenure in ("secure", "flexible") else ()
    answer = _ground_8(entry, owes * 7 // 10, today)
    return ("8", "10", "11") if answer["met"] else ("10", "11")


def _short_of_ground_8(entry: Entry, road: Road) -> int:
    """What the rent owed on the eve of the notice lacks of ground 8's threshold; 0 when it is not relied on."""
    if not {"8", "s181"} & set(road.who.grounds) or road.notice_on is None:
        return 0
    day = road.notice_on
    owed = sum(r.pence for r in entry.postings if r.posted_on < day and r.type not in ("court_cost", "other_charge"))
    answer = _ground_8(entry, owed, day)
    threshold = answer["threshold"]
    assert isinstance(threshold, int)
    return 0 if answer["met"] else threshold - owed + entry.charges.reserved // 2


def _ground_8(entry: Entry, owed: int, day: date) -> law.Answer:
    wales = entry.jurisdiction == "wales"
    facts: dict[str, Any] = {} if wales else {"social_housing": entry.social_housing, "hearing_on": day}
    return law.ask(
        "wales.serious_arrears" if wales else "england.assured.ground_8",
        **facts,
        rent_frequency=entry.charges.every,
        rent=entry.charges.reserved,
        owed_at_notice=owed,
        owed_at_hearing=owed,
        notice_on=day,
    )


def _post(entry: Entry, road: Road, owes: int, today: date) -> None:
    first = road.steps[0].happened_on
    closes_on = min(today - DAY, entry.ended_on or today)
    account = Account(
        charges=entry.charges,
        opens_on=max(entry.started_on, first - DAY * 150),
        closes_on=closes_on,
        target=owes,
        phases=[Phase(entry.started_on, "part", 95), *road.phases],
        besides=list(road.besides),
    )
    entry.postings = postings(account)
    cleared = road.steps[-1].event == "case_closed"
    if cleared:
        _settle(entry, road)


def _settle(entry: Entry, road: Road) -> None:
    """A closed case owes nothing: what was left is paid in one sum, or written off, on the day it closed."""
    closed = road.steps[-1]
    kind = "write_off" if closed.details["reason"] == "written_off" else "payment"
    left = sum(row.pence for row in entry.postings)
    words = "Written off" if kind == "write_off" else "Payment in full"
    place = next((n for n, row in enumerate(entry.postings) if row.posted_on > closed.happened_on), len(entry.postings))
    if left > 0:
        entry.postings.insert(place, Posting(closed.happened_on, kind, -left, words))


def _held(entry: Entry, road: Road) -> None:
    for step in road.steps:
        if step.event == "hold_opened" and step.details.get("registered_on") and "crisis" not in step.details["hold"]:
            registered = date.fromisoformat(step.details["registered_on"])
            entry.hold_until = road.ask("breathing_space.standard", registered_on=registered)["last_day"]


def _plain(number: int, today: date, *, in_credit: bool) -> Entry:
    random = Random(f"{SEED}/{number}/plain")
    tenure = random.choice(("secure", "secure", "assured", "assured", "introductory"))
    entry = _entry(number, tenure, _CODES[number % len(_CODES)], today, joint=random.random() < 0.25)
    opens_on = max(entry.started_on, today - DAY * 200)
    how = random.choice(("part", "part", "full", "none"))
    share = random.randrange(40, 95, 5)
    if random.random() < 0.3:
        entry.uc_status = random.choice(("claimed", "verified", "direct_payment", "deduction"))
    elif random.random() < 0.25 and entry.charges.every == "weekly":
        entry.housing_benefit = entry.charges.reserved * random.randrange(30, 80, 10) // 10_000 * 100
    phases = [Phase(opens_on, how, share)]
    if how == "none":
        phases = [Phase(opens_on, "full"), Phase(today - DAY * random.randint(20, 70), "none")]
    entry.postings = postings(
        Account(
            charges=entry.charges,
            opens_on=opens_on,
            closes_on=today - DAY,
            target=random.randint(6_000, 90_000),
            phases=[Phase(opens_on, "full")] if in_credit else phases,
            housing_benefit=entry.housing_benefit,
            by_universal_credit=entry.uc_status in ("verified", "direct_payment"),
            bounces=random.random() < 0.2,
        )
    )
    if in_credit:
        _put_in_credit(entry, random, today)
    elif random.random() < 0.04:
        entry.prior_debt = 5_000
    return entry


def _put_in_credit(entry: Entry, random: Random, today: date) -> None:
    left = sum(row.pence for row in entry.postings)
    credit = random.choice((0, 0, 1_000, 2_550, entry.charges.total))
    if left + credit > 0:
        entry.postings.append(Posting(today - DAY, "payment", -(left + credit), "Payment in full", source_code="CARD"))


def _not_run(number: int, jurisdiction: str, tenure: str, years: int | None, status: str, today: date) -> Entry:
    entry = _entry(
        number, tenure, 4 if tenure == "shared_ownership" else 1, today, joint=False, jurisdiction=jurisdiction
    )
    entry.lease_years, entry.status = years, status
    ends = today - DAY * 60
    if status in ("former", "void"):
        entry.ended_on = ends
    closes_on = ends if status in ("former", "void") else today - DAY
    opens_on = max(entry.started_on, today - DAY * 200)
    entry.postings = postings(
        Account(entry.charges, opens_on, closes_on, 30_000 + number % 7 * 9_000, [Phase(opens_on, "part", 80)])
    )
    return entry
