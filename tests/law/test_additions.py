"""Days and signatures that an installation adds: read as they were known, laid over what was released, undone when told."""

from __future__ import annotations

import json
from datetime import date

import pytest

import law
from law.additions import Additions, SignOff
from law.calendar_files import BadFile, Read, read
from law.calendars import CALENDARS, CalendarChange, DayChange, calendar
from law.changes import changes, digest
from law.reading import Knowledge, Reading

SEEN = date(2026, 12, 1)
THANKS = date(2027, 7, 2)  # a Friday


def change(*days: DayChange, version: int = 1, known_from: date = SEEN, until: date | None = None) -> CalendarChange:
    return CalendarChange(
        version=version,
        known_from=known_from,
        calendar="england-and-wales",
        source="https://www.gov.uk/bank-holidays.json",
        seen_on=known_from,
        days=days,
        held_until=until,
    )


def holiday(on: date = THANKS, *, stands: bool = True) -> DayChange:
    return DayChange(on=on, kind="bank_holiday", name="Day of thanks", stands=stands)


def is_business(day: date, known: date | Knowledge | None = None) -> bool:
    return bool(law.ask("england.calendar.is_business_day", known_at=known, day=day)["business"])


def test_a_day_counts_from_when_it_was_known() -> None:
    more = Additions(version=1, changes=(change(holiday()),))
    assert is_business(THANKS)
    with law.reading_as(additions=more):
        assert not is_business(THANKS)
        assert is_business(THANKS, date(2026, 11, 30)) and not is_business(THANKS, SEEN)
        assert is_business(THANKS, Knowledge(SEEN, 0)) and not is_business(THANKS, Knowledge(SEEN, 1))
    assert is_business(THANKS)


def test_the_two_clear_business_days_move_and_say_why() -> None:
    more = Additions(version=1, changes=(change(holiday()),))
    plain = law.ask("england.claim.hearing_deadlines", hearing_on=date(2027, 7, 5))
    with law.reading_as(additions=more):
        moved = law.ask("england.claim.hearing_deadlines", hearing_on=date(2027, 7, 5))
    assert (plain["evidence_by"], moved["evidence_by"]) == (date(2027, 6, 30), date(2027, 6, 29))
    assert "Day of thanks" in moved.because


def test_a_day_taken_back_is_a_day_again_and_an_old_reading_still_has_it() -> None:
    more = Additions(version=2, changes=(change(holiday()), change(holiday(stands=False), version=2)))
    with law.reading_as(additions=more):
        assert is_business(THANKS) and not is_business(THANKS, Knowledge(SEEN, 1))


def test_a_closing_day_shuts_the_office_and_a_local_holiday_only_may() -> None:
    shut = DayChange(on=THANKS, kind="court_closed", name="Courts closed")
    local = DayChange(on=THANKS, kind="local_holiday", name="Fair day", place="Ternbridge")
    for day, is_open in ((shut, False), (local, True)):
        with law.reading_as(additions=Additions(version=1, changes=(change(day),))):
            assert is_business(THANKS)
            assert law.calendars.ENGLAND_AND_WALES.is_open(THANKS) is is_open
            assert not law.calendars.ENGLAND_AND_WALES.is_surely_open(THANKS)
    assert law.calendars.ENGLAND_AND_WALES.is_surely_open(THANKS)


def test_a_reading_stands_over_a_question_only_when_told_to() -> None:
    more = Additions(version=1, changes=(change(holiday()),))
    with law.reading_as(additions=more, known=Knowledge(SEEN, 1), over=True):
        assert not is_business(THANKS, date(2026, 11, 30))


