"""From records to typed rows: each cell read by its column's rule, each fault told by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.imports.cells import BadCell, Memo, reader
from store.imports.format import Column
from store.imports.reader import Table
from store.imports.report import Findings


@dataclass(slots=True)
class TypedRow:
    """One row. values: in the order of `TypedRows.columns`; a bad cell is None and `good` is False.

    extras: the cells of columns that we do not know and that are not empty.
    """

    number: int
    values: list[Any]
    extras: dict[str, str]
    good: bool


class TypedRows:
    """Iterates the typed rows of a table; `count` holds how many there were."""

    def __init__(self, table: Table, *, findings: Findings, today: date) -> None:
        self.table = table
        self.count = 0
        self.columns: tuple[Column, ...] = ()
        self.place: dict[str, int] = {}
        self._findings = findings
        self._today = today

    def __iter__(self) -> Iterator[TypedRow]:
        plan: list[tuple[int, Memo]] = []
        required: list[int] = []
        extras: list[tuple[str, int]] = []
        defaults: list[tuple[int, Any]] = []
        for number, cells in self.table.records():
            if not plan:
                plan = self._plan()
                required = [i for i, column in enumerate(self.columns) if column.required]
                defaults = [(i, column.empty) for i, column in enumerate(self.columns) if column.empty is not None]
                extras = list(self.table.header.extras.items())
            self.count += 1
            values = [memo[cells[place]] for place, memo in plan]
            good = True
            if any(value.__class__ is BadCell for value in values):
                good = self._tell(number, cells, values, plan)
            for i in required:
                if values[i] is None:
                    place = plan[i][0]
                    # A cell that could not be read has been told of; an empty one has not.
                    if not plan[i][1][cells[place]]:
                        self._missing(number, self.columns[i].name, cells[place])
                    good = False
            for i, value in defaults:
                if values[i] is None:
                    values[i] = value
            kept = {name: cells[place] for name, place in extras if cells[place]} if extras else {}
            for name, cell in kept.items():
                if len(cell) > 2000:
                    self._findings.add(
                        self.table.name, "at most 2000 characters", code="length", row=number, column=name, value=cell
                    )
                    good = False
            yield TypedRow(number, values, kept, good)

    def _plan(self) -> list[tuple[int, Memo]]:
        places = self.table.header.places
        self.columns = tuple(column for column in self.table.format.columns if column.name in places)
        self.place = {column.name: i for i, column in enumerate(self.columns)}
        return [
            (
                places[column.name],
                reader(column, file=self.table.name, profile=self.table.profile, today=self._today),
            )
            for column in self.columns
        ]

    def _tell(self, number: int, cells: list[str], values: list[Any], plan: list[tuple[int, Memo]]) -> bool:
        good = True
        for i, value in enumerate(values):
            if value.__class__ is not BadCell:
                continue
            self._findings.add(
                self.table.name,
                str(value),
                code=value.code,
                row=number,
                column=self.columns[i].name,
                value=cells[plan[i][0]],
                severity="error" if value.keep is None else "warning",
            )
            values[i] = value.keep
            good = good and value.keep is not None
        return good

    def _missing(self, number: int, column: str, cell: str) -> None:
        wanted = "a value: the cell is required"
        self._findings.add(self.table.name, wanted, code="required", row=number, column=column, value=cell)
