"""What every paper must pass: names survive, what is missing is named, figures are accounted for, nobody is told of others."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pydantic import BaseModel

from activities import documents
from activities.documents import RenderRefused
from activities.papers import BUILDERS
from activities.papers.builder import Builder
from activities.papers.refusals import Draft
from cases.facts.common import figures
from templates.linter import opened
from templates.manifest import all_templates
from templates.words import money
from tests.papers import fixtures as fx
from tests.papers.samples import SAMPLES, Sample, named

every_paper = pytest.mark.parametrize("sample", SAMPLES, ids=named)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATED = re.compile(rf"(\w+day) (\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
BANNED = ("eviction is inevitable", "bailiffs will remove", "final demand", "intentionally homeless", "final notice")
OTHER_NATIONS = ("occupation contract", "contract-holder", "sheriff", "Scottish", "Renting Homes", "Wales")
#: Two hundred letters, scripts that run from right to left among them, and every sign that XML, Jinja or Word means something by.
STRANGE = """A & B <C> Seán Ó'Brien-Hughes "Zo" محمد علي 李 小龍 O’Neil {friend} שרה """ * 3
STRANGE = STRANGE[:199].strip().ljust(200, "Ż")
#: Papers whose room is limited by somebody else's field or by one page: a name of that length is refused there (R19).
LIMITED = {"E-24": 60, "E-27": 60}


def test_every_letter_has_a_sample() -> None:
    letters = {code for code in BUILDERS if all_templates()[code].kind == "letter"}
    assert {code for code in letters if all_templates()[code].nation == "england"} <= {s.paper for s in SAMPLES}


@every_paper
def test_a_name_comes_out_as_it_went_in(sample: Sample) -> None:
    case, name = sample.case(), STRANGE[: LIMITED.get(sample.paper, 200)].strip()
    if sample.recipient == "occupiers":
        case = case.knowing(landlord=case.known.landlord.model_copy(update={"trading_name": name}))
    else:
        ref = sample.recipient or case.state.the_tenancy.tenants[0]
        person = case.known.people[ref].model_copy(update={"name": name, "legal_name": name})
        case = case.knowing(people={**case.known.people, ref: person})
    assert name in case.text(sample.paper, sample.recipient, **sample.facts)


@every_paper
def test_each_mandatory_field_alone_stops_the_paper_by_its_name(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, builder = sample.ask(), sample.builder
    values = builder.build(ask).values
    code = documents.code_of(ask.order)
    paths = list(mandatory(builder.facts, values))
    assert len(paths) > 10
    for path in paths:
        cut = without(values, path)
        pruned = Builder(builder.facts, lambda _, cut=cut: Draft(values=cut))  # type: ignore[misc]
        monkeypatch.setattr(documents, "BUILDERS", {code: pruned})
        with pytest.raises(RenderRefused) as refused:
            sample.fresh()
        named_ = [r.details for r in refused.value.refusals if r.code == "R04"]
        assert len(named_) == 1
        assert f"({'.'.join(map(str, path))})" in named_[0]


def mandatory(
    model: type[BaseModel], values: Any, above: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    """The path of every field that may not be empty, in the parts that are there; of a list, its first item."""
    for name, info in model.model_fields.items():
        inner, many, optional = opened(info.annotation)
        value = values.get(name) if isinstance(values, dict) else getattr(values, name, None)
        needs = info.is_required() and not optional and value not in ((), None) and isinstance(values, dict)
        if needs:
            yield (*above, name)
        if isinstance(inner, type) and issubclass(inner, BaseModel) and value:
            first, here = (value[0], (*above, name, 0)) if many else (value, (*above, name))
            if isinstance(first, dict):
                yield from mandatory(inner, first, here)


def without(values: Any, path: tuple[str | int, ...]) -> Any:
    """The same values with one of them gone."""
    first, rest = path[0], path[1:]
    if isinstance(values, tuple):
        assert isinstance(first, int)
        return tuple(without(item, rest) if place == first else item for place, item in enumerate(values))
    return {k: (without(v, rest) if rest else None) if k == first else v for k, v in values.items()}


@every_paper
def test_nothing_is_left_unfilled(sample: Sample) -> None:
    text = sample.text()
    assert not re.search(r"\bNone\b|\{\{|\}\}|\{%|\bTBC\b|\bXX\b|\bNaN\b| ,|\(\)|\s\.\s", text)


@every_paper
def test_every_weekday_is_the_day_s_own(sample: Sample) -> None:
    text = sample.text()
    for weekday, day, month, year in DATED.findall(text):
        assert f"{date(int(year), MONTHS.index(month) + 1, int(day)):%A}" == weekday


@every_paper
def test_every_sum_in_the_text_is_a_figure_with_a_code(sample: Sample) -> None:
    facts = sample.builder.facts.model_validate(
        {k: v for k, v in sample.builder.build(sample.ask()).values.items() if v is not None}
    )
    known = {money(abs(pence)) for _, _, pence in figures(facts)}
    printed = set(re.findall(r"£[\d,]+(?:\.\d\d)?", sample.text()))
    assert printed <= known
    kept = sample.rendered().facts
    assert {money(abs(f["pence"])) for f in kept.values() if isinstance(f, dict) and "pence" in f} == known


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.recipient], ids=named)
def test_nobody_reads_of_another_tenant(sample: Sample) -> None:
    case, text = sample.case(), sample.text()
    for ref, other in case.known.people.items():
        if ref != sample.recipient:
            for private in (other.name, other.phone, other.email, *(other.address or ())):
                assert not private or private not in text


