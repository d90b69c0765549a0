"""Official forms: one made by the test with the fields of the map, taken in and filled in, and every way that is refused."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from activities import official_forms
from activities.documents import complete
from activities.official_forms import FormRefused, add, filled, values
from activities.papers.known import Ask
from cases.facts.hearing_and_warrant import WarrantRequest
from cases.steps import WriteDocument
from templates.form_maps import NoForm, all_forms, form_map
from tests.packs.pages import opened
from tests.papers import court_samples as cs

NOW = datetime(2027, 3, 10, tzinfo=UTC)
N325 = form_map("n325")


def form(*names: str, longest: int = 500) -> bytes:
    """A form with a text field of each name."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for n, name in enumerate(names):
        canvas.acroForm.textfield(
            name=name, x=60, y=780 - 40 * n, width=400, height=30, maxlen=longest, fieldFlags="multiline"
        )
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_every_map_leads_to_facts_of_its_paper() -> None:
    case = cs.requested(cs.breached())
    order = WriteDocument(paper="E-33", event_id=case.event.event_id)
    ask = Ask(order=order, state=case.state, event=case.event, today=case.today, known=case.known)
    facts = complete(ask)[1]
    assert isinstance(facts, WarrantRequest)
    found = values(N325, facts)
    assert found["Claim number"] == "K00TB123" and found["Date of judgement/order"] == "9 February 2027"
    assert found["Defendant's name and address"].startswith("Amina Khan\nTom O'Brien-Hughes\nFlat 2")
    assert found["Amount for which warrant to issue"] == "0.00" and found["Issue fee"] == found["Total"]
    assert "Date of signature" not in found
    assert [name for name in found if name not in N325.fields] == []


def test_a_file_of_unknown_hash_is_refused_with_what_is_known(tmp_path: Path) -> None:
    content = form(*N325.fields)
    with pytest.raises(FormRefused) as no:
        add(content, tmp_path, by="", now=NOW)
    assert sha(content) in str(no.value) and "N325 2026-05: no file is known by its hash yet" in str(no.value)
    with pytest.raises(FormRefused, match="is not that of the file"):
        add(content, tmp_path, form="N325", sha256="ab" * 32, by="x@example.org", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_lacks_a_field_is_refused_by_its_name(tmp_path: Path) -> None:
    content = form(*[name for name in N325.fields if name not in ("Total", "Issue fee")])
    with pytest.raises(FormRefused, match="it has no field 'Issue fee', 'Total'"):
        add(content, tmp_path, form="N325", sha256=sha(content), by="x@example.org", now=NOW)


def test_a_file_known_by_its_hash_needs_nobodys_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = form(*N325.fields)
    known = {"N325": N325.model_copy(update={"sha256": (sha(content),)})}
    monkeypatch.setattr(official_forms, "all_forms", lambda: known)
    assert add(content, tmp_path, by="", now=NOW).form == "N325"
    assert (tmp_path / "N325.pdf").read_bytes() == content


def test_a_form_is_filled_in_and_opens_with_its_words() -> None:
    made = filled(form(*N325.fields), {"Claim number": "K00TB123", "Describe the land": "Flat 2\n14 Sample Street"})
    have = opened(made).get_fields()
    assert have["Claim number"]["/V"] == "K00TB123" and have["Describe the land"]["/V"].startswith("Flat 2")
    assert not have["Total"].get("/V")


def test_words_that_do_not_fit_and_fields_that_are_not_there_are_named() -> None:
    with pytest.raises(FormRefused) as no:
        filled(form("Claim number", longest=4), {"Claim number": "K00TB123", "Totl": "1"})
    assert "Claim number holds 4 characters and would get 8" in str(no.value)
    assert "there is no field 'Totl'" in str(no.value)


def test_maps_are_found_by_name() -> None:
    assert list(all_forms()) == ["N325"] and N325.confidence == "unconfirmed" and not N325.sha256
    with pytest.raises(NoForm, match="there is one of N325"):
        form_map("N1")
