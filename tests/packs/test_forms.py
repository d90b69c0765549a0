"""Official forms: one made by the test with the fields of the map, taken in and filled in, and every way that is refused."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from activities import form_rules, official_forms
from activities.documents import complete
from activities.form_fields import FormRefused, filled, read
from activities.official_forms import add, draft_map, fill, put_into
from activities.papers.known import Ask
from cases.events.base import Frozen
from cases.steps import WriteDocument
from store import board
from templates.form_maps import REST, BadMap, FormMap, NoForm, all_forms, form_map, shipped, unmapped
from templates.form_maps import read as read_map
from templates.manifest import template
from tests.activities.conftest import Desk
from tests.packs.conftest import CLAIMED, ready_to_claim
from tests.packs.pages import opened
from tests.papers import court_samples as cs
from tests.papers.case import Case
from tests.papers.early_cases import court_served
from tests.papers.fixtures import AMINA

NOW = datetime(2027, 3, 10, tzinfo=UTC)
BY = "lee@example.org"
N5, N119, N325, N325A = (form_map(name) for name in ("n5", "N119", "n325", "N325A"))


@dataclass
class Box:
    """How big the fields of a form are, in points and characters."""

    width: float = 460
    height: float = 90
    longest: int = 2000
    flags: str = "multiline"


def form(*names: str, ticks: tuple[str, ...] = (), box: Box | None = None) -> bytes:
    """A form with a text field and a tick of each name, eight on a page."""
    out, has = BytesIO(), box or Box()
    canvas = Canvas(out, invariant=1)
    for n, name in enumerate((*names, *ticks)):
        if n and n % 8 == 0:
            canvas.showPage()
        y = 740 - 95 * (n % 8)
        if name in ticks:
            canvas.acroForm.checkbox(name=name, x=60, y=y)
        else:
            canvas.acroForm.textfield(
                name=name, x=60, y=y, width=has.width, height=has.height, maxlen=has.longest, fieldFlags=has.flags
            )
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def of_map(mapped: FormMap, *, without: tuple[str, ...] = (), box: Box | None = None) -> bytes:
    """A form with every field of a map; where only a part of a name is known the rest is made up."""
    names = [(name.replace(REST, " the words between, "), rule) for name, rule in mapped.fields.items()]
    ticks = tuple(n for n, rule in names if "| tick" in rule or "| cross" in rule)
    return form(*(n for n, _ in names if n not in (*ticks, *without)), ticks=ticks, box=box)


def facts(paper: str, case: Case, recipient: str | None = None, **options: Any) -> Frozen:
    order = WriteDocument(paper=paper, event_id=case.event.event_id, recipient=recipient, facts=options)
    ask = Ask(order=order, state=case.state, event=case.event, today=case.today, known=case.known)
    return complete(ask)[1]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def in_form(mapped: FormMap, told: Frozen, **kinds: Any) -> dict[str, str]:
    """What stands in a form of this map after it was filled in and opened again."""
    made = put_into(of_map(mapped, **kinds), mapped, told).content
    return {name: str(one.get("/V", "")) for name, one in (opened(made).get_fields() or {}).items()}


@pytest.mark.parametrize("mapped", shipped().values(), ids=lambda one: one.form)
def test_every_map_names_facts_of_its_paper_and_says_that_nobody_compared_it(mapped: FormMap) -> None:
    form_rules.check(mapped)
    assert mapped.confidence == "unconfirmed" and not mapped.sha256
    assert template(mapped.paper).each is False  # one form for the case, no tenant is asked for


def test_the_request_for_a_warrant() -> None:
    found = in_form(N325, facts("E-33", cs.outright()))
    assert found["Claim number"] == "K00TB123" and found["Date of judgement/order"] == "9 February 2027"
    assert found["Defendant's name and address"].startswith("Amina Khan\nTom O'Brien-Hughes\nFlat 2")
    assert found["Amount for which warrant to issue"] == "0.00" and found["Issue fee"] == found["Total"] == "148.00"
    assert found["Defendants proceeded against"] == "Amina Khan\nTom O'Brien-Hughes"
    assert not found["Date of signature"]


def test_the_form_for_a_broken_suspended_order_is_for_no_other() -> None:
    assert in_form(N325A, facts("E-33", cs.requested(cs.breached())))["TOTAL"] == "148.00"
    with pytest.raises(FormRefused, match="N325A is not the form for this: route is N325, not N325A"):
        in_form(N325A, facts("E-33", cs.outright()))


def test_the_claim_form() -> None:
    told = facts("E-20", cs.submitted(), costs=6950, human_rights="no", fee_account="PBA0012")
    found = in_form(N5, told)
    assert found["In the court"] == "Testborough County Court" and found["Fee account no"] == "PBA0012"
    assert (found["courtfee"], found["solfee"], found["total"]) == ("404.00", "69.50", "473.50")
    both = found["defendant's details"]
    assert both.startswith("Amina Khan\nTom O'Brien-Hughes\nFlat 2")
    ticked = {name for name, value in found.items() if value == "/Yes"}
    assert ticked == {
        "rent arrears - yes",
        "demotion of tenancy - no",
        "order suspending the right to buy - no",
        "HRA - no",
    }
    assert not any(found[name] for name in ("claimno", "issuedate", "heardon", "time", "location"))
    unsaid = in_form(N5, facts("E-20", cs.submitted()))
    assert unsaid["HRA - yes"] in ("", "/Off") and unsaid["HRA - no"] in ("", "/Off") and not unsaid["total"]


def test_the_particulars_say_in_their_form_what_the_claim_pleads() -> None:
    told = facts("E-21", cs.submitted())
    found = in_form(N119, told, box=Box(height=600))
    assert found["3(c) Any unpaid rent or charge for use and occupation should be calculated at £"] == "17.14"
    assert "£1,252.00" in found["4. (a) The reason the claimant is asking for possession is:"]
    assert found["4. (c) The reason the claimant is asking for possession is:"].startswith("Grounds 8, 10 and 11 of")
    assert found["3(a) Type of tenancy"] == told.tenancy.words  # type: ignore[attr-defined]
    assert found["3(b) The current rent is"] == "120.00"
    weekly = {n for n, value in found.items() if value == "/Yes" and n.startswith("3(b)")}
    assert len(weekly) == 1 and weekly.pop().endswith("payable each week")
    served = {one.on for one in told.served}  # type: ignore[attr-defined]
    assert len(served) == 1 and found["6. Year notice served"] == str(served.pop().year)
    registered = "13. The claimant is a: registered social landlord or a private registered provider of social housing"
    assert found[registered] == "/Yes" and found["13. The claimant is a: local authority"] in ("", "/Off")
    assert "Amina Khan: " in found[next(n for n in found if n.startswith("7."))]


def test_paragraphs_too_long_for_their_boxes_point_to_the_particulars_and_nothing_else_may_be() -> None:
    small, told = of_map(N119, box=Box(height=45)), facts("E-21", cs.submitted())
    made = put_into(small, N119, told)
    assert "4. (a) The reason the claimant is asking for possession is:" in made.moved
    steps = "5. The following steps have already been taken to recover any arrears:"
    assert opened(made.content).get_fields()[steps]["/V"] == N119.over[steps]
    firm = N119.model_copy(update={"over": {}})
    with pytest.raises(FormRefused, match=r"has room for 3 lines of 12 point and would get \d+"):
        put_into(small, firm, told)


def test_what_is_left_to_a_person_is_named() -> None:
    made = put_into(of_map(N325), N325, facts("E-33", cs.outright()))
    assert "Date of signature" in made.left and "Issue fee" not in made.left


def test_a_box_of_one_line_has_its_lines_beside_one_another() -> None:
    found = in_form(N325, facts("E-33", cs.outright()), box=Box(flags="", width=500))
    assert found["Describe the land"].startswith("Flat 2, ") and "\n" not in found["Describe the land"]
    with pytest.raises(FormRefused, match=r"Describe the land has room for 1 line of 12 point and would get \d"):
        in_form(N325, facts("E-33", cs.outright()), box=Box(flags="", width=80))


def test_a_file_of_unknown_hash_is_refused_with_what_is_known(tmp_path: Path) -> None:
    content = of_map(N325)
    with pytest.raises(FormRefused) as no:
        add(content, tmp_path, by="", now=NOW)
    assert sha(content) in str(no.value) and "N325 2026-05: no file is known by its hash yet" in str(no.value)
    with pytest.raises(FormRefused, match="is not that of the file"):
        add(content, tmp_path, form="N325", sha256="ab" * 32, by=BY, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_lacks_a_field_is_refused_by_its_name(tmp_path: Path) -> None:
    content = of_map(N325, without=("Total", "Issue fee"))
    with pytest.raises(FormRefused, match="it has no field 'Issue fee'; it has no field 'Total'"):
        add(content, tmp_path, form="N325", sha256=sha(content), by=BY, now=NOW)
    twice = form(*(n.replace(REST, " ") for n in N5.fields), "one email address")
    with pytest.raises(
        FormRefused, match="'…email address' fits 2 of its fields: ' email address', 'one email address'"
    ):
        add(twice, tmp_path, form="N5", sha256=sha(twice), by=BY, now=NOW)


def test_a_file_known_by_its_hash_needs_nobodys_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = of_map(N325)
    known = {"N325": N325.model_copy(update={"sha256": (sha(content),)})}
    monkeypatch.setattr(official_forms, "all_forms", lambda folder: known)
    assert add(content, tmp_path, by="", now=NOW).form == "N325"
    assert (tmp_path / "N325.pdf").read_bytes() == content


def test_words_that_do_not_fit_and_fields_that_are_not_there_are_named() -> None:
    with pytest.raises(FormRefused) as no:
        filled(form("Claim number", box=Box(longest=4)), {"Claim number": "K00TB123", "Totl": "1"})
    assert "Claim number holds 4 characters and would get 8" in str(no.value)
    assert "there is no field 'Totl'" in str(no.value)
    with pytest.raises(FormRefused, match="Yes or no has no 'Perhaps'; it has Yes"):
        filled(form(ticks=("Yes or no",)), {"Yes or no": "Perhaps"})
    with pytest.raises(FormRefused, match="Name has room for 1 line of 12 point and would get 3"):
        filled(form("Name", box=Box(flags="", width=100)), {"Name": "Llanfairpwllgwyngyllgogerychwyrndrobwll"})
    for content in (b"a file", b"%PDF-1.7\n%%EOF"):
        with pytest.raises(FormRefused, match="is not a PDF that can be read"):
            read(content)


@pytest.mark.parametrize("words", ["عائشة خان", "Łukasz Đorđević-Ó", "Ŵyn & <Siôn>", "A (B) \\ C"])
def test_names_of_any_writing_are_in_the_form_as_they_are(words: str) -> None:
    made = filled(form("Name"), {"Name": words})
    assert opened(made).get_fields()["Name"]["/V"] == words
    assert opened(made).root_object["/AcroForm"]["/NeedAppearances"]


def nested(*pages: str) -> bytes:
    """A form whose field `Total` stands under another on each page."""
    writer: Any = PdfWriter()
    for _ in pages:
        writer.append(BytesIO(form("Total")))
    roots = ArrayObject()
    for name, sheet in zip(pages, writer.pages, strict=True):
        widget = sheet["/Annots"][0]
        group = DictionaryObject({NameObject("/T"): TextStringObject(name), NameObject("/Kids"): ArrayObject([widget])})
        widget.get_object()[NameObject("/Parent")] = writer._add_object(group)
        roots.append(widget.get_object()["/Parent"].indirect_reference)
    writer.root_object["/AcroForm"].get_object()[NameObject("/Fields")] = roots
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_fields_under_others_go_by_their_whole_names() -> None:
    content = nested("first", "second")
    assert list(read(content)) == ["first.Total", "second.Total"]
    assert [one.value for one in read(filled(content, {"second.Total": "148.00"})).values()] == ["", "148.00"]


def test_maps_are_found_by_name_and_forms_without_one_say_why(tmp_path: Path) -> None:
    assert list(all_forms()) == ["N119", "N325", "N325A", "N5"]
    with pytest.raises(NoForm, match=r"There is no map of N215: The names of its fields were not found. `forms map"):
        form_map("n215")
    with pytest.raises(NoForm, match="there is one of N119, N325, N325A, N5"):
        form_map("N1")
    assert {one.nation for one in unmapped()} == {"england", "wales", "scotland"}
    assert all(template(one.paper).nation == one.nation for one in unmapped())


def drafted(content: bytes, folder: Path, edit: Callable[[str], str]) -> FormMap:
    """A landlord's map of a form, from its draft."""
    path = folder / "mine.map"
    path.write_text(edit(draft_map(content, form="N215", paper="E-15", name="n215.pdf")), "utf-8")
    return read_map(path)