@every_paper
def test_the_manifest_holds_no_name_and_no_address(sample: Sample) -> None:
    case, rendered = sample.case(), sample.rendered()
    kept = json.dumps(rendered.facts, ensure_ascii=False)
    for person in case.known.people.values():
        for private in (person.name, person.phone, person.email, *(person.address or ())):
            assert not private or private not in kept
    for line in (*case.known.account.home, fx.OWNER, "Sam Rowe"):
        assert line not in kept


@every_paper
def test_the_same_facts_give_the_same_bytes(sample: Sample) -> None:
    first, second = sample.rendered(), sample.fresh()
    assert first == second
    assert first.content_sha256 == hashlib.sha256(second.content).hexdigest()


@every_paper
def test_the_document_is_whole(sample: Sample) -> None:
    """Word refuses a head, a foot or a cell without a paragraph, and a table without a row."""
    with ZipFile(BytesIO(sample.rendered().content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                root = parse_xml(archive.read(name))
                assert root.tag == qn("w:document") or root.findall(qn("w:p"))
                assert all(cell[-1].tag == qn("w:p") for cell in root.iter(qn("w:tc")))
                assert all(table.findall(qn("w:tr")) for table in root.iter(qn("w:tbl")))


@every_paper
def test_other_facts_give_other_hashes(sample: Sample) -> None:
    case = sample.case()
    other = case.knowing(landlord=case.known.landlord.model_copy(update={"phone": "01632 960199", "hours": "always"}))
    changed = other.paper(sample.paper, sample.recipient, **sample.facts)
    assert changed.content_sha256 != sample.rendered().content_sha256
    assert changed.facts_sha256 != sample.rendered().facts_sha256


@every_paper
def test_no_words_of_another_nation_and_none_that_are_banned(sample: Sample) -> None:
    text = sample.text().lower()
    for words in (*OTHER_NATIONS, *BANNED):
        assert words.lower() not in text
    if not (sample.paper == "E-30" and ("outright" in sample.name or "mandatory" in sample.name)):
        assert "you must leave" not in text


@every_paper
def test_it_is_marked_as_a_specimen_on_every_page_exactly_while_the_law_s_text_is_missing(sample: Sample) -> None:
    case, rendered = sample.case(), sample.rendered()
    needs = all_templates()[documents.code_of(sample.order(case))].blocks
    assert rendered.specimen == bool(case.known.texts.lacking(needs, case.today))
    assert fx.said(rendered.content).count("SPECIMEN — not to be served") == (2 if rendered.specimen else 0)
