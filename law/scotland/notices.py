"""The notice of proceedings: its service, form, earliest date and life, who needs a copy, and the s.36 notice."""

from law.dates import DAY, after, beginning_with, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.giving import sent_and_received
from law.scotland.holidays import area
from law.scotland.working_days import left_out, working_day_to

BY_HAND = ("left_at_address", "personal", "handed_to_person", "process_server", "sheriff_officer")


@answers("scotland.notice.given")
def notice_given(ask: Enquiry) -> Answer:
    """2001 Act s.40: by hand, left at the address or by recorded delivery; nothing else is listed."""
    day, received = sent_and_received(ask)
    if ask["method"] in BY_HAND:
        ask.value(way="by_hand")
        return ask.answer(given_on=day)
    if ask["method"] != "recorded_post":
        ask.value(way="unlisted")
        return ask.answer(refused=True)
    if received:
        ask.value(way="tracked")
        return ask.answer(given_on=received)
    value, where = ask.value(way="recorded"), area(ask)
    second = after(day, value.span("delivery"))
    given = roll_on(second, where.working)
    return ask.answer(words={"skipped": left_out(where, second, given - DAY)}, given_on=given)


@answers("scotland.notice.form")
def notice_form(ask: Enquiry) -> Answer:
    """SSI 2012/92: the form for rent arrears, by the day of service."""
    return ask.answer(form=ask.value()["form"])


@answers("scotland.secure.notice")
def secure_notice(ask: Enquiry) -> Answer:
    """2001 Act s.14(4)(b): weeks from service, or the day a notice to quit could have ended the tenancy if later."""
    value, to_quit = ask.value(), ask["notice_to_quit_could_end_on"]
    run_out = after(ask["served_on"], value.span("minimum"))
    earliest = max(run_out, to_quit or run_out)
    note = ask.sentence(value["note_to_quit" if to_quit else "note_not_to_quit"])
    words = {"run_out": run_out, "to_quit": note}
    return ask.answer(words=words, statutory_earliest=earliest, safe_earliest=earliest + DAY)


@answers("scotland.short_secure.notice")
def short_secure_notice(ask: Enquiry) -> Answer:
    """2001 Act s.36(8): weeks from service, with no notice to quit to reckon with."""
    earliest = after(ask["served_on"], ask.value().span("minimum"))
    return ask.answer(statutory_earliest=earliest, safe_earliest=earliest + DAY)


@answers("scotland.secure.notice_life")
def notice_life(ask: Enquiry) -> Answer:
    """2001 Act s.14(5): months after the date specified."""
    ceases = after(ask["specified_on"], ask.value().span("life"))
    return ask.answer(ceases_on=ceases, safe_last_day=ceases - DAY)


@answers("scotland.secure.claim_window")
def claim_window(ask: Enquiry) -> Answer:
    """2001 Act s.14(2), (5): on or after the date specified, while the notice is in force."""
    specified = ask["specified_on"]
    ceases = after(specified, ask.value().span("life"))
    return ask.answer(
        claim_from=specified,
        statutory_claim_by=ceases,
        safe_claim_by=ceases - DAY,
        last_open_day=working_day_to(ceases - DAY, area(ask)),
    )


@answers("scotland.short_secure.end_of_term")
def end_of_term(ask: Enquiry) -> Answer:
    """2001 Act s.36: months from service, a review beginning with it, a life after the date specified."""
    value, served = ask.value(), ask["served_on"]
    earliest = after(served, value.span("minimum"))
    return ask.answer(
        earliest=earliest,
        review_by=beginning_with(served, value.span("review")),
        lapses_on=after(earliest, value.span("life")),
    )


@answers("scotland.qualifying_occupier")
def qualifying_occupier(ask: Enquiry) -> Answer:
    """2001 Act s.14(6): a home there, and family of an age, or there with the landlord's consent."""
    value, relation, age = ask.value(), ask["relation"], ask["age"]
    if relation == "family_member":
        if age is None:
            raise ask.bad("age is needed for a family member.")
        entitled, is_what = age >= value["age_from"], f"a family member aged {age}"
    elif relation == "other":
        entitled, is_what = False, "none of these"
    else:
        if ask["landlord_consented"] is None:
            raise ask.bad(f"landlord_consented is needed for a person who is {relation}.")
        entitled = ask["landlord_consented"]
        with_or_without = "with" if entitled else "without"
        is_what = f"{'an' if relation == 'assignee' else 'a'} {relation} {with_or_without} the landlord's consent"
    home = ask["principal_home"]
    qualifies = home and entitled
    lives = "lives there as a home" if home else "does not live there as a home"
    verdict = "has to be served" if qualifies else "is not a qualifying occupier"
    return ask.answer(qualifies=qualifies, why=f"the person is {is_what}, {lives}, and {verdict}")