def test_a_signature_settles_the_value_it_was_given_for_and_no_other() -> None:
    pack = law.question("england.warrant.life")
    (value,) = pack.value
    signed = SignOff(
        version=1, known_from=SEEN, rule=pack.rule, values=(value.fingerprint(),), on=SEEN, by="sol@example.org"
    )
    facts = {"issued_on": date(2027, 2, 24)}
    assert law.ask(pack.rule, **facts).confidence == "inferred"
    with law.reading_as(additions=Additions(version=1, sign_offs=(signed,))):
        answer = law.ask(pack.rule, **facts)
        assert answer.confidence == "signed_off" and "Signed off by sol@example.org" in answer.reason
        assert law.ask_text(pack.rule, {"issued_on": "2027-02-24"})["signed_off"][0]["by"] == "sol@example.org"
        assert law.ask(pack.rule, known_at=date(2026, 11, 30), **facts).confidence == "inferred"
        changed = value.model_copy(update={"holds": {"life": "24 months"}})
        other = {**law.packs.PACKS, pack.rule: pack.model_copy(update={"value": (changed,)})}
        with law.reading_as(packs=other):
            assert law.ask(pack.rule, **facts).confidence == "inferred"
    gone = signed.model_copy(update={"version": 2, "stands": False})
    with law.reading_as(additions=Additions(version=2, sign_offs=(signed, gone))):
        assert law.ask(pack.rule, **facts).confidence == "inferred"
        assert law.ask(pack.rule, known_at=Knowledge(SEEN, 1), **facts).confidence == "signed_off"


def test_what_is_different_is_named_once_and_the_same_way() -> None:
    more = Additions(version=1, digest="a", changes=(change(holiday()),))
    old, new = Reading(additions=Additions()), Reading(additions=more)
    (found,) = changes(old, new)
    assert (found.rule, found.in_force) == ("calendar.england-and-wales", THANKS)
    assert "Friday 2 July 2027 is a bank holiday: Day of thanks" in found.says
    assert changes(new, new) == () and digest((found,)) == digest(changes(old, new))
    (back,) = changes(new, old)
    assert "no bank holiday any more" in back.says and digest((back,)) != digest((found,))


def test_a_changed_number_is_told_with_what_it_was() -> None:
    pack = law.question("england.warrant.notice_of_eviction")
    newer = pack.value[-1].model_copy(update={"known_from": date(2027, 1, 4), "holds": {"minimum": "21 days"}})
    more = {**law.packs.PACKS, pack.rule: pack.model_copy(update={"value": (*pack.value, newer)})}
    then = Reading(packs=more, known=Knowledge(on=date(2027, 1, 3)))
    (found,) = changes(then, Reading(packs=more))
    assert found.rule == pack.rule and "minimum was 14 days and is 21 days" in found.says
    (without,) = changes(Reading(), Reading(packs=more))  # another tree of packs
    assert without.key == found.key


# files


def gov_uk(*more: tuple[date, str], without: date | None = None, since: date = date(2024, 1, 1)) -> str:
    """The file as GOV.UK publishes it, from what is held."""
    names = {"england-and-wales": "england-and-wales", "scotland": "scotland", "northern-ireland": "scotland"}
    told = {}
    for division, held in names.items():
        days = {on: name for on, name in CALENDARS[held].holidays.items() if on >= since and on != without}
        events = [*days.items(), *(more if division == "england-and-wales" else ())]
        told[division] = {
            "division": division,
            "events": [{"title": t, "date": d.isoformat(), "notes": "", "bunting": True} for d, t in sorted(events)],
        }
    return json.dumps(told)


def found(text: str, only: str | None = None) -> Read:
    return read(text, CALENDARS, only=only)


def test_gov_uks_file_with_nothing_new_changes_nothing() -> None:
    told = found(gov_uk())
    assert told.published and told.found == () and told.left_out == ("northern-ireland",)


def test_gov_uks_file_gives_the_day_that_is_new() -> None:
    (one,) = found(gov_uk((THANKS, "Day of thanks"))).found
    assert one.calendar == "england-and-wales" and one.held_until is None
    assert [(d.on, d.name, d.stands) for d in one.days] == [(THANKS, "Day of thanks", True)]
    assert found(gov_uk((THANKS, "Day of thanks")), only="scotland").found == ()


def test_a_day_that_the_file_lacks_is_a_removal_and_years_it_does_not_reach_are_not() -> None:
    (one, _) = found(gov_uk(without=date(2027, 5, 31))).found
    assert [(d.on, d.stands) for d in one.removals] == [(date(2027, 5, 31), False)]


