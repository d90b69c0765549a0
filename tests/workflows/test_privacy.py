"""What Temporal keeps holds references only: no name, no word, no address of a tenant or of staff."""

from __future__ import annotations

import base64
import re

import pytest

from bench import house
from bench.driver import Shell
from store import ledger
from workflows import gateway


async def test_no_word_and_no_address_is_in_a_history(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("contact_made", tenant="P1", channel="phone", note="spoke with Zebedee at the door")
    await case.tell("case_reassigned", owner=house.LEADER)
    with pytest.raises(gateway.CaseRefused) as no:
        await case.tell("approval_given", act="notice", prepared_by=house.OFFICER)

    kept = (await case.handle.fetch_history()).to_json()
    payloads = "\n".join(
        base64.b64decode(found).decode("utf-8", "replace") for found in re.findall(r'"data":\s*"([^"]+)"', kept)
    )
    assert "contact_made" in payloads and "staff:" in payloads and "text:" in payloads
    assert "@" not in payloads
    assert "Zebedee" not in payloads + kept

    assert house.OFFICER in str(no.value.refusal) and "staff:" not in str(no.value.refusal)
    assert case.row.owner == house.LEADER
    recorded = ledger.events(shell.conn, case.ref)
    assert recorded[1].payload["note"] == "spoke with Zebedee at the door"
    assert {row.recorded_by for row in recorded} == {house.OFFICER}