N215 = form("Name of court", "Claim No.", "What documents", "Day", "Served on", ticks=("by post", "at the address"))


def with_rules(text: str) -> str:
    for name, rule in (
        ("Name of court", "heading.court"),
        ("Claim No.", "heading.claim_number"),
        ("What documents", "papers | each what"),
        ("Day", "papers.0.on.on | DDMMYYYY"),
        ("Served on", "recipient.name"),
    ):
        assert f'"{name}" = ""  # text' in text
        text = text.replace(f'"{name}" = ""', f'"{name}" = "{rule}"')
    return text


def test_a_landlord_makes_a_map_of_a_form_that_we_have_none_of(tmp_path: Path) -> None:
    mine = drafted(N215, tmp_path, with_rules)
    added = add(N215, tmp_path / "forms", own=mine, by=BY, now=NOW)
    assert form_map("N215", tmp_path / "forms") == added == mine and mine.confidence == "own"
    made = put_into(N215, added, facts("E-15", court_served(), AMINA))
    have = opened(made.content).get_fields()
    assert have["Claim No."]["/V"] == "K00TB123" and have["Served on"]["/V"] == "Amina Khan"
    assert (
        have["What documents"]["/V"] == "the claim form\nthe particulars of claim" and have["Day"]["/V"] == "30122026"
    )
    assert made.left == ("by post", "at the address")


