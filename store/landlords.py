"""Who the landlord is and who works there, as `landlord.toml` last said."""

from __future__ import annotations

from datetime import date, datetime

from store import db
from store.db import Connection, Row, StoreError
from store.imports.landlord import Landlord

SQL = db.queries("queries_accounts.sql")


class LandlordNotFound(StoreError):
    """No landlord has this code, or several are held and none was named."""


class OfficerRow(Row):
    """One member of staff. absent_until is the day they are back. active: they work here.

    set_by: who last said on the board who this is; None while the landlord's files say it.
    """

    email: str
    name: str
    phone: str | None
    role: str
    team: str | None
    leader_email: str | None
    absent_from: date | None
    absent_until: date | None
    cover_email: str | None
    active: bool = True
    set_by: str | None = None
    set_at: datetime | None = None

    def is_absent(self, day: date) -> bool:
        """True on the first day of the absence and until the day before they are back."""
        return (
            self.absent_from is not None
            and self.absent_until is not None
            and (self.absent_from <= day < self.absent_until)
        )


def landlord(connection: Connection, code: str | None) -> Landlord:
    """One landlord's page; without a code, the only one held. Raises LandlordNotFound."""
    config = db.value(connection, SQL["landlord"], {"code": code})
    if config is None:
        which = f"There is no landlord {code}" if code else "No landlord is named and there is not exactly one"
        raise LandlordNotFound(f"{which}; a landlord.toml that was imported with the accounts is expected.")
    return Landlord.model_validate(config)


def officers(connection: Connection) -> list[OfficerRow]:
    """Every officer, by address."""
    return db.rows(connection, OfficerRow, SQL["officers"])
