"""The papers of Wales and Scotland, written along whole cases: what every paper must pass, and no word of another law."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn

from activities.documents import Rendered
from cases.nations import NATIONS
from templates import package
from templates.builders.every import PAPERS
from templates.manifest import all_templates
from tests.papers import nations, plain_english
from tests.papers import test_plain_english as plain
from tests.papers import test_universal as universal
from tests.papers.samples import Sample, named

#: Each paper of each kind of event, for its first reader: another reader's is the same with another name.
FIRST = list({(s.paper, s.name.rpartition(", ")[2]): s for s in reversed(nations.samples())}.values())
every_paper = pytest.mark.parametrize("sample", FIRST, ids=named)
EVERYBODY_S = [s for s in nations.samples() if all_templates()[s.paper].kind == "letter" and s.recipient]
LETTERS = [s for s in FIRST if s in EVERYBODY_S]
ABROAD = sorted(code for code, row in all_templates().items() if row.nation != "england")
CHECKS = (
    universal.test_a_name_comes_out_as_it_went_in,
    universal.test_nothing_is_left_unfilled,
    universal.test_every_weekday_is_the_day_s_own,
    universal.test_every_sum_in_the_text_is_a_figure_with_a_code,
    universal.test_the_manifest_holds_no_name_and_no_address,
    universal.test_the_same_facts_give_the_same_bytes,
    universal.test_the_document_is_whole,
    universal.test_it_is_marked_as_a_specimen_on_every_page_exactly_while_the_law_s_text_is_missing,
)
#: What no reader may find: the machinery's words for another law, and those of a law that has gone.
NEVER = {
    "wales": r"\btenan(?:t|ts|cy|cies)\b|ground 8|Housing Act 19|\bNSP\b|sheriff|Scottish|England",
    "scotland": r"protocol|county court|bailiff|\bwarrant\b|ground 8|HLPAS|Housing Act 19|possession order|"
    r"particulars of claim|contract-holder|statement of truth|\bEngland\b",
}


def test_each_paper_of_wales_and_scotland_is_written_on_some_road() -> None:
    assert {s.paper for s in nations.samples()} == set(ABROAD)


@pytest.mark.parametrize("road", nations.ROADS, ids=str)
def test_every_paper_that_a_whole_case_orders_leaves(road: str) -> None:
    made = nations.ROADS[road]().made
    assert not [(m.order.paper, str(m.paper)) for m in made if not isinstance(m.paper, Rendered)]
    assert len(made) > 8


def test_what_the_nations_name_is_there_and_is_theirs() -> None:
    for nation in NATIONS.values():
        named_ = {k.paper for k in nation.notices.values()} | {p for p in nation.papers.values() if p}
        assert all(all_templates()[code].nation == nation.key for code in named_ if code)


@every_paper
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
def test_it_passes_what_every_paper_must(check, sample: Sample) -> None:  # type: ignore[no-untyped-def]
    check(sample)


@pytest.mark.parametrize("sample", [s for s in EVERYBODY_S if s.recipient != "occupiers"], ids=named)
def test_nobody_reads_of_another(sample: Sample) -> None:
    universal.test_nobody_reads_of_another_tenant(sample)


ONCE = list({s.paper: s for s in nations.samples() if not all_templates()[s.paper].of}.values())


@pytest.mark.parametrize("sample", ONCE, ids=named)
def test_each_mandatory_field_alone_stops_the_paper(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    universal.test_each_mandatory_field_alone_stops_the_paper_by_its_name(sample, monkeypatch)


@every_paper
def test_no_word_of_another_nation_s_law_is_in_a_finished_paper(sample: Sample) -> None:
    found = re.findall(NEVER[all_templates()[sample.paper].nation], sample.text(), re.IGNORECASE)
    assert not found
    assert not [words for words in universal.BANNED if words in sample.text().lower()]


@pytest.mark.parametrize("code", ABROAD)
def test_no_word_of_another_nation_s_law_is_in_a_template(code: str) -> None:
    """Every branch of it, with what Jinja steers and fills in taken out; that it is as built, the templates' tests hold."""
    template = all_templates()[code]
    plain_text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", package.text(template.source))
    assert not re.findall(NEVER[template.nation], plain_text, re.IGNORECASE)
    assert not re.findall(NEVER[template.nation], f"{template.title} {template.basis}".replace("England and Wales", ""))


@pytest.mark.parametrize("sample", LETTERS, ids=named)
def test_letters_can_be_read(sample: Sample) -> None:
    plain.test_sentences_are_short(sample)
    content = sample.rendered().content
    assert plain_english.reading_ease(content) >= 65
    said = {word.lower() for one in plain_english.sentences(content) for word in plain_english.words(one)}
    assert said & set(plain.HARD) == set()
    plain.test_a_day_to_act_by_is_named_with_its_weekday(sample)
    plain.test_money_never_has_a_minus_or_an_accountant_s_mark(sample)
    plain.test_the_page_can_be_read_by_eye_and_by_machine(sample)
    plain.test_large_print_has_no_letter_under_18_point(sample)


def test_a_name_that_is_a_word_of_the_law_stays_as_it_is() -> None:
    made = nations.wales_road().latest("W-01")
    street = ("1 Tenant Street", "Testborough", "TB1 2ZZ")
    case = made.case.knowing(account=made.case.known.account.model_copy(update={"home": street}))
    assert "1 Tenant Street" in case.text("W-01", **made.order.facts)


def test_bold_and_plain_parts_of_a_sentence_are_both_in_the_nation_s_words() -> None:
    paper = PAPERS["E-16-wales"](all_templates()["E-16-wales"])
    runs = [node.text or "" for node in paper.docx.element.body.iter(qn("w:t"))]
    assert any("contract-holder" in text for text in runs)
