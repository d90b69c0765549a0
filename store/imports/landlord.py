"""The landlord's own page, `landlord.toml`: who writes the letters, how to pay, who the officers are.

It is optional and sits beside the four files. Other rooms read it back from the tables landlord and officer.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from store.imports.format import LANDLORD_FILE
from store.imports.report import Findings

MAX_BYTES = 1_000_000

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$"),
]


Register = Literal["officer", "team_leader", "legal", "income_manager", "director"]
ROLES: tuple[str, ...] = get_args(Register)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Advice(_Part):
    """One line of free, independent advice. checked_on: the day somebody last tried the number or the address."""

    name: Line
    phone: Line | None = None
    web: Line | None = None
    checked_on: date


class PayMethod(_Part):
    """One way to pay the rent: what it is called, and how it is done."""

    label: Line
    how: Line


class Council(_Part):
    """The council's housing options team."""

    name: Line | None = None
    phone: Line | None = None
    out_of_hours: Line | None = None


class Storage(_Part):
    """What happens to belongings left behind at an eviction."""

    days: int | None = Field(default=None, ge=0, le=365)
    place: Line | None = None


class Landlord(_Part):
    """What every letter and paper says about a landlord. Kept as it is in `landlord.config`.

    name: as tenants know it; legal_name: as on the tenancy agreement. court_name: the court that claims go to unless
    somebody says otherwise, with its address under `courts`. fund: the local help fund by its present name.
    write_off_limits: by role, the most pence of a former tenant's debt that somebody of it may give up; no limit where none is.
    """

    code: Line
    kind: Literal["local_authority", "prp"]
    name: Line
    legal_name: Line
    address: tuple[Line, ...] = Field(min_length=1)
    phone: Line
    hours: Line
    email: Address
    relay: Line | None = None
    website: Line | None = None
    privacy: Line
    complaints_phone: Line
    complaints_url: Line
    ombudsman: Line = "Housing Ombudsman"
    pay_methods: tuple[PayMethod, ...] = Field(min_length=1)
    signatory_name: Line
    signatory_position: Line
    court_name: Line
    courts: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    fund: Line | None = None
    council: Council = Council()
    storage: Storage = Storage()
    advice: tuple[Advice, ...] = ()
    tolerance_days: int = Field(default=5, ge=0, le=31)
    tolerance_pence: int = Field(default=500, ge=0)
    write_off_limits: dict[Register, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    extras: dict[str, Any] = Field(default_factory=dict)


class Officer(_Part):
    """One member of staff. absent_until is the day they are back; reminders go to cover_email in between."""

    email: Address
    name: Line
    phone: Line | None = None
    role: Register = "officer"
    team: Line | None = None
    leader_email: Address | None = None
    absent_from: date | None = None
    absent_until: date | None = None
    cover_email: Address | None = None

    @model_validator(mode="after")
    def _absence(self) -> Officer:
        if (self.absent_from is None) != (self.absent_until is None):
            raise ValueError("absent_from and absent_until belong together")
        if self.absent_from and self.absent_until and self.absent_until <= self.absent_from:
            raise ValueError("absent_until must be after absent_from: it is the day of return")
        return self


def _several(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class LandlordPage(_Part):
    """The whole file: `[landlord]` or several `[[landlord]]`, and every `[[officer]]` with leaders and cover."""

    landlord: Annotated[tuple[Landlord, ...], BeforeValidator(_several)]
    officer: tuple[Officer, ...] = ()

    @property
    def only_code(self) -> str | None:
        """The landlord of accounts that name none: the only one in the file, or None when there are several."""
        return self.landlord[0].code if len(self.landlord) == 1 else None

    @model_validator(mode="after")
    def _known_people(self) -> LandlordPage:
        emails = Counter(officer.email for officer in self.officer)
        if not self.landlord:
            raise ValueError("there is no landlord in it")
        codes = [one.code for one in self.landlord]
        if len(set(codes)) < len(codes):
            raise ValueError("two landlords have the same code")
        for email, times in emails.items():
            if times > 1:
                raise ValueError(f"officer {email} is there {times} times")
        for officer in self.officer:
            for what, other in (("leader_email", officer.leader_email), ("cover_email", officer.cover_email)):
                if other and other not in emails:
                    raise ValueError(f"{what} {other} of {officer.email} is not an officer in this file")
        return self


def beside(folder: Path, findings: Findings) -> LandlordPage | None:
    """The landlord's page in the folder; None when there is none or it is not usable, and then a finding says why."""
    path = folder / LANDLORD_FILE
    if not path.exists():
        return None

    def bad(expected: str, *, column: str = "", value: object = "") -> None:
        findings.add(LANDLORD_FILE, expected, code="landlord", column=column, value=value)

    try:
        if path.stat().st_size > MAX_BYTES:
            bad(f"a file of at most {MAX_BYTES:,} bytes", value=f"{path.stat().st_size:,} bytes")
            return None
        data: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        return LandlordPage.model_validate(data)
    except OSError as error:
        bad(f"a file that can be read ({error.strerror})")
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(part) for part in fault["loc"]).removeprefix("landlord.0.")
            given = fault["input"] if isinstance(fault["input"], str | int | bool) else ""
            bad(fault["msg"].removeprefix("Value error, "), column=where, value=given)
    except (ValueError, RecursionError) as error:
        bad("TOML in UTF-8", value=error)
    return None
