"""`python -m web.emergency ADDRESS`: the account for the day on which the organisation's sign-in is away.

It is an administrator's: it sees every team's cases that are not restricted, and records nothing. Its password is asked for,
kept as an argon2 hash and never shown again. `--end` takes the account away.
"""

from __future__ import annotations

import argparse
import getpass
import sys

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from settings import Settings
from store import db, web
from store.db import Connection

SHORTEST = 14
_HASHER = PasswordHasher()


def set_password(memory: Connection, email: str, password: str) -> str:
    """Sets it; gives a sentence when it is too short."""
    if len(password) < SHORTEST:
        return f"The password has {len(password)} characters; at least {SHORTEST} are expected."
    web.set_emergency(memory, email, _HASHER.hash(password))
    return ""


def fits(memory: Connection, email: str, password: str) -> bool:
    """Whether this is the password of an emergency account. An address without one takes as long."""
    kept = web.emergency_hash(memory, email)
    try:
        return _HASHER.verify(kept or _NOBODY, password) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


_NOBODY = _HASHER.hash("of nobody")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("email", metavar="ADDRESS")
    asked.add_argument("--end", action="store_true", help="take the account away")
    given = asked.parse_args()
    with db.connect(Settings.from_env().database_url, autocommit=True) as memory:
        if given.end:
            ended = web.end_emergency(memory, given.email)
            print("It is gone." if ended else f"There is no emergency account {given.email}.")
            return 0 if ended else 1
        fault = set_password(memory, given.email, getpass.getpass("Password: "))
        print(fault or "It is kept. Put the password where two people have to open it.")
        return 2 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