def test_a_draft_of_a_map_takes_over_what_ours_say_however_it_is_spelt() -> None:
    draft = tomllib.loads(draft_map(form("CLAIM NUMBER", "Issue fee:"), form="n325a", paper="e-33", name="x.pdf"))
    assert draft["fields"] == {"CLAIM NUMBER": "heading.claim_number", "Issue fee:": "fee | money"}
    assert (draft["form"], draft["act"]) == ("N325A", "warrant")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda t: t.replace('"Day" = ""', '"Day" = "heading.claim"'), "'Day': its paper has no fact 'heading.claim'"),
        (lambda t: t.replace('"Day" = ""', '"Day" = "done_on | dya"'), "there is no way 'dya' of writing a fact"),
        (lambda t: t.replace('"Day" = ""', '"Day" = "papers | each"'), "the way 'each' needs a word after it"),
        (lambda t: t.replace('"Day" = ""', '"Day" = "@reason"'), "@reason is no sentence that its paper has"),
        (lambda t: t.replace('"Day" = ""', '"Daye" = ""'), "it has no field 'Daye'"),
        (lambda t: t.replace('paper = "E-15"', 'paper = "E-99"'), "There is no paper 'E-99'"),
        (lambda t: t.replace(sha(N215), "ab" * 32), "was made for another file"),
        (lambda t: t.replace('form = "N215"', 'form = "../N215"'), "is no map of a form: form"),
        (lambda t: t.replace("[fields]", "[fields"), "is no map that can be read"),
        (lambda t: t + 'Surprise = "heading.court"\n[more]\n', "is no map of a form: more: extra inputs"),
    ],
)
def test_a_landlords_map_that_cannot_be_followed_is_refused(
    tmp_path: Path, edit: Callable[[str], str], said: str
) -> None:
    with pytest.raises((FormRefused, BadMap)) as no:
        add(N215, tmp_path / "forms", own=drafted(N215, tmp_path, edit), by=BY, now=NOW)
    assert said in str(no.value) and not (tmp_path / "forms").exists()


