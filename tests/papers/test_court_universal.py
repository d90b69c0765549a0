"""What every notice and court paper must pass: the same checks as the letters."""

from __future__ import annotations

import pytest

from activities import documents
from templates import package
from templates.builders.every import PAPERS
from templates.manifest import template
from tests.papers import test_universal as universal
from tests.papers.court_samples import COURT
from tests.papers.fixtures import held
from tests.papers.samples import Sample, named

CODES = (
    "E-08", "E-09", "E-10", "E-10-demoted", "E-12", "E-13", "E-14", "E-15", "E-18", "E-20", "E-21", "E-22", "E-23", "E-24",
    "E-26", "E-27", "E-28", "E-33",
)  # fmt: skip
CHECKS = (
    universal.test_a_name_comes_out_as_it_went_in,
    universal.test_nothing_is_left_unfilled,
    universal.test_every_weekday_is_the_day_s_own,
    universal.test_every_sum_in_the_text_is_a_figure_with_a_code,
    universal.test_the_manifest_holds_no_name_and_no_address,
    universal.test_the_same_facts_give_the_same_bytes,
    universal.test_the_document_is_whole,
    universal.test_no_words_of_another_nation_and_none_that_are_banned,
    universal.test_it_is_marked_as_a_specimen_on_every_page_exactly_while_the_law_s_text_is_missing,
)
every_paper = pytest.mark.parametrize("sample", COURT, ids=named)


def test_every_paper_has_a_sample() -> None:
    assert set(CODES) == {sample.paper for sample in COURT}


@every_paper
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
def test_it_passes_what_every_paper_must(check, sample: Sample) -> None:  # type: ignore[no-untyped-def]
    check(sample)


@every_paper
def test_each_mandatory_field_alone_stops_the_paper(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    universal.test_each_mandatory_field_alone_stops_the_paper_by_its_name(sample, monkeypatch)


@pytest.mark.parametrize("code", CODES)
def test_the_built_template_is_the_committed_one(code: str) -> None:
    assert PAPERS[code](template(code)).built() == template(code).source


@every_paper
def test_a_draft_says_so_on_every_page(sample: Sample) -> None:
    case = sample.case()
    order = sample.order(case).model_copy(update={"draft": True})
    made = documents.render(order, state=case.state, event=case.event, today=case.today, known=case.known)
    assert package.text(made.content).count("DRAFT — not approved") == 2


@every_paper
def test_a_moratorium_stops_what_asks_for_the_debt(sample: Sample) -> None:
    case = sample.case()
    codes = held(case, "breathing_space").refused(sample.paper, sample.recipient, **sample.facts)
    assert ("R03" in codes) == ("moratorium" in template(sample.paper).stopped_by)
