"""Free words of officers, kept once under the hash of what they say."""

from __future__ import annotations

import hashlib

from store.db import Connection

PREFIX = "text:"


def put(connection: Connection, case_ref: str, words: str) -> str:
    """Keeps the words of a case; gives the reference `text:<sha256>` that stands for them."""
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    connection.execute(
        "INSERT INTO case_text (case_ref, sha256, body) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (case_ref, sha256, words),
    )
    return PREFIX + sha256


def get(connection: Connection, case_ref: str, reference: str) -> str:
    """The words behind a reference; the reference itself when nothing is kept under it."""
    found = connection.execute(
        "SELECT body FROM case_text WHERE case_ref = %s AND sha256 = %s", (case_ref, reference.removeprefix(PREFIX))
    ).fetchone()
    return str(found[0]) if found else reference