def test_a_claim_put_forward_fills_its_forms_from_the_record(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    d = desk("RA1")
    for mapped in (N5, N119):
        content = of_map(mapped, box=Box(height=160))
        add(content, tmp_path, form=mapped.form, sha256=sha(content), by=BY, now=NOW)
    first = board.get(d.connection, d.case_ref)
    assert first is not None
    with pytest.raises(FormRefused, match=r"`claim_submitted` or `approval_requested` \(of the claim\) comes first"):
        fill(d.connection, first, N5, tmp_path, today=CLAIMED)
    ready_to_claim(d)
    row = board.get(d.connection, d.case_ref)
    assert row is not None
    made = {
        one.form: opened(
            fill(d.connection, row, one, tmp_path, today=CLAIMED, options={"costs": 6950}).content
        ).get_fields()
        for one in (N5, N119)
    }
    assert made["N5"]["solfee"]["/V"] == "69.50" and made["N5"]["claimno"].get("/V", "") == ""
    assert "£1,500.00" in made["N119"]["4. (a) The reason the claimant is asking for possession is:"]["/V"]
    (tmp_path / "N5.pdf").write_bytes(of_map(N5))
    with pytest.raises(FormRefused, match="The file of N5 was changed since it was added"):
        fill(d.connection, row, N5, tmp_path, today=CLAIMED)
