"""Cases of the small landlord on real PostgreSQL, brought to the day before their hearing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities.packs import convert
from store import board
from store.board import BoardRow
from tests.activities.conftest import LEADER, Desk, desk, portfolio
from tests.packs import pages

__all__ = ["BEFORE", "COURT", "NOW", "desk", "portfolio"]

COURT = "County Court at Ternbridge"
TODAY, HEARD, BEFORE = date(2026, 11, 22), date(2027, 2, 16), date(2027, 2, 15)
NOW = datetime(2027, 2, 15, 16, 30, tzinfo=UTC)

Brought = Callable[..., BoardRow]


_made: dict[str, bytes] = {}


@pytest.fixture(autouse=True)
def reading_copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """PDFs by dxpdf on every machine, so that tests say the same whether LibreOffice is there or not.

    The same Word file is converted once in a run: most tests ask for the papers of the same case.
    """
    real = convert._by_dxpdf

    def remembered(papers: Sequence[tuple[str, bytes]], by: convert.Converter) -> list[bytes]:
        keys = [hashlib.sha256(content).hexdigest() for _, content in papers]
        new = {key: paper for key, paper in zip(keys, papers, strict=True) if key not in _made}
        _made.update(zip(new, real(list(new.values()), by), strict=True))
        return [_made[key] for key in keys]

    monkeypatch.setattr(convert, "_by_dxpdf", remembered)
    monkeypatch.setattr(convert, "soffice", lambda: None)
    convert.converter.cache_clear()
    yield
    convert.converter.cache_clear()


CLAIMED = date(2027, 1, 4)


def ready_to_claim(d: Desk, *, plan: bool = True) -> None:
    """Brings a case to the day on which its claim is put forward: notice served, protocol followed, a plan not kept."""
    tenants = d.state.the_tenancy.tenants
    grounds = ("1",) if d.state.the_tenancy.tenure == "secure" else ("10", "11")
    asked = {"channel": "phone", "debt_advice": True, "direct_payment_considered": True, "benefit_help": True}
    for tenant in tenants:
        d.did("contact_made", TODAY, tenant=tenant, topics=("cause", "finances", "benefits", "repayment"), **asked)
        d.did("vulnerability_assessed", TODAY, tenant=tenant, vulnerable=tenant == tenants[0])
    d.did("arrears_letter_sent", TODAY)
    d.did("statement_sent", TODAY)
    d.did("approval_requested", TODAY, act="notice", grounds=grounds)
    d.did("approval_given", TODAY, act="notice", by=LEADER)
    d.did("notice_served", date(2026, 11, 23), method="handed_to_person", at="11:00", grounds=grounds)
    d.delivered(date(2026, 11, 26), 126000)
    d.did("protocol_letter_sent", date(2026, 11, 26))
    if plan:
        d.did("agreement_made", date(2026, 11, 27), amount=500, every="week", first_payment_on=date(2026, 12, 7))
        d.delivered(date(2026, 12, 20), 144000)
        d.did("agreement_broken", date(2026, 12, 20))
    d.delivered(CLAIMED, 150000)
    for tenant in tenants:
        d.did(
            "contact_made",
            CLAIMED,
            tenant=tenant,
            channel="phone",
            topics=("repayment",),
            other_dispute_resolution=True,
        )
    d.did("approval_requested", CLAIMED, act="claim")


@pytest.fixture
def to_court(desk: Callable[[str], Desk]) -> Brought:
    """Brings RA1 (secure, joint tenants) to the eve of its hearing, the account loaded up to that day."""

    def bring(
        ref: str = "RA1", *, hour: int = 10, loaded: date | None = BEFORE, plan: bool = True, **changes: Any
    ) -> BoardRow:
        d = desk(ref)
        tenants = d.state.the_tenancy.tenants
        ready_to_claim(d, plan=plan)
        d.did("approval_given", CLAIMED, act="claim", by=LEADER)
        d.did("claim_submitted", CLAIMED, court=COURT)
        d.did("claim_issued", date(2027, 1, 6), claim_number="K00TB123")
        d.delivered(date(2027, 1, 8), 150000)
        d.did("hearing_listed", date(2027, 1, 8), hearing_at=f"2027-02-16T{hour:02d}:00:00+00:00")
        for tenant in tenants[: 1 if changes.get("one_looked_at") else None]:
            d.did("vulnerability_assessed", date(2027, 2, 10), tenant=tenant)
        if loaded:
            d.delivered(loaded, 186000)
        row = board.get(d.connection, d.case_ref)
        assert row is not None
        return row

    return bring


@pytest.fixture
def letter() -> bytes:
    """A PDF with words."""
    return pages.drawn("A tenancy agreement of 1 April 2019")


@pytest.fixture
def privileged() -> bytes:
    """A PDF that must not be shown to the court."""
    return pages.drawn("WITHOUT", "PREJUDICE save as to costs")


@pytest.fixture
def scan() -> bytes:
    """A PDF that is a picture of a page."""
    return pages.scanned()
