"""What does not travel: officers' free words and staff addresses, each kept once under a hash that travels instead."""

from __future__ import annotations

import hashlib

from store.db import Connection

TEXT = "text:"
STAFF = "staff:"


def put(connection: Connection, case_ref: str, words: str) -> str:
    """Keeps the words of a case; gives the reference `text:<sha256>` that stands for them."""
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    connection.execute(
        "INSERT INTO case_text (case_ref, sha256, body) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (case_ref, sha256, words),
    )
    return TEXT + sha256


def get(connection: Connection, case_ref: str, reference: str) -> str:
    """The words behind a reference; the reference itself when nothing is kept under it."""
    found = connection.execute(
        "SELECT body FROM case_text WHERE case_ref = %s AND sha256 = %s", (case_ref, reference.removeprefix(TEXT))
    ).fetchone()
    return str(found[0]) if found else reference


def put_staff(connection: Connection, address: str) -> str:
    """Keeps an address; gives `staff:<12 hex>`, the same for the same address, so that two of them can be compared."""
    reference = STAFF + hashlib.sha256(address.encode()).hexdigest()[:12]
    connection.execute(
        "INSERT INTO staff_ref (ref, address) VALUES (%s, %s) ON CONFLICT DO NOTHING", (reference, address)
    )
    return reference


def staff(connection: Connection, reference: str) -> str:
    """The address behind a reference; the reference itself when nothing is kept under it."""
    found = connection.execute("SELECT address FROM staff_ref WHERE ref = %s", (reference,)).fetchone()
    return str(found[0]) if found else reference
