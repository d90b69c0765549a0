"""The law's own words in the papers: word for word, in force on the paper's own day, whole, signed; else a specimen."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from io import BytesIO

import pytest
from docx import Document

from activities.documents import RenderRefused
from activities.papers import BUILDERS
from activities.papers.known import HeldText, Texts
from templates import package, verbatim
from templates.linter import leaves
from templates.manifest import all_templates
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers import nations
from tests.papers.samples import SAMPLES, Sample, held_text, loaded, named, text_of

EVERY = [s for s in (*SAMPLES, *cs.COURT, *nations.samples()) if all_templates()[s.paper].blocks]
ONE_EACH = list({(s.paper, s.name if s.paper == "W-02" else ""): s for s in EVERY}.values())
NSP, GROUND = held_text("V-NSP1"), held_text("V-HA85-G1")


def secure(*texts: HeldText) -> fx.Case:
    """A secure tenant's notice for its day of service, with these texts held."""
    return cs.secure().knowing(texts=Texts(held=texts))


def test_the_catalogue_and_the_manifest_name_the_same_texts() -> None:
    wanted = {block for row in all_templates().values() for block in row.blocks}
    assert wanted == set(verbatim.all_blocks())
    for held in verbatim.all_blocks().values():
        assert {row.nation for row in held.papers} == set(held.nations)
        assert held.what and held.law
        assert bool(held.blanks) == bool(held.blanks_from) == (held.kind == "form")
        assert held.blanks_confidence == "unconfirmed"  # nobody who held a form has compared it yet
    raw = tomllib.loads((files("templates") / "manifest.toml").read_text("utf-8"))
    assert all("day" in row or "of" in row for row in raw.values())


@pytest.mark.parametrize("code", sorted(all_templates()))
def test_the_day_that_the_law_looks_at_is_a_fact_of_the_paper(code: str) -> None:
    assert all_templates()[code].day in {leaf.path for leaf in leaves(BUILDERS[code].facts) if leaf.required}


@pytest.mark.parametrize("code", sorted({s.paper for s in EVERY}))
def test_a_paper_has_a_place_for_every_blank_of_its_form(code: str) -> None:
    row = all_templates()[code]
    body = Document(BytesIO(row.source)).element.xml
    has = set(re.findall(r"part\.blank == '(\w+)'", body))
    assert has == {blank for name in row.blocks for blank in verbatim.block(name).blanks}


@pytest.mark.parametrize("sample", ONE_EACH, ids=named)
def test_with_every_text_signed_it_is_no_specimen_and_says_them_word_for_word(sample: Sample) -> None:
    case = sample.case()
    row = all_templates()[sample.paper]
    made = loaded(case, *row.blocks).paper(sample.paper, sample.recipient, **sample.facts)
    said = package.text(made.content)
    assert not made.specimen and "SPECIMEN" not in said and "specimen" not in said and "[[" not in said
    assert made.used and {one.name for one in made.used} <= set(row.blocks)
    for one in made.used:
        for line in text_of(one.name).split("\n\n"):
            assert "[[" in line or line in said.splitlines()
    assert made == loaded(case, *row.blocks).paper(sample.paper, sample.recipient, **sample.facts)


@pytest.mark.parametrize("left_out", ["V-NSP1", "V-HA85-G1"])
def test_with_one_text_missing_or_unsigned_it_is_in_our_own_words_and_marked(left_out: str) -> None:
    rest = [one for one in (NSP, GROUND) if one.block != left_out]
    for texts in (rest, [*rest, held_text(left_out, signed_on=None)]):
        made = secure(*texts).paper("E-08", grounds=["1"])
        said = fx.said(made.content)
        assert made.specimen and made.used == () and said.count("SPECIMEN — not to be served") == 2
        assert "In our own words" in said and "These are the law's own words" not in said


def test_the_text_is_the_one_in_force_on_the_day_of_service_and_not_on_the_day_of_writing() -> None:
    day = fx.S_DAY
    old = held_text("V-HA85-G1", until=day + timedelta(days=3))
    newer = b"The ground as it reads later."
    new = held_text("V-HA85-G1", version=2, since=day + timedelta(days=3), content=newer)
    for served, version in ((day, 1), (day + timedelta(days=2), 1), (day + timedelta(days=3), 2)):
        planned = cs.put_forward(fx.fx_s(), day=served).knowing(texts=Texts(held=(NSP, old, new)))
        made = planned.paper("E-08", grounds=["1"])
        assert planned.today == day and {u.name: u.version for u in made.used}["V-HA85-G1"] == version
        assert ("The ground as it reads later." in fx.said(made.content)) == (version == 2)


