"""The portfolio in figures: tables first, each with how it was counted, each as a spreadsheet too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from cases.stages import STAGES
from law.dates import DAY, london_instant
from speech import words
from store import reports as reports_of
from store.accounts import rent_period
from store.db import Connection
from store.scope import Scope
from web import kit, xlsx
from web.access import READERS, Viewer, may
from web.house import Memory, NoSuchPage, today_of
from web.pages.work import csv_answer

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
_WEEKS = 12


@dataclass(frozen=True)
class Table:
    """One report. bars: for each row the share of its bar, 0 to 100. numeric: the first column of figures."""

    name: str
    title: str
    how: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    bars: tuple[float, ...] = ()
    numeric: int = 1


@dataclass(frozen=True)
class Asked:
    """What the reports are asked for: whose eyes, which days, both included."""

    memory: Connection
    scope: Scope
    first: date
    last: date
    today: date

    @property
    def begin(self) -> datetime:
        return london_instant(self.first).astimezone(UTC)

    @property
    def end(self) -> datetime:
        return london_instant(self.last + DAY).astimezone(UTC)

    def rows(self, name: reports_of.Report, **more: Any) -> list[dict[str, Any]]:
        days = {"since": self.first, "until": self.last, "today": self.today}
        return reports_of.report(self.memory, name, scope=self.scope, **days | more)


@router.get("/reports")
def reports(request: Request, viewer: Reader, memory: Memory, since: str = "", until: str = "") -> Response:
    first, last, fault = _period(since, until)
    asked = Asked(memory, viewer.scope, first, last, today_of())
    tables = [make(asked) for make in _TABLES.values()]
    about = {"tables": tables, "first": first, "last": last, "fault": fault, "since": since, "until": until}
    return kit.page(request, "reports.html", title="Reports", **about)  # type: ignore[arg-type]


@router.get("/reports/{report}.csv")
def as_csv(viewer: Reader, memory: Memory, report: str, since: str = "", until: str = "") -> Response:
    table = _table(viewer, memory, report, since, until)
    return csv_answer(f"{report}.csv", table.heads, table.rows)


@router.get("/reports/{report}.xlsx")
def as_xlsx(viewer: Reader, memory: Memory, report: str, since: str = "", until: str = "") -> Response:
    table = _table(viewer, memory, report, since, until)
    content = xlsx.workbook(table.title, table.heads, table.rows, note=table.how)
    return Response(
        content,
        media_type=xlsx.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{report}.xlsx"'},
    )


def _table(viewer: Viewer, memory: Connection, report: str, since: str, until: str) -> Table:
    if report not in _TABLES:
        raise NoSuchPage(f"There is no report {report}.")
    first, last, _ = _period(since, until)
    return _TABLES[report](Asked(memory, viewer.scope, first, last, today_of()))


def _period(since: str, until: str) -> tuple[date, date, str]:
    today = today_of()
    first, last = today - timedelta(weeks=_WEEKS), today
    try:
        first = words.read_day(since, today=today) if since else first
        last = words.read_day(until, today=today) if until else last
    except words.Unreadable as unreadable:
        return today - timedelta(weeks=_WEEKS), today, f"The period was not understood; expected {unreadable}."
    return (first, last, "") if first <= last else (last, first, "")


# What brings a case to a stage; into the hearing stage and the closed one a case comes by the last event of its step.
_ENTRIES = {
    "early_action": ["case_opened"],
    "notice": ["notice_served"],
    "protocol": ["protocol_letter_sent"],
    "claim": ["claim_submitted", "claim_issued"],
    "order": ["hearing_outcome_recorded"],
    "warrant": ["warrant_requested"],
    "eviction": ["eviction_booked"],
    "former_tenant": ["eviction_carried_out"],
}


def _pipeline(asked: Asked) -> Table:
    now = {r["stage"]: r for r in asked.rows("pipeline", entries=_ENTRIES)}
    moved = asked.rows("moved", since=asked.begin, until=asked.end)
    rows, cases = [], []
    for stage in STAGES:
        held: dict[str, Any] = now.get(stage, {})
        came = sum(int(m["cases"]) for m in moved if m["after"] == stage)
        left = sum(int(m["cases"]) for m in moved if m["before"] == stage)
        cases.append(int(held.get("cases", 0)))
        ages = [f"{int(held[age]):,}" if held else "" for age in ("half", "most")]
        rows.append(
            (kit.sentence_case(stage), _n(cases[-1]), words.money(held.get("pence", 0)), *ages, _n(came), _n(left))
        )
    how = (
        "Open cases by the stage they stand at, with the rent arrears last known. Days are those since the event that brought a "
        "case to its stage happened, in an imported history too: half of the cases have been there no longer than the first "
        "figure, nine in ten no longer than the second. Came and left count the steps of the period that changed a case's "
        "stage; an import is one step."
    )
    heads = ("Stage", "Cases", "Arrears", "Days there, half", "Days there, nine in ten", "Came", "Left")
    return Table("pipeline", "Pipeline and ageing", how, heads, rows, _bars(cases))


def _dates(asked: Asked) -> Table:
    found = asked.rows("dates_met")
    rows = [
        (
            str(r["label"]),
            _n(r["met"]),
            _n(r["late"]),
            _n(r["open"]),
            _share(r["met"], r["met"] + r["late"] + r["open"]),
        )
        for r in found
    ]
    how = (
        "Days of the period on which we had to do something, by what it was. In time: the date had gone from its case by its "
        "day, because it was done or because nothing was left to do. Late: it went after its day. Open: its day has passed and "
        "it stands still. A date that moved counts on its last day; instalments and others' dates are not counted."
    )
    total = [r["met"] + r["late"] + r["open"] for r in found]
    shares = [100 * r["met"] / all_ for r, all_ in zip(found, total, strict=True)]
    heads = ("What", "In time", "Late", "Open and late", "In time, share")
    return Table("deadlines", "Deadlines met and missed", how, heads, rows, tuple(shares))


def _fees(asked: Asked) -> Table:
    says = {
        "fee": "Court fees of claims issued",
        "fee_unknown": "Claims issued without a fee in the record",
        "costs": "Costs that courts awarded us",
        "judgment": "Money judgments",
        "on_account": "Court costs on the accounts of open cases, today",
    }
    found = {str(r["what"]): r for r in asked.rows("fees")}
    rows = [
        (text, _n(found[what]["cases"]), "" if what == "fee_unknown" else words.money(found[what]["pence"]))
        for what, text in says.items()
    ]
    how = (
        "From the events of the period as corrected since: the fee of a claim that was issued, costs and money judgments of "
        "hearings. Fees of warrants are not in the record, so they are not here. What was paid of costs is not told apart on an "
        "account; the last line is what stands there as court costs."
    )
    return Table("fees", "Fees and costs", how, ("What", "Cases", "Sum"), rows)


_BECAME = {
    "agreement_completed": "Kept to the end",
    "running": "Running still",
    "agreement_varied": "Changed",
    "agreement_made": "Replaced by a new one",
    "agreement_broken": "Broken",
    "case_closed": "Ended with the case",
}


def _agreements(asked: Asked) -> Table:
    found = {str(r["became"]): int(r["cases"]) for r in asked.rows("agreements")}
    number = sum(found.values())
    rows = [(text, _n(found.get(became, 0)), _share(found.get(became, 0), number)) for became, text in _BECAME.items()]
    how = (
        "Agreements made or changed in the period, by what first followed of being kept, broken, changed or replaced. Broken is "
        "what the account said: an instalment was missed."
    )
    bars = _bars([found.get(became, 0) for became in _BECAME])
    return Table(
        "agreements", "Agreements kept and broken", how, ("State", "Agreements", "Share"), rows if number else [], bars
    )


def _outcomes(asked: Asked) -> Table:
    found = asked.rows("outcomes")
    rows = [
        (str(r["court"]), kit.sentence_case(r["outcome"]), kit.sentence_case(r["basis"]), _n(r["cases"])) for r in found
    ]
    how = "Outcomes of hearings of the period, as corrected since, with whether the ground left the court a choice."
    heads = ("Court", "Outcome", "Ground", "Hearings")
    return Table("outcomes", "Outcomes of hearings", how, heads, rows, _bars([r["cases"] for r in found]), numeric=3)


_FEW = 5


def _fairness(asked: Asked) -> Table:
    parts = ("notice", "claim", "ordered", "evicted")
    found = [r for r in asked.rows("fairness") if r["cases"]]
    held = {r["held"] for r in found if r["group"] not in ("not noted", "none known", "not held")}
    rows, shares = [], []
    for r in found:
        if r["held"] in held:
            figures = [_few(r[part]) for part in parts]
            rows.append((str(r["held"]), kit.sentence_case(r["group"]), _few(r["cases"]), *figures))
            shares.append(100 * r["claim"] / r["cases"] if min(r["claim"], r["cases"]) >= _FEW else 0.0)
    lacking = [name for name in ("Vulnerability", "Universal Credit", "Age of the lead tenant") if name not in held]
    how = (
        "Cases open at some time in the period and how far they have come, by what the register holds for running the tenancy: "
        "a note of vulnerability, Universal Credit, the lead tenant's day of birth. Disability, race, sex, religion, sexual "
        "orientation and other protected characteristics are not held here, so nothing is said of them"
        f"{'; nor of ' + ', '.join(lacking).lower() + ', which no case holds' if lacking else ''}. A figure below {_FEW} is not "
        "shown. Events count as they were recorded. The bar is the share of cases that came to a claim. A difference asks for a "
        "look at the cases; it is no proof."
    )
    heads = ("Held", "Group", "Cases", "Notice served", "Claim", "Order", "Evicted")
    return Table("fairness", "Fairness", how, heads, rows, tuple(shares), numeric=2)


def _rent_due(asked: Asked) -> Table:
    found = asked.rows("rent_due")
    current = sum(r["owed"] for r in found if not r["former"])
    former = sum(r["owed"] for r in found if r["former"]) + sum(r["prior"] for r in found)
    rent = sum(rent_period(r["period"]).yearly(r["rent"]) for r in found if not r["former"])
    as_at = min((r["as_at"] for r in found), default=None)
    rows = [
        ("Current tenants' arrears (HouseMark)", words.money(current), words.money(rent), _percent(current, rent)),
        ("Former tenants' arrears (HouseMark)", words.money(former), words.money(rent), _percent(former, rent)),
        (
            "Gross rent arrears, all tenants (Scottish Housing Regulator)",
            words.money(current + former),
            words.money(rent),
            _percent(current + former, rent),
        ),
    ]
    how = (
        "HouseMark: arrears of current tenants, and of former ones, as a share of the annual rent and service charge. Scottish "
        "Housing Regulator: gross arrears of current and former tenants as a share of the rent due for the reporting year, at 31 "
        "March; here at the balances held, of which the oldest is of "
        f"{words.day(as_at) if as_at else 'no day'}. Accounts in credit are not set off; court costs are left out; debts "
        "from an earlier tenancy count as former. Rent due is a year's rent and service charge of current tenancies at today's "
        "figure: what was really charged in the year is not held for every account. Housing benefit due is not taken off. "
        "The regulator's components are read from its indicator's name; compare with its guidance before sending a return."
    )
    heads = ("Definition", "Arrears", "Rent due in a year", "Share")
    return Table("rent", "Arrears as a share of rent due", how, heads, rows if found else [])


def _papers(asked: Asked) -> Table:
    found = asked.rows("paper_counts", since=asked.begin, until=asked.end)
    rows = [(str(r["paper"]), kit.sentence_case(r["status"]), _n(r["papers"]), _n(r["wrong"])) for r in found]
    how = "Papers written or withheld in the period. Wrong now: something recorded later has made them wrong."
    return Table("papers", "Papers", how, ("Paper", "State", "Number", "Wrong now"), rows, numeric=2)


def _quality(asked: Asked) -> Table:
    found = asked.rows("data_quality")[0]
    says = {
        "cases": "Open cases",
        "stale": "Balance more than three days old: no legal paper leaves on it",
        "without_owner": "Without an owner",
        "without_tenant": "Without a tenant in the register",
        "irregular": "With something irregular",
        "needing_attention": "Needing attention: the step could not be carried out",
    }
    rows = [(text, _n(found[name])) for name, text in says.items()]
    return Table("data", "What would hold cases up", "Open cases today.", ("What", "Cases"), rows)


_TABLES: dict[str, Callable[[Asked], Table]] = {
    "pipeline": _pipeline,
    "deadlines": _dates,
    "outcomes": _outcomes,
    "agreements": _agreements,
    "rent": _rent_due,
    "fees": _fees,
    "fairness": _fairness,
    "papers": _papers,
    "data": _quality,
}


def _n(number: int) -> str:
    return f"{int(number):,}"


def _few(number: int) -> str:
    return _n(number) if not 0 < number < _FEW else f"fewer than {_FEW}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else ""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "not known"


def _bars(numbers: Sequence[int]) -> tuple[float, ...]:
    most = max(numbers, default=0) or 1
    return tuple(100 * int(number) / most for number in numbers)
