"""A file of events: read, recorded row by row or as the batches it names, with a result for every row.

Columns: case, event, on; by, note, source, as_fact, batch and details (a JSON object) where wanted; any other column
is a field of the events. Consecutive rows of one case with the same batch become one step.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import typer

from cli import desk, forms, say
from cli.forms import Given
from speech import words

if TYPE_CHECKING:
    from cases.events import Event
    from store.board import BoardRow
    from store.db import Connection

NEEDED = ("case", "event", "on")
OWN = (*NEEDED, "by", "as_fact", "batch", "details")
# Any fixed value will do: the same row delivered twice has to be the same event.
_FAMILY = UUID("0a7b9f0c-54c8-5d6e-9d0e-4f6a2f3d7c11")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file. number: as a spreadsheet counts. nth: which of several equal rows it is."""

    number: int
    cells: dict[str, str]
    nth: int

    def cell(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    @property
    def event_id(self) -> str:
        """The same for the same row however often the file is given, so that nothing is recorded twice."""
        said = sorted((name, text.strip()) for name, text in self.cells.items() if text.strip() and name != "batch")
        return str(uuid5(_FAMILY, json.dumps([said, self.nth])))


@dataclass(slots=True)
class Result:
    """What became of one row."""

    row: int
    case: str
    event: str
    status: str
    code: int = say.DONE
    step: int | None = None
    position: str = ""
    sentences: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(slots=True)
class _Batch:
    rows: list[Row]
    events: list[Event] = field(default_factory=list)


def read(path: Path) -> list[Row]:
    """The rows of a file. Raises NotFound and Usage."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise say.NotFound(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise say.Usage(f"{path} cannot be read as UTF-8 text: {error}.") from None
    try:
        reader = csv.DictReader(text.splitlines(keepends=True), strict=True, restkey="")
        heads = [head.strip().lower().replace("-", "_") for head in reader.fieldnames or ()]
        missing = [name for name in NEEDED if name not in heads]
        if missing:
            raise say.Usage(
                f"{path.name} has no column {words.listed(missing)}; its header row must have case, event and on."
            )
        if len(set(heads)) != len(heads):
            raise say.Usage(f"{path.name} has a column twice; each is expected once.")
        reader.fieldnames = heads
        rows: list[Row] = []
        seen: Counter[str] = Counter()
        for cells in reader:
            if "" in cells:
                raise say.Usage(f"{path.name}, row {reader.line_num}: there are more cells than columns.")
            plain = {name: value or "" for name, value in cells.items()}
            if not any(value.strip() for value in plain.values()):
                continue
            key = json.dumps(sorted(plain.items()))
            rows.append(Row(reader.line_num, plain, seen[key]))
            seen[key] += 1
    except csv.Error as error:
        raise say.Usage(f"{path.name} is not a sound CSV file: {error}.") from None
    if not rows:
        raise say.Usage(f"{path.name} has no rows under its header.")
    return rows


def run(connection: Connection, rows: list[Row], *, by: str | None, dry_run: bool) -> list[Result]:
    """Records every batch in turn; what goes wrong with one is kept in its result and the rest goes on."""
    from workflows import gateway

    async def work() -> list[Result]:
        client = None if dry_run else await desk.client()
        results: list[Result] = []
        for batch in _batches(rows):
            results += await one(client, batch)
        return results

    async def one(client: Any, batch: _Batch) -> list[Result]:
        try:
            case = desk.find_case(connection, batch.rows[0].cell("case"))
            faults = _read(connection, case, batch, by)
            if faults:
                return [_spoilt(row, faults) for row in batch.rows]
            if all(_known(connection, event) for event in batch.events):
                return [_result(row, "already recorded") for row in batch.rows]
            if client is None:
                report = gateway.preview(connection, case.case_ref, batch.events, desk.now_of(case))
                return _done(batch, report, "would be recorded")
            receipt = await gateway.record(client, connection, case.case_ref, batch.events)
            return _done(batch, gateway.outcome(connection, case.case_ref, receipt.step), "recorded")
        except Exception as error:
            # In a file a field is a column, not an option.
            problem = error if isinstance(error, say.Problem) else desk.problem_of(error, option=str)
            if problem is None:
                raise
            return [_result(row, _status(problem), problem) for row in batch.rows]

    return desk.wait_for(work())


def tell(results: list[Result], *, as_json: bool, dry_run: bool) -> None:
    """Prints every row's result, and leaves with the code of the first row that did not go through."""
    code = next((r.code for r in results if r.code), say.DONE)
    counts = Counter(r.status for r in results)
    if as_json:
        keys = ("row", "case", "event", "status", "step", "position", "sentences", "papers")
        say.put_json(
            {"rows": [{k: getattr(r, k) for k in keys} for r in results], "counts": dict(counts), "dry_run": dry_run}
        )
    else:
        cells = [
            (
                str(r.row),
                r.case,
                words.plain(r.event),
                r.status,
                r.position or " ".join(r.sentences),
                ", ".join(r.papers),
            )
            for r in results
        ]
        say.table(
            ("Row", "Case", "Event", "Result", "Position, or why not", "Papers"), cells, right=("Row",), keep=("Case",)
        )
        say.put(", ".join(f"{number:,} {status}" for status, number in counts.items()) + ".", style="bold")
        if dry_run:
            say.put("Nothing was changed: each row was tried on its case as it stands now.")
        elif code:
            say.put(
                "A row that did not go through changed nothing. Put it right and give the file again: what was recorded "
                "is not recorded twice."
            )
    if code:
        raise typer.Exit(code)


def _batches(rows: list[Row]) -> list[_Batch]:
    found: list[_Batch] = []
    last: tuple[str, str] | None = None
    for row in rows:
        key = (row.cell("case"), row.cell("batch"))
        if key[1] and key == last:
            found[-1].rows.append(row)
        else:
            found.append(_Batch([row]))
        last = key
    return found


def _read(connection: Connection, case: BoardRow, batch: _Batch, by: str | None) -> dict[int, say.Problem]:
    """Makes the events of a batch; what is wrong with which of its rows."""
    faults: dict[int, say.Problem] = {}
    for row in batch.rows:
        try:
            batch.events.append(_event(connection, case, row, by))
        except say.Problem as problem:
            faults[row.number] = problem
    return faults


def _spoilt(row: Row, faults: dict[int, say.Problem]) -> Result:
    """The result of a row in a batch that could not be read whole."""
    if row.number in faults:
        return _result(row, _status(faults[row.number]), faults[row.number])
    rows = words.listed([str(number) for number in faults], "and")
    return _result(row, "left out", say.Usage(f"Its batch is one step, and row {rows} of it is not understood."))


def _event(connection: Connection, case: BoardRow, row: Row, by: str | None) -> Event:
    kind = forms.known(row.cell("event"))
    today = desk.today_of(case)
    try:
        on = words.read_day(row.cell("on"), today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"on: {row.cell('on')!r} was given; expected {unreadable}.") from None
    as_fact = row.cell("as_fact").lower()
    if as_fact not in ("", "yes", "no", "true", "false"):
        raise say.Usage(f"as_fact: {row.cell('as_fact')!r} was given; expected yes or no.")
    given = Given(
        event_id=row.event_id,
        happened_on=on,
        recorded_at=desk.now_of(case),
        recorded_by=desk.officer(
            row.cell("by") or by, connection=connection, row=case, in_person=kind.kind in desk.IN_PERSON
        ),
        today=today,
        as_fact=as_fact in ("yes", "true"),
        tenants=desk.tenants(case),
    )
    own = {name: text for name, text in row.cells.items() if name not in OWN}
    return forms.from_cells(kind, own, _details(row.cell("details")), given)


def _details(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise say.Usage(f"details: {text!r} was given; expected a JSON object of the event's own fields.")
    return found


def _known(connection: Connection, event: Event) -> bool:
    from store import ledger

    return ledger.event_by_id(connection, UUID(event.event_id)) is not None


def _done(batch: _Batch, report: dict[str, Any], status: str) -> list[Result]:
    papers = tuple(paper["name"] for paper in report.get("papers", ()))
    made = []
    for row in batch.rows:
        result = _result(row, status)
        result.step = report.get("step")
        result.position = (report.get("position") or {}).get("after") or ""
        result.papers = papers if row is batch.rows[-1] else ()
        made.append(result)
    return made


def _result(row: Row, status: str, problem: say.Problem | None = None) -> Result:
    code = problem.code if problem else say.DONE
    sentences = problem.sentences if problem else ()
    return Result(row.number, row.cell("case"), row.cell("event"), status, code, sentences=sentences)


def _status(problem: say.Problem) -> str:
    names = {say.USAGE: "not understood", say.REFUSED: "refused", say.NOT_FOUND: "not found"}
    return names.get(problem.code, "failed")