def test_a_later_text_that_nobody_signed_takes_the_place_of_the_signed_one_from_its_day() -> None:
    later = held_text("V-HA85-G1", version=2, since=fx.S_DAY, signed_on=None)
    assert secure(NSP, GROUND, later).paper("E-08", grounds=["1"]).specimen
    tomorrow = later.model_copy(update={"since": fx.S_DAY + timedelta(days=1)})
    assert not secure(NSP, GROUND, tomorrow).paper("E-08", grounds=["1"]).specimen


def test_outside_the_days_for_which_it_is_held_a_text_is_missing() -> None:
    assert secure(NSP, held_text("V-HA85-G1", until=fx.S_DAY)).paper("E-08", grounds=["1"]).specimen


def test_a_text_that_was_changed_is_refused_with_a_sentence() -> None:
    case = secure(NSP, held_text("V-HA85-G1", sound=False))
    with pytest.raises(RenderRefused, match=r"V-HA85-G1, version 1, is not what was added and signed") as refused:
        case.paper("E-08", grounds=["1"])
    assert refused.value.codes == ("R06",)


def test_a_notice_needs_only_the_grounds_that_it_relies_on() -> None:
    case = loaded(cs.with_history(cs.approved()), "V-F3", "V-HA88-G10S", "V-HA88-G11S")
    made = case.paper("E-12", **cs.order("10", "11"))
    assert [one.name for one in made.used] == ["V-F3", "V-HA88-G10S", "V-HA88-G11S"]
    assert "v-ha88-g10s" in fx.said(made.content) and not made.specimen
    assert loaded(cs.assured(), "V-F3", "V-HA88-G10S", "V-HA88-G11S").paper("E-12", **cs.order()).specimen


def test_a_day_for_which_no_version_of_the_paper_is_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    served = fx.S_DAY + timedelta(days=2)
    ended = all_templates()["E-08"].model_copy(update={"until": served})
    monkeypatch.setattr("templates.manifest.all_templates", lambda: {"E-08": ended})
    assert cs.put_forward(fx.fx_s(), day=served - timedelta(days=1)).refused("E-08", grounds=["1"]) == ()
    with pytest.raises(RenderRefused, match="no version of it is held for Friday 27 November 2026"):
        cs.put_forward(fx.fx_s(), day=served).paper("E-08", grounds=["1"])


def test_a_copy_of_the_protocol_is_claimed_only_of_a_letter_that_could_have_it() -> None:
    late = Texts(held=(held_text("V-PAP", signed_on=date(2027, 1, 5)),))
    said = fx.said(cs.submitted().knowing(texts=late).paper("E-18").content)
    assert "without its text" in said and "A letter with a copy" not in said


FORM = "We give notice to\n[[tenants]]\nof\n[[home]]\n[[landlord]]\n[[ground]]\n[[particulars]]\nafter [[specified_on.on]]\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("V-NSP1", FORM, r"^\[\[signature\]\] stands nowhere"),
        ("V-NSP1", FORM + "[[signature]]\n[[signature]]", r"^\[\[signature\]\] stands more than once"),
        ("V-NSP1", FORM + "[[signature]]\n[[seal]]", r"There is no blank \[\[seal\]\]; V-NSP1 has \[\[tenants\]\]"),
        (
            "V-NSP1",
            FORM.replace("specified_on.on", "doomsday") + "[[signature]]",
            r"specified_on.on\]\] is expected within",
        ),
        ("V-NSP1", FORM + "[[signature]]\nby [[judge.name]]", r"No paper has a fact called \[\[judge.name\]\]"),
        ("V-NSP1", FORM + "[[signature]]\nby [[judge", r"A line has \[\[ without a name"),
        ("V-SOT-WS", "I believe that the facts are true.", r"The words 'contempt of court' are not in it"),
        ("V-HA85-G1", "Rent [[arrears.pence]] is due", r"V-HA85-G1 is no form, so it has no blanks"),
    ],
)
def test_a_text_that_does_not_fit_its_place_is_told(name: str, content: str, said: str) -> None:
    told = verbatim.faults(
        verbatim.block(name), verbatim.parts(content.encode()), frozenset({"specified_on.on", "arrears.pence"})
    )
    assert any(re.search(said, one) for one in told), told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"one\ntwo \x07", "Line 2"),
        (b"x" * (verbatim.LARGEST + 1), "bytes"),
        (b"x\n" * (verbatim.MOST_LINES + 1), "paragraphs"),
    ],
)
def test_a_file_that_is_no_text_is_told(content: bytes, said: str) -> None:
    with pytest.raises(verbatim.NotUsable, match=said):
        verbatim.parts(content)
