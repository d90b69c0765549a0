"""What earlier imports left in the database, as far as a check needs it. Without a connection nothing is held.

What a demonstration did to an account is not seen: a load takes it away first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from store.db import Connection

# account_ref, and charge less payment in pence.
HeldPosting = tuple[str, int]

_SUMS = """
    SELECT t.account_ref, sum(coalesce(t.charge_pence, 0) - coalesce(t.payment_pence, 0))::bigint
    FROM unnest(%s::text[], %s::date[]) AS wanted (account_ref, as_at)
    JOIN account_transaction t
      ON t.account_ref = wanted.account_ref AND t.posted_on <= wanted.as_at AND NOT t.demonstration
    GROUP BY t.account_ref
"""
_POSTINGS = """
    SELECT transaction_ref, account_ref, coalesce(charge_pence, 0) - coalesce(payment_pence, 0)
    FROM account_transaction WHERE transaction_ref = ANY(%s) AND NOT demonstration
"""
_ACCOUNTS = """
    SELECT account_ref, tenancy_ref, coalesce(kept.balance_as_at, held.balance_as_at)
    FROM rent_account held LEFT JOIN account_before_demonstration kept USING (account_ref)
"""
_OCCUPIERS = """
    SELECT account.tenancy_ref, person.person_ref
    FROM rent_account account
    LEFT JOIN person ON person.tenancy_ref = account.tenancy_ref AND person.role = 'occupier'
    WHERE account.jurisdiction = 'scotland'
"""


class Held:
    """Reads what is held. Every answer is empty when there is no connection."""

    def __init__(self, connection: Connection | None) -> None:
        self._connection = connection

    def accounts(self) -> Mapping[str, tuple[str, date]]:
        """Every account held: its tenancy and the day its balance was good for."""
        if self._connection is None:
            return {}
        rows = self._connection.execute(_ACCOUNTS)
        return {account: (tenancy, as_at) for account, tenancy, as_at in rows}

    def people(self) -> Mapping[str, set[str]]:
        """The tenants and joint tenants held, by tenancy."""
        if self._connection is None:
            return {}
        found: dict[str, set[str]] = {}
        rows = self._connection.execute("SELECT tenancy_ref, person_ref FROM person WHERE role IN ('tenant', 'joint')")
        for tenancy, person in rows:
            found.setdefault(tenancy, set()).add(person)
        return found

    def occupiers(self) -> Mapping[str, set[str]]:
        """Who lives beside the tenants of the Scottish tenancies held, by tenancy; one with nobody has an empty set."""
        if self._connection is None:
            return {}
        found: dict[str, set[str]] = {}
        for tenancy, person in self._connection.execute(_OCCUPIERS):
            found.setdefault(tenancy, set()).update([person] if person else ())
        return found

    def landlord_codes(self) -> set[str]:
        """The codes of the landlords held."""
        if self._connection is None:
            return set()
        return {code for (code,) in self._connection.execute("SELECT code FROM landlord")}

    def sums(self, wanted: Sequence[tuple[str, date]]) -> Mapping[str, int]:
        """Charges less payments held for each account up to its day, in pence; accounts without any are left out."""
        if self._connection is None or not wanted:
            return {}
        accounts, days = zip(*wanted, strict=True)
        rows = self._connection.execute(_SUMS, (list(accounts), list(days)))
        return {account: total for account, total in rows}

    def postings(self, references: Iterable[str]) -> Mapping[str, list[HeldPosting]]:
        """The postings held under these references."""
        if self._connection is None:
            return {}
        found: dict[str, list[HeldPosting]] = {}
        for reference, account, pence in self._connection.execute(_POSTINGS, (list(references),)):
            found.setdefault(reference, []).append((account, pence))
        return found
