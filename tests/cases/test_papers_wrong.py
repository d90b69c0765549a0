"""Papers that a late entry shows to have been forbidden on their day, or to stand on a notice of no effect."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cases.fold import fold_late
from cases.nations import NATIONS
from cases.standing import ACTS, NOTICES, ON_THE_NOTICE
from templates.manifest import all_templates
from tests.cases.story import Story, event

SERVED, CLAIM = date(2026, 11, 25), date(2026, 12, 29)
HEARING = datetime(2027, 2, 9, 10, tzinfo=UTC)


def test_every_paper_that_a_moratorium_stops_has_its_act() -> None:
    stopped = {t.paper for t in all_templates().values() if "moratorium" in t.stopped_by}
    assert stopped and stopped <= ACTS.keys() | ON_THE_NOTICE


def _late(story: Story, registered_on: date) -> dict[str, str]:
    """What a breathing space entered late has against the papers, by paper."""
    late = event("hold_opened", story.today, n=99, hold="breathing_space", registered_on=registered_on)
    folded = fold_late("A1-1", story.events, late, story.today)
    return {paper: because for (_, paper), because in folded.against.items()}


def test_a_late_breathing_space_is_against_every_paper_it_forbids_and_all_that_stands_on_the_void_notice() -> None:
    story = Story()
    story.did("arrears_letter_sent", date(2026, 11, 4))
    story.to_hearing(SERVED, CLAIM, HEARING)
    against = _late(story, date(2026, 11, 3))
    assert set(against) == {"E-01", "E-08", "E-14", "E-16", "E-18", "E-21", "E-22"}
    assert "until Saturday 2 January 2027" in against["E-01"] and "regs 7, 10, 11" in against["E-01"]
    assert "has no effect: served inside a breathing space" in against["E-14"]


def test_what_went_before_it_and_what_it_does_not_forbid_stays_right() -> None:
    story = Story()
    story.did("arrears_letter_sent", date(2026, 11, 4))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    assert set(_late(story, date(2026, 11, 23))) == {"E-08", "E-14"}
    assert _late(story, date(2026, 11, 25)) == {}  # it begins the day after its entry


def test_a_notice_served_again_after_it_is_not_touched() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    again = date(2027, 2, 10)
    story.noticed(again)
    late = event("hold_opened", story.today, n=99, hold="breathing_space", registered_on=date(2026, 11, 23))
    folded = fold_late("A1-1", story.events, late, story.today)
    after = {e.event_id for e in story.events if e.happened_on == again}
    assert folded.against and not after & {event_id for event_id, _ in folded.against}
    assert folded.state.notice is not None and folded.state.notice.void is None


def test_a_late_breathing_space_is_against_the_welsh_papers_too() -> None:
    story = Story("occupation_contract_secure", on=date(2026, 11, 2), started_on=date(2020, 5, 4))
    story.did("fitness_checked", date(2026, 11, 3), fit=True, electrical_report_given=True)
    story.did("arrears_letter_sent", date(2026, 11, 4))
    story.to_hearing(SERVED, CLAIM, HEARING)
    against = _late(story, date(2026, 11, 3))
    welsh = {f"{code}-wales" for code in ("E-01", "E-14", "E-16", "E-18", "E-22")}
    assert set(against) == welsh | {"W-01", "W-04"}
    assert "has no effect: served inside a breathing space" in against["E-14-wales"]


def test_every_paper_of_a_nation_does_what_the_machine_s_paper_does() -> None:
    for nation in NATIONS.values():
        for name, paper in nation.papers.items():
            if paper:
                assert (ACTS.get(paper), paper in ON_THE_NOTICE) == (ACTS.get(name), name in ON_THE_NOTICE), paper
        for kind in nation.notices.values():
            assert kind.paper in NOTICES and ACTS[kind.paper] == "serve_notice"