def test_a_whole_further_year_makes_the_calendar_longer_and_half_a_year_does_not() -> None:
    year = [
        (date(2029, m, d), f"Day {m}/{d}")
        for m, d in ((1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26))
    ]
    (one,) = found(gov_uk(*year)).found
    assert one.held_until == date(2030, 1, 1) and len(one.days) == 8
    assert found(gov_uk(*year[:4])).found == ()
    with law.reading_as(additions=Additions(version=1, changes=(change(*one.days, until=one.held_until),))):
        assert not is_business(date(2029, 5, 7)) and is_business(date(2029, 5, 8))


def test_a_list_of_closing_days() -> None:
    rows = "on,name,kind,calendar,place,confirmed\n2027-12-24,Courts closed,court_closed,england,,yes\n"
    rows += "2027-08-06,Fair day,local_holiday,scotland,Ternbridge,\n2027-05-31,Known,bank_holiday,england,,\n"
    told = found(rows)
    assert not told.published
    assert [(f.calendar, f.days[0].kind) for f in told.found] == [
        ("england-and-wales", "court_closed"),
        ("scotland", "local_holiday"),
    ]
    assert found(json.dumps([{"on": "2027-12-24", "name": "x"}]), only="england-and-wales").found[0].days[0].confirmed


def test_local_holidays_of_several_places_stand_beside_each_other_on_one_day() -> None:
    rows = "on,name,kind,calendar,place\n2027-09-20,Autumn holiday,local_holiday,scotland,{}\n"
    first = found(rows.format("Glasgow Sheriff Court")).found[0].days
    second = found(rows.format("Dundee City Council")).found[0].days
    both = tuple(
        change(*days, version=n).model_copy(update={"calendar": "scotland"})
        for n, days in enumerate((first, second), 1)
    )
    with law.reading_as(additions=Additions(version=2, changes=both)):
        held = calendar("scotland")
        assert (
            held.why_shut(first[0].on) == "Autumn holiday (Glasgow Sheriff Court); Autumn holiday (Dundee City Council)"
        )
        assert held.is_open(first[0].on) and not held.is_surely_open(first[0].on)
        asked = law.ask("scotland.removal.day", day=first[0].on)
        assert asked["competent"] and "look whether the area keeps it: Autumn holiday (Glasgow" in asked.because
        charged = law.ask("scotland.charge", served_on=date(2027, 9, 5))
        assert charged["safe_first_removal"] == date(2027, 9, 21) > charged["first_removal"]
        again = read(rows.format("Dundee City Council"), {"scotland": held})
        third = read(rows.format("Perth Sheriff Court"), {"scotland": held})
    assert again.found == () and len(third.found[0].days) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "whole JSON file"),
        ('"days"', "expected to be GOV.UK's bank holidays"),
        ('{"wales": {}}', "no division england-and-wales or scotland"),
        ('{"scotland": {"events": {}}}', "no list of events"),
        (
            '{"scotland": {"events": [{"title": "x", "date": "31/05/2027"}]}}',
            "scotland, event 1: the day is '31/05/2027'",
        ),
        ('{"scotland": {"events": [{"date": "2027-05-31"}]}}', "the title is missing"),
        ("day,title\n2027-05-31,x\n", "name the columns"),
        ("on,name\n2027-05-31,x\n", "for which calendar"),
        ("on,name,calendar\n2027-05-31,x,narnia\n", "row 2: there is no calendar 'narnia'"),
        ("on,name,calendar\n2031-05-31,x,england\n", "outside the England and Wales calendar"),
        ("on,name,calendar,kind\n2027-05-31,x,england,feast\n", "expected one of court_closed"),
        ("on,name,calendar,confirmed\n2027-05-31,x,england,perhaps\n", "expected yes or no"),
        ("on,name,calendar,colour\n2027-05-31,x,england,red\n", "'colour' is not expected"),
    ],
)
def test_a_file_that_is_not_one_of_days_is_refused_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says) as refused:
        found(text)
    assert "\n" not in str(refused.value)
