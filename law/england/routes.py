"""What is open to a landlord: the route for a tenure, what the protocol asks for, what a hold forbids, ground 8."""

from copy import deepcopy

from law.arrears import threshold
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import DAY, after, before, clear_days_before, count_on, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.packs import Value


@answers("england.tenure.route")
def tenure_route(ask: Enquiry) -> Answer:
    """The notice, track and grounds for a tenure; refused, with what is missing, for a tenure that is not run yet."""
    tenure, years = ask["tenure"], ask["lease_years"]
    if years is not None and years > ask.look("england.shared_ownership.notice")["longer_than"]:
        tenure = "long_lease"
    if tenure == "demoted" and ask["landlord"] == "provider":
        tenure = "demoted_shorthold"
    value = ask.value(tenure=tenure, social_housing=ask["social_housing"])
    if not value["runs"]:
        instead = {"instead": value["instead"]} if "instead" in value.holds else {}
        return ask.answer(refused=True, **instead)
    return ask.answer(
        notice=value["notice"],
        track=value["track"],
        grounds=list(value["grounds"]),
        court_discretion=value["court_discretion"],
    )


@answers("england.protocol.paragraphs")
def protocol_paragraphs(ask: Enquiry) -> Answer:
    """The paragraphs of the social landlords' protocol, each with the evidence it asks for."""
    return ask.answer(rows=deepcopy(ask.value(track=ask["track"])["rows"]))


@answers("england.protocol.attempts")
def protocol_attempts(ask: Enquiry) -> Answer:
    """What counts as reasonable attempts with a tenant who does not answer; how many is policy."""
    return ask.answer(rows=deepcopy(ask.value(track=ask["track"])["rows"]))


@answers("england.protocol.statement")
def protocol_statement(ask: Enquiry) -> Answer:
    """Protocol para 2.3: weeks after the last statement."""
    return ask.answer(next_by=after(ask["last_sent_on"], ask.value().span("every")))


@answers("england.protocol.pre_hearing")
def protocol_pre_hearing(ask: Enquiry) -> Answer:
    """Protocol para 2.11: days before the hearing, plainly and with both ends left out."""
    value, hearing = ask.value(), ask["hearing_on"]
    plain = before(hearing, value.span("minimum"))
    return ask.answer(statutory_by=plain, safe_by=clear_days_before(hearing, value.days("minimum")))


@answers("england.policy.cure")
def cure(ask: Enquiry) -> Answer:
    """Protocol para 2.9: a clear time after a warning; how long is policy, counted from the letter's arrival."""
    return _posted(ask, ask.value(), "cure")


@answers("england.policy.reply")
def reply(ask: Enquiry) -> Answer:
    """Protocol para 2.8 and Part 3: a day to answer by; how long is policy, counted from the letter's arrival."""
    return _posted(ask, ask.value(track=ask["track"]), "reply")


def _posted(ask: Enquiry, value: Value, length: str) -> Answer:
    """A time that runs from a letter's arrival, on to a working day."""
    delivered = count_on(ask["sent_on"], value.days("delivery"), CALENDAR.is_business_day)
    by = roll_on(after(delivered, value.span(length)), CALENDAR.is_business_day)
    return ask.answer(words={"delivered": delivered}, by=by, resume_on=by + DAY)


@answers("england.hold")
def hold(ask: Enquiry) -> Answer:
    """What a kind of hold forbids, makes void and cancels, and what ends it."""
    value = ask.value(kind=ask["kind"])
    return ask.answer(
        title=value["title"],
        forbids=list(value["forbids"]),
        voids=list(value["voids"]),
        cancels=list(value["cancels"]),
        debt=value["debt"],
        needs_end=value["needs_end"],
        needs_reason=value["needs_reason"],
        cure_or_end=value["cure_or_end"],
    )


@answers("england.assured.ground_8")
def ground_8(ask: Enquiry) -> Answer:
    """Housing Act 1988 Sch 2 Ground 8: the threshold on both days, awaited universal credit left out where it is."""
    value, notice, hearing = ask.value(social_housing=ask["social_housing"]), ask["notice_on"], ask["hearing_on"]
    if hearing < notice:
        raise ask.bad(f"hearing_on {hearing} is before notice_on {notice}.")
    frequency, also = ask["rent_frequency"], []
    owed = (ask["owed_at_notice"], ask["owed_at_hearing"])
    if frequency in ("quarterly", "yearly") and "late_by" in value.holds:
        needed, words = _of_a_quarter(ask, value)
        owed, also = (ask["late_at_notice"], ask["late_at_hearing"]), ["note_late"]
    else:
        # A four-weekly rent is in no limb of the ground: it speaks of rent payable weekly or fortnightly, and monthly.
        needed, words = threshold(ask, value, weeks_in={"weekly": 1, "fortnightly": 2})
    awaited = ask["universal_credit_housing_not_yet_received"] or 0
    left_out = awaited if value["leaves_out_universal_credit"] else 0
    met = min(owed) - left_out >= needed
    return ask.answer(
        also=(*also, "note_universal_credit") if awaited else tuple(also),
        words={"needed": words, "outcome": "made out" if met else "not made out"},
        met=met,
        threshold=needed,
    )


def _of_a_quarter(ask: Enquiry, value: Value) -> tuple[int, str]:
    """A quarter's rent, or so many months' of a yearly one, in pence rounded up and in words."""
    if missing := [name for name in ("late_at_notice", "late_at_hearing") if ask[name] is None]:
        raise ask.bad(
            f"{ask['rent_frequency']} rent can't be judged without {' and '.join(missing)}, "
            f"the part of it that is more than {value['late_by']} late; expected money."
        )
    if ask["rent_frequency"] == "quarterly":
        return ask["rent"] * value["quarters"], "a quarter's"
    return -(-ask["rent"] * value["yearly_months"] // 12), f"{value['yearly_months']} months'"


@answers("england.arrears.weeks")
def arrears_weeks(ask: Enquiry) -> Answer:
    """Arrears measured in weeks of rent, rounded down so that a threshold is never met too early."""
    value, arrears, rent, period = ask.value(), ask["arrears"], ask["rent"], ask["rent_period"]
    if rent == 0:
        raise ask.bad("rent is 0; weeks of rent can't be worked out without a rent.")
    if period in value["weeks_in_period"]:
        periods, weeks = 1, value["weeks_in_period"][period]
    else:
        periods, weeks = value["periods_in_year"][period], value["weeks_in_year"]
    tenths = arrears * weeks * 10 // (rent * periods)
    return ask.answer(
        weeks=tenths // 10,
        weeks_text=f"{tenths // 10}.{tenths % 10}",
        weekly_rent=(rent * periods * 2 + weeks) // (2 * weeks),
    )
