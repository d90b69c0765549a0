"""The column profile: a TOML file that maps one landlord's names, codes, date formats and signs onto ours.

[columns.rent_accounts]          # ours = theirs
account_ref = "PAYREF"
[codes.rent_accounts.tenancy_type]   # theirs = ours; "" stands for an empty cell
SEC = "secure"
[dates]
format = "%d/%m/%Y"
[signs]
credit_positive = ["rent_accounts.balance", "transactions.balance_after"]
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from store.db import StoreError
from store.imports.format import FILES, Kind, by_name

_DIRECTIVES = re.compile(r"%(.)")


class ProfileError(StoreError):
    """The column profile is not usable; the sentence says where and what was expected."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dates(_Part):
    """format: as strptime writes it; it must hold a year, a month and a day."""

    format: str = ""

    @model_validator(mode="after")
    def _whole_day(self) -> Dates:
        if not self.format:
            return self
        sample = date(2026, 11, 22)
        try:
            back = datetime.strptime(sample.strftime(self.format), self.format).replace(tzinfo=UTC).date()
        except ValueError as error:
            raise ValueError(f"{self.format!r} cannot be read as a date format: {error}") from error
        if back != sample or not _DIRECTIVES.search(self.format):
            raise ValueError(f"{self.format!r} must hold a year, a month and a day, for example %d/%m/%Y")
        return self


class Signs(_Part):
    """credit_positive: money columns, as file.column, in which this landlord writes what is owed with a minus."""

    credit_positive: tuple[str, ...] = ()


class Profile(_Part):
    """One landlord's way of writing the four files. `sha256` is empty for files that need no profile."""

    columns: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Mapping[str, str]]] = Field(default_factory=dict)
    dates: Dates = Dates()
    signs: Signs = Signs()
    source_system: str = ""
    sha256: str = ""

    @model_validator(mode="after")
    def _known_names(self) -> Profile:
        for stem, names in self.columns.items():
            for ours in names:
                _column(stem, ours)
            twice = [theirs for theirs in names.values() if list(names.values()).count(theirs) > 1]
            if twice:
                raise ValueError(f"columns.{stem}: {twice[0]!r} is given for two of our columns")
        for stem, columns in self.codes.items():
            for ours in columns:
                _column(stem, ours)
        for name in self.signs.credit_positive:
            stem, _, ours = name.partition(".")
            if _column(stem, ours) is not Kind.MONEY:
                raise ValueError(f"signs.credit_positive: {name} has no sign; balance and balance_after have")
        return self

    def theirs(self, file: str, ours: str) -> str:
        """The landlord's heading for our column."""
        return self.columns.get(_stem(file), {}).get(ours, ours)

    def codes_of(self, file: str, ours: str) -> Mapping[str, str]:
        """The landlord's codes for one column, theirs to ours; empty when there are none."""
        return self.codes.get(_stem(file), {}).get(ours, MappingProxyType({}))

    def flipped(self, file: str, ours: str) -> bool:
        """True when this landlord writes what is owed in this column with a minus sign."""
        return f"{_stem(file)}.{ours}" in self.signs.credit_positive


def _stem(file: str) -> str:
    return file.removesuffix(".csv")


def _column(stem: str, ours: str) -> Kind:
    try:
        return by_name(f"{stem}.csv").column(ours).kind
    except KeyError:
        known = ", ".join(_stem(f.name) for f in FILES)
        raise ValueError(f"{stem}.{ours} is not a column of ours; the files are {known}") from None


PLAIN = Profile()


def read(path: Path) -> Profile:
    """The profile in a TOML file. Raises ProfileError with every fault in it."""
    try:
        raw = path.read_bytes()
        data: dict[str, Any] = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise ProfileError(f"The column profile {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise ProfileError(f"The column profile {path.name} is not valid TOML in UTF-8: {error}.") from error
    try:
        return Profile.model_validate({**data, "sha256": hashlib.sha256(raw).hexdigest()})
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'profile'}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise ProfileError(f"The column profile {path.name} is not usable: {faults}.") from error
