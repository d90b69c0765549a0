"""Which accounts there are, and which story each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

import law
from samples import people, stories, turnings
from samples.ledger import DAY, Account, Charges, Phase, Posting, postings
from samples.people import Home, Tenant
from samples.road import Road, Step, Story, Who, told

SEED = "due-course-1"
COUNCIL, ASSOCIATION = "TBC", "TVH"


@dataclass(frozen=True)
class Wanted:
    """A story that the portfolio must have. ago: about how many days ago its last step was. owes: pence at the end.

    stage: where the case stands after it. irregular: it breaks a rule, and that is its point.
    """

    name: str
    story: Story
    tenure: str
    stage: str
    ago: int = 3
    owes: int = 90_000
    joint: bool = False
    code: int = 1
    irregular: bool = False
    times: int = 1


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


WANTED: tuple[Wanted, ...] = (
    Wanted("first letter", stories.letter, "secure", "early_action", ago=4, owes=38_000, times=4),
    Wanted(
        "first letter, monthly rent", stories.letter, "assured", "early_action", ago=2, owes=92_000, code=4, times=3
    ),
    Wanted("in contact", stories.contact, "secure", "early_action", ago=6, owes=52_000, times=3),
    Wanted(
        "in contact, joint tenants", stories.helped, "assured", "early_action", ago=9, owes=61_000, joint=True, times=3
    ),
    Wanted("in contact, introductory", stories.helped, "introductory", "early_action", ago=5, owes=44_000, times=2),
    Wanted("agreement kept", stories.agreement_kept, "secure", "early_action", ago=4, owes=64_000, times=3),
    Wanted(
        "agreement kept, monthly",
        stories.agreement_kept,
        "assured",
        "early_action",
        ago=8,
        owes=110_000,
        code=4,
        times=2,
    ),
    Wanted("agreement just made", stories.agreement, "assured", "early_action", ago=11, owes=70_000, code=2),
    Wanted("agreement broken", stories.agreement_broken, "secure", "early_action", ago=3, owes=88_000, times=2),
    Wanted(
        "agreement broken, monthly", stories.agreement_broken, "assured", "early_action", ago=9, owes=190_000, code=4
    ),
    Wanted(
        "breathing space running",
        turnings.held(
            "breathing_space", tenant=turnings.lead, registered_on=turnings.registered, moratorium_debt=74_000
        ),
        "secure",
        "early_action",
        ago=20,
        owes=80_000,
    ),
    Wanted(
        "breathing space while the notice runs",
        turnings.held(
            "breathing_space", before=stories.protocol, tenant=turnings.lead, registered_on=turnings.registered
        ),
        "assured",
        "protocol",
        ago=12,
        owes=140_000,
    ),
    Wanted(
        "mental health crisis moratorium",
        turnings.held("mental_health_crisis_moratorium", tenant=turnings.lead, registered_on=turnings.registered),
        "secure",
        "early_action",
        ago=15,
        owes=66_000,
    ),
    Wanted(
        "benefit claim pending",
        turnings.held(
            "benefit_claim_pending",
            before=stories.notice_live,
            tenant=turnings.lead,
            evidence_given=True,
            eligibility_expected=True,
            other_sums_paid=True,
            review_on=turnings.in_days(28),
        ),
        "secure",
        "protocol",
        ago=8,
        owes=120_000,
    ),
    Wanted(
        "benefit appeal",
        turnings.held("benefit_appeal", run=30, tenant=turnings.lead, review_on=turnings.in_days(28)),
        "assured",
        "early_action",
        ago=5,
        owes=77_000,
    ),
    Wanted(
        "balance disputed",
        turnings.held(
            "balance_disputed", reason="Says two payments in June are missing.", review_on=turnings.in_days(14)
        ),
        "secure",
        "early_action",
        ago=6,
        owes=49_000,
    ),
    Wanted(
        "complaint",
        turnings.held("complaint", before=stories.notice, review_on=turnings.in_days(20), reason="Repairs not done."),
        "assured",
        "notice",
        ago=4,
        owes=118_000,
    ),
    Wanted(
        "capacity in question",
        turnings.held("capacity_in_question", tenant=turnings.lead, review_on=turnings.in_days(21)),
        "secure",
        "early_action",
        ago=10,
        owes=58_000,
    ),
    Wanted(
        "paused for a reason",
        turnings.held("manual_pause", ends_on=turnings.in_days(45), reason="In hospital; daughter is helping."),
        "secure",
        "early_action",
        ago=13,
        owes=41_000,
    ),
    Wanted("notice awaits approval", stories.notice_asked, "secure", "notice", ago=1, owes=98_000, times=2),
    Wanted("notice running", stories.notice, "secure", "notice", ago=3, owes=95_000, times=2),
    Wanted(
        "notice running, joint tenants", stories.notice, "assured", "notice", ago=2, owes=132_000, joint=True, times=2
    ),
    Wanted("notice running, introductory", stories.notice, "introductory", "notice", ago=4, owes=70_000),
    Wanted("review asked for", turnings.review_asked, "introductory", "notice", ago=2, owes=72_000),
    Wanted("review confirmed", turnings.review_confirmed, "introductory", "notice", ago=2, owes=76_000),
    Wanted("protocol letter sent", stories.protocol, "secure", "protocol", ago=3, owes=99_000, times=2),
    Wanted("notice live", stories.notice_live, "assured", "protocol", ago=5, owes=150_000, times=2),
    Wanted("notice live, four-weekly rent", stories.notice_live, "secure", "protocol", ago=5, owes=140_000, code=3),
    Wanted(
        "one of two joint tenants left out", turnings.one_of_two, "secure", "protocol", ago=3, owes=105_000, joint=True
    ),
    Wanted(
        "agreement kept after the notice", turnings.agreement_after_notice, "assured", "protocol", ago=5, owes=130_000
    ),
    Wanted("notice lapsed", turnings.lapsed, "assured", "notice", ago=4, owes=125_000),
    Wanted("notice lapsed, secure", turnings.lapsed, "secure", "notice", ago=6, owes=90_000),
    Wanted(
        "notice void in a moratorium",
        turnings.notice_in_moratorium,
        "secure",
        "notice",
        ago=7,
        owes=96_000,
        irregular=True,
    ),
    Wanted("claim awaits approval", stories.claim_asked, "secure", "protocol", ago=1, owes=116_000, times=2),
    Wanted("claim sent", stories.claim_submitted, "assured", "claim", ago=2, owes=160_000),
    Wanted("claim issued", stories.claim_issued, "secure", "claim", ago=3, owes=124_000, times=2),
    Wanted("claim issued, introductory", stories.claim_issued, "introductory", "claim", ago=3, owes=98_000),
    Wanted("hearing listed", stories.hearing_listed, "secure", "hearing", ago=7, owes=128_000, joint=True, times=2),
    Wanted("hearing listed on ground 8", stories.hearing_listed, "assured", "hearing", ago=15, owes=185_000),
    Wanted("defence and counterclaim", turnings.defended, "assured", "hearing", ago=6, owes=170_000),
    Wanted("hearing put off", stories.adjourned_to_date, "secure", "hearing", ago=9, owes=119_000),
    Wanted("suspended order kept", stories.suspended_kept, "secure", "order", ago=6, owes=140_000, times=2),
    Wanted(
        "suspended order kept, monthly rent", stories.suspended_kept, "assured", "order", ago=6, owes=210_000, code=4
    ),
    Wanted("suspended order in breach", stories.suspended_breached, "secure", "order", ago=3, owes=165_000),
    Wanted(
        "suspended order in breach, joint",
        stories.suspended_breached,
        "assured",
        "order",
        ago=9,
        owes=190_000,
        joint=True,
    ),
    Wanted("postponed order, date asked for", stories.postponed, "secure", "order", ago=5, owes=160_000),
    Wanted("adjourned on terms", stories.adjourned_on_terms, "assured", "order", ago=60, owes=130_000),
    Wanted("adjourned generally", stories.adjourned_generally, "secure", "order", ago=100, owes=90_000),
    Wanted("money judgment only", stories.money_only, "secure", "order", ago=30, owes=125_000),
    Wanted("possession date running", stories.outright, "secure", "order", ago=8, owes=190_000),
    Wanted("possession on ground 8", stories.outright, "assured", "order", ago=5, owes=230_000),
    Wanted("possession date passed", stories.possession_passed, "secure", "order", ago=3, owes=200_000),
    Wanted("warrant asked for", stories.warrant_requested, "secure", "warrant", ago=4, owes=210_000),
    Wanted("warrant issued", stories.warrant_issued, "assured", "warrant", ago=6, owes=260_000),
    Wanted("eviction next week", stories.eviction_in(21), "secure", "eviction", ago=10, owes=240_000),
    Wanted("eviction next month", stories.eviction_in(40), "assured", "eviction", ago=4, owes=280_000),
    Wanted(
        "eviction notice too late",
        stories.eviction_short_notice,
        "secure",
        "eviction",
        ago=2,
        owes=230_000,
        irregular=True,
    ),
    Wanted("application to suspend", stories.suspension_applied, "secure", "eviction", ago=1, owes=220_000),
    Wanted("evicted, letter of claim sent", stories.former_letter, "secure", "former_tenant", ago=6, owes=250_000),
    Wanted("surrendered, letter of claim sent", stories.surrendered, "assured", "former_tenant", ago=14, owes=120_000),
    Wanted("write-off asked for", stories.write_off_asked, "assured", "former_tenant", ago=3, owes=240_000),
    Wanted("written off and closed", stories.written_off, "secure", "closed", ago=10, owes=0),
    Wanted("paid and closed", stories.cleared, "secure", "closed", ago=12, owes=0, times=2),
    Wanted("order discharged and closed", stories.discharged, "assured", "closed", ago=20, owes=0),
)

# Accounts of tenures and nations that are not run: loaded, kept, and told why they have no case.
NOT_RUN: tuple[tuple[str, str, int | None, str, int], ...] = (
    ("scotland", "scottish_secure", None, "current", 3),
    ("scotland", "short_scottish_secure", None, "current", 1),
    ("wales", "occupation_contract_secure", None, "current", 2),
    ("wales", "occupation_contract_standard", None, "current", 1),
    ("england", "shared_ownership", 125, "current", 3),
    ("england", "garage", None, "current", 4),
    ("england", "flexible", None, "current", 2),
    ("england", "demoted", None, "current", 1),
    ("england", "assured_shorthold", None, "current", 1),
    ("england", "licence", None, "current", 1),
    ("england", "secure", None, "former", 2),
    ("england", "secure", None, "void", 1),
    ("england", "assured", None, "deceased", 1),
)
PLAIN, IN_CREDIT = 100, 14
_CODES = (1, 1, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11)


def portfolio(today: date) -> list[Entry]:
    """Every account of the sample as it stands on London's `today`; the same day gives the same accounts."""
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
        home=people.home(random, number - 1000),
        tenants=people.tenants(random, f"T{number}", joint=joint),
        started_on=started,
        landlord=COUNCIL if council else ASSOCIATION,
        owner=f"{random.choice(owners)}@example.org",
        team=team,
        patch=f"{team[0]}{random.randint(1, 4)}",
    )


