"""Letters can be read: short sentences, plain words, no block capitals, a day with its weekday, room and size on the page."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from templates import package
from templates.manifest import all_templates
from tests.papers import fixtures as fx
from tests.papers import plain_english
from tests.papers.plain_english import reading_ease, sentences, words
from tests.papers.samples import LETTERS, Sample, named

TO_PEOPLE = [sample for sample in LETTERS if sample.recipient is not None]
letter = pytest.mark.parametrize("sample", TO_PEOPLE, ids=named)

HARD = [
    "heretofore",
    "failure",
    "commence",
    "terminate",
    "pursuant",
    "hereby",
    "aforementioned",
    "remit",
    "herewith",
    "endeavour",
    "forthwith",
    "notwithstanding",
    "thereof",
    "whilst",
    "ascertain",
    "shall",
    "liable",
    "liability",
    "immediately",
    "ignored",
    "must-pay",
    "inter",
    "vis-à-vis",
    "e.g.",
    "i.e.",
    "etc",
    "per-annum",
]
INITIALS = {"HLPAS", "TB1", "TB2", "1AA", "2ZZ", "3CC", "4QQ", "OT1", "EL2", "2BB", "K00TB123", "PIN", "SPECIMEN"}


@letter
def test_sentences_are_short(sample: Sample) -> None:
    lengths = {one: len(words(one)) for one in sentences(sample.rendered().content)}
    assert sum(lengths.values()) / len(lengths) <= 15
    assert {one: n for one, n in lengths.items() if n > 25} == {}


@letter
def test_words_are_plain(sample: Sample) -> None:
    assert reading_ease(sample.rendered().content) >= 70
    said = {word.lower() for one in sentences(sample.rendered().content) for word in words(one)}
    assert said & set(HARD) == set()


@letter
def test_nothing_shouts(sample: Sample) -> None:
    content = sample.rendered().content
    capitals = set(re.findall(r"\b[A-Z0-9]*[A-Z][A-Z0-9]+\b", fx.said(content))) - INITIALS
    assert {word for word in capitals if not re.fullmatch(r"N244|[AEP]\d*|\d+[A-Z]|E\d\d|[A-Z]\d", word)} <= {"TBH"}
    assert "!" not in fx.said(content)
    for paragraph in fx.document(content).paragraphs:
        for run in paragraph.runs:
            assert not run.underline and not run.italic and not run.font.all_caps


@letter
def test_a_day_to_act_by_is_named_with_its_weekday(sample: Sample) -> None:
    text = sample.text()
    assert not re.search(r"within \d+ (days|weeks)(?! )", text.replace("within 5 days.", ""))
    assert not re.search(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", text)
    bare = re.findall(
        r"(?<!day )\b\d{1,2} (?:January|February|March|April|May|June|July|August|September) 20\d\d",
        plain_english.outside_lists(sample.rendered().content),
    )
    assert bare == []


@letter
def test_money_never_has_a_minus_or_an_accountant_s_mark(sample: Sample) -> None:
    text = sample.text()
    assert not re.search(r"-£|£-|\bCR\b|\bDR\b|−", text)


@letter
def test_what_it_does_to_the_home_is_said_at_the_top(sample: Sample) -> None:
    if sample.paper not in ("E-01", "E-02", "E-03", "E-05", "E-06", "E-07", "E-16", "E-17", "E-19"):
        return
    top = " ".join(sample.text().split(all_templates()[sample.paper].title)[1].split()[:60])
    assert "You can stay in your home" in top or "You do not have to leave your home" in top


def size(style: ParagraphStyle | None) -> float:
    """The size of a style in points, its own or that of the style it is based on."""
    while style is not None:
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style
    raise AssertionError("a style without a size")


@letter
def test_the_page_can_be_read_by_eye_and_by_machine(sample: Sample) -> None:
    document = fx.document(sample.rendered().content)
    body = document.element.body
    assert not list(body.iter(qn("w:txbxContent"))) and not list(body.iter(qn("w:pict")))
    properties = document.core_properties
    assert properties.title == all_templates()[sample.paper].title and properties.language == "en-GB"
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    used = {p.style.name for p in document.paragraphs if p.style}
    assert "Title" in used and "Heading 1" in used
    for paragraph in document.paragraphs:
        assert size(paragraph.style) >= 12
        assert paragraph.alignment in (None, 0)
    for table in document.tables:
        heads = table.rows[0]._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert len(heads) == (1 if len(table.columns) > 2 or table.rows[0].cells[0].text == "Pay by" else 0)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)  # type: ignore[union-attr]


@letter
def test_large_print_has_no_letter_under_18_point(sample: Sample) -> None:
    if sample.recipient == "occupiers":
        return
    case = sample.case()
    person = case.known.people[sample.recipient or ""].model_copy(update={"adjustments": "Large print (18 point)"})
    large = case.knowing(people={**case.known.people, person.ref: person})
    rendered = large.paper(sample.paper, sample.recipient, **sample.facts)
    document = fx.document(rendered.content)
    every = [*document.paragraphs, *(p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs)]
    for section in document.sections:
        every += [*section.header.paragraphs, *section.footer.paragraphs]
    for paragraph in every:
        assert size(paragraph.style) >= 18
        assert all(run.font.size is None or run.font.size.pt >= 18 for run in paragraph.runs)
    asked = "You asked us for this: Large print (18 point). Please tell us if you need anything else. "
    assert fx.said(rendered.content).replace(asked, "") == sample.text()


def test_a_copy_in_large_print_of_large_print_is_no_larger() -> None:
    plain = fx.fx_a().paper("E-01", fx.AMINA).content
    assert set(package.sizes(plain)) > {24} and min(package.sizes(package.enlarged(plain))) == 36
    assert package.enlarged(package.enlarged(plain)) == package.enlarged(plain) != plain


def test_large_print_is_for_the_one_who_asked() -> None:
    case = fx.fx_a()
    asked = case.known.people[fx.TOM].model_copy(update={"adjustments": "large_print"})
    case = case.knowing(people={**case.known.people, fx.TOM: asked})
    assert case.paper("E-01", fx.AMINA).content == fx.fx_a().paper("E-01", fx.AMINA).content
    assert case.paper("E-01", fx.TOM).content != fx.fx_a().paper("E-01", fx.TOM).content
