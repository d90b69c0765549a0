"""An account's postings, simulated from how its tenant paid, so that every balance adds up to the penny."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from law.dates import add_months

DAY = timedelta(days=1)
# Any Monday will do: it says in which weeks fortnightly and four-weekly rent falls due.
_ANCHOR = date(2024, 1, 1)
# Weeks of the year without a charge, in the order in which a landlord gives them up: Christmas, Easter, August.
_RENT_FREE = (52, 1, 13, 14, 34, 35)

EVERY = {1: "weekly", 2: "fortnightly", 3: "four_weekly", 4: "monthly"} | {code: "weekly" for code in range(5, 12)}
WEEKS = {1: 52, 5: 50, 6: 49, 7: 48, 8: 47, 9: 46, 10: 53, 11: 51}
STEP = {"weekly": 7, "fortnightly": 14, "four_weekly": 28, "week": 7, "fortnight": 14, "four_weeks": 28}


@dataclass(frozen=True)
class Charges:
    """What falls due each rent period, in pence."""

    code: int
    rent: int
    service: int = 0
    other: int = 0

    @property
    def every(self) -> str:
        """How often, in the law's words."""
        return EVERY[self.code]

    @property
    def reserved(self) -> int:
        """Rent and service charge: what counts as rent."""
        return self.rent + self.service

    @property
    def total(self) -> int:
        """Everything charged a period."""
        return self.rent + self.service + self.other

    def due_days(self, since: date, until: date) -> Iterator[date]:
        """The days in [since, until] on which a charge falls due; rent-free weeks are left out."""
        if self.every == "monthly":
            day = since if since.day == 1 else add_months(since.replace(day=1), 1)
            while day <= until:
                yield day
                day = add_months(day, 1)
            return
        free = _RENT_FREE[: max(52 - WEEKS.get(self.code, 52), 0)]
        step = STEP[self.every]
        day = since + DAY * (-(since - _ANCHOR).days % step)
        while day <= until:
            if day.isocalendar().week not in free:
                yield day
            day += DAY * step


@dataclass(frozen=True)
class Phase:
    """How the tenant pays from a day on.

    how: full, none, part (`pence` in the pound of each charge), or plan (an agreement or order: the rent and `pence`
    more `every` period, from `since` on, each on its day).
    """

    since: date
    how: str
    pence: int = 0
    every: str = "week"


@dataclass(frozen=True)
class Posting:
    """One line of transactions.csv. pence: above zero a charge, below zero a payment."""

    posted_on: date
    type: str
    pence: int
    description: str
    period: tuple[date, date] | None = None
    reverses: int | None = None  # the place in the list of the posting that it takes back
    source_code: str = ""


@dataclass
class Account:
    """What the simulation needs to know of one account, and what was posted besides rent and payments."""

    charges: Charges
    opens_on: date
    closes_on: date
    target: int
    phases: list[Phase] = field(default_factory=list)
    besides: list[Posting] = field(default_factory=list)
    housing_benefit: int = 0
    by_universal_credit: bool = False
    bounces: bool = False


def postings(account: Account) -> list[Posting]:
    """Every posting in the order of its day, beginning with an opening balance that makes the end come to `target`.

    Where the tenant paid too little for that, the account begins one charge behind and ends where it ends.
    """
    charges = account.charges
    rows: list[Posting] = []
    period = STEP.get(charges.every, 0)
    for day in charges.due_days(account.opens_on + DAY, account.closes_on):
        last = (add_months(day, 1) if charges.every == "monthly" else day + DAY * period) - DAY
        for kind, pence, words in (
            ("rent_charge", charges.rent, "Rent"),
            ("service_charge", charges.service, "Service charge"),
            ("other_charge", charges.other, "Water and heating"),
        ):
            if pence:
                rows.append(Posting(day, kind, pence, words, (day, last)))
        if account.housing_benefit:
            rows.append(Posting(day, "housing_benefit", -account.housing_benefit, "Housing Benefit", source_code="HB"))
    rows += _payments(account)
    rows += [row for row in account.besides if row.posted_on <= account.closes_on]
    rows.sort(key=lambda row: (row.posted_on, row.pence < 0))
    opening = max(account.target - sum(row.pence for row in rows), charges.total)
    rows.insert(0, Posting(account.opens_on, "opening_balance", opening, "Balance brought forward"))
    if account.bounces:
        _bounce(rows, account.closes_on)
    return rows


def _payments(account: Account) -> Iterator[Posting]:
    kind, code, words = ("uc_direct", "UC", "Universal Credit") if account.by_universal_credit else ("payment", "", "")
    phases = sorted(account.phases, key=lambda phase: phase.since)
    for place, phase in enumerate(phases):
        until = phases[place + 1].since - DAY if place + 1 < len(phases) else account.closes_on
        until = min(until, account.closes_on)
        due = account.charges.total - account.housing_benefit
        if phase.how == "plan":
            for day, pence in _plan(account.charges, phase, until):
                yield Posting(day, "payment", -pence, "Standing order", source_code="SO")
        elif phase.how in ("full", "part"):
            share = 100 if phase.how == "full" else phase.pence
            for day in account.charges.due_days(max(phase.since, account.opens_on + DAY), until):
                paid_on = day + DAY * 2
                pence = due if share == 100 else due * share // 10_000 * 100
                if pence > 0 and paid_on <= account.closes_on:
                    yield Posting(paid_on, kind, -pence, words or "Payment", source_code=code or "CARD")


def _plan(charges: Charges, phase: Phase, until: date) -> list[tuple[date, int]]:
    due: dict[date, int] = {}
    for every, pence in ((phase.every, phase.pence), (charges.every, charges.total)):
        day, n = phase.since, 0
        while day <= until:
            due[day] = due.get(day, 0) + pence
            n += 1
            monthly = every in ("month", "monthly")
            day = add_months(phase.since, n) if monthly else phase.since + DAY * (STEP[every] * n)
    return sorted(due.items())


def _bounce(rows: list[Posting], closes_on: date) -> None:
    """A direct debit that comes back three days later, and is paid again the week after."""
    place = next((n for n in range(len(rows) // 2, len(rows)) if rows[n].type == "payment"), None)
    if place is None or rows[place].posted_on + DAY * 10 > closes_on:
        return
    paid = rows[place]
    rows.append(Posting(paid.posted_on + DAY * 3, "reversal", -paid.pence, "Direct debit returned", reverses=place))
    rows.append(Posting(paid.posted_on + DAY * 10, "payment", paid.pence, "Payment", source_code="CARD"))
    order = sorted(range(len(rows)), key=lambda n: (rows[n].posted_on, rows[n].pence < 0 and n > 0, n))
    now_at = {before: after for after, before in enumerate(order)}
    rows[:] = [
        row if row.reverses is None else Posting(**{**row.__dict__, "reverses": now_at[row.reverses]})
        for row in (rows[n] for n in order)
    ]