def _with_story(number: int, wanted: Wanted, today: date) -> Entry:
    entry = _entry(number, wanted.tenure, wanted.code, today, joint=wanted.joint)
    road = told(wanted.story, _who(entry, wanted.owes, today), today=today, ago=wanted.ago)
    entry.steps, entry.story, entry.stage = road.steps, wanted.name, wanted.stage
    entry.irregular = wanted.irregular
    first = road.steps[0].happened_on
    if entry.tenure == "introductory":
        entry.started_on = first - DAY * 70
    else:
        entry.started_on = min(entry.started_on, first - DAY * 400)
    if road.ended_on:
        entry.status, entry.ended_on = "former", road.ended_on
    _post(entry, road, wanted.owes + Random(f"{SEED}/{number}/owes").randint(-2_900, 2_900), today)
    _held(entry, road)
    return entry


def _who(entry: Entry, owes: int, today: date) -> Who:
    return Who(
        grounds=_grounds(entry, owes, today),
        tenure=entry.tenure,
        charges=entry.charges,
        period_starts="1" if entry.charges.every == "monthly" else "monday",
        tenants=tuple(t.person_ref for t in entry.tenants if t.role in ("tenant", "joint")),
        owner=entry.owner,
        leader="gethin.rowe@example.org" if entry.team == "North" else "paulette.okafor@example.org",
        legal="ines.farrow@example.org",
        manager="marek.dunmore@example.org",
    )


def _grounds(entry: Entry, owes: int, today: date) -> tuple[str, ...]:
    """The grounds of the tenure; ground 8 only where a good part of what will be owed reaches its threshold."""
    if entry.tenure != "assured":
        return ("1",) if entry.tenure == "secure" else ()
    answer = law.ask(
        "england.assured.ground_8",
        social_housing=True,
        rent_frequency=entry.charges.every,
        rent=entry.charges.reserved,
        owed_at_notice=owes * 7 // 10,
        owed_at_hearing=owes * 7 // 10,
        notice_on=today,
        hearing_on=today,
    )
    return ("8", "10", "11") if answer["met"] else ("10", "11")


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
            entry.hold_until = road.ask("england.breathing_space.standard", registered_on=registered)["last_day"]


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


__all__ = ["NOT_RUN", "WANTED", "Entry", "Wanted", "portfolio"]
