"""Rows for the tests of this room: small, valid, and changed by keyword."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid5

from store.board import BoardRow, DeadlineRow
from store.db import Connection
from store.documents import PaperRow
from store.ledger import EventRow, StepRow
from store.outbox import _FAMILY, OutboxRow, row_id

CASE = "A-100-1"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def step(number: int = 1, *, case_ref: str = CASE, **changed: Any) -> StepRow:
    given = {
        "as_of": NOON,
        "command_hash": f"hash-{number}",
        "receipt": {"version": number},
        "outcome": {"because": "é"},
    }
    return StepRow(case_ref=case_ref, step=number, **given | changed)


def event(seq: int = 1, *, number: int = 1, case_ref: str = CASE, **changed: Any) -> EventRow:
    given: dict[str, Any] = {
        "event_id": uuid5(_FAMILY, f"{case_ref}/{seq}"),
        "kind": "note_added",
        "happened_on": date(2026, 11, 30),
        "recorded_at": NOON,
        "recorded_by": "officer@example.org",
        "source": "officer",
        "payload": {"text": "O’Brien’s “reply” — café"},
        "decision": {},
        "rules_version": "r1",
        "code_version": "c1",
    }
    return EventRow(case_ref=case_ref, seq=seq, step=number, **given | changed)


def line(account_ref: str = "A-100", *, episode: int = 1, **changed: Any) -> BoardRow:
    given: dict[str, Any] = {
        "case_ref": f"{account_ref}-{episode}",
        "workflow_id": f"arrears/{account_ref}/{episode}",
        "version": 1,
        "seq": 1,
        "stage": "notice",
        "position": "notice_running",
        "position_label": "Notice running",
        "nation": "england",
        "tenure": "secure",
        "team": "North",
        "owner": "officer@example.org",
        "opened_on": date(2026, 10, 1),
        "holds": ("breathing_space", "capacity_in_question"),
        "state": {"notice": {"served_on": "2026-11-01"}},
        "as_of": NOON,
    }
    return BoardRow(account_ref=account_ref, episode=episode, **given | changed)


def deadline(kind: str = "claim_from", *, case_ref: str = CASE, **changed: Any) -> DeadlineRow:
    given: dict[str, Any] = {
        "label": "The claim may be made",
        "act_on": date(2026, 12, 8),
        "because": "The notice named Tuesday 8 December 2026.",
        "citations": ({"id": "ha1985-s83", "title": "Housing Act 1985 s.83", "url": None},),
        "confidence": "confirmed",
        "owner": "officer@example.org",
    }
    return DeadlineRow(case_ref=case_ref, kind=kind, **given | changed)


def paper(name: str = "E-12 notice.docx", *, number: int = 1, case_ref: str = CASE, **changed: Any) -> PaperRow:
    given: dict[str, Any] = {
        "paper": "E-12",
        "recipient_ref": "P-1",
        "facts_sha256": "f" * 64,
        "facts": {"arrears_pence": 123456},
        "template_version": "t1",
        "status": "final",
    }
    return PaperRow(case_ref=case_ref, step=number, name=name, **given | changed)


def reminder(
    days: int = 0, *, number: int = 1, case_ref: str = CASE, kind: str = "claim_from", **changed: Any
) -> OutboxRow:
    to = changed.pop("audience_email", "officer@example.org")
    not_before = NOON + timedelta(days=days)
    given: dict[str, Any] = {"subject": f"{case_ref}: claim", "body": "The claim may be made."}
    return OutboxRow(
        id=row_id(case_ref, kind, "", to, not_before),
        case_ref=case_ref,
        step=number,
        deadline_kind=kind,
        audience_email=to,
        not_before=not_before,
        **given | changed,
    )


def account(
    connection: Connection, account_ref: str = "A-100", *, balance: int = 50_000, as_at: date = date(2026, 11, 30)
) -> None:
    """A rent account with little in it but its balance, in pence."""
    connection.execute(
        "INSERT INTO rent_account (account_ref, tenancy_ref, property_ref, jurisdiction, tenancy_type, tenancy_start,"
        " address_1, postcode, rent_period_code, rent_pence, balance_pence, balance_as_at, account_status)"
        " VALUES (%s, %s, 'PR-1', 'england', 'secure', '2020-04-06',"
        " '1 High Street', 'AB1 2CD', 1, 12000, %s, %s, 'current')"
        " ON CONFLICT (account_ref) DO UPDATE SET balance_pence = excluded.balance_pence,"
        " balance_as_at = excluded.balance_as_at",
        [account_ref, f"T-{account_ref}", balance, as_at],
    )


def posting(
    connection: Connection, ref: str, on: date, *, payment: int = 0, charge: int = 0, kind: str = "payment"
) -> None:
    """A posting on A-100, in pence."""
    connection.execute(
        "INSERT INTO account_transaction (account_ref, transaction_ref, posted_on, type, payment_pence, charge_pence)"
        " VALUES ('A-100', %s, %s, %s, %s, %s)",
        [ref, on, kind, payment or None, charge or None],
    )
