"""What is open to a landlord: the route for a tenancy, the pre-action requirements, what a hold forbids."""

from law.england.routes import hold as hold_of
from law.enquiry import Answer, Enquiry, answers


@answers("scotland.tenure.route")
def tenure_route(ask: Enquiry) -> Answer:
    """The notice, requirements and ground for a tenancy; refused, with what is missing, for one that is not run."""
    value = ask.value(tenure=ask["tenure"], social_housing=ask["social_housing"])
    if not value["runs"]:
        return ask.answer(refused=True)
    return ask.answer(
        notice=value["notice"],
        tenancy=value["tenancy"],
        track=value["track"],
        grounds=list(value["grounds"]),
        court_discretion=value["court_discretion"],
    )


@answers("scotland.protocol.paragraphs")
def pre_action_requirements(ask: Enquiry) -> Answer:
    """2001 Act s.14A: one row a requirement, without those that are not asked of this kind of landlord."""
    landlord = ask["landlord"] or "provider"
    rows = [row for row in ask.value()["rows"] if row.get("not_for") != landlord]
    return ask.answer(rows=[{k: v for k, v in row.items() if k != "not_for"} for row in rows])


@answers("scotland.hold")
def hold(ask: Enquiry) -> Answer:
    """What a kind of hold forbids and what ends it; refused for a scheme that does not reach Scotland."""
    if "forbids" in ask.look("scotland.hold", kind=ask["kind"]).holds:
        return hold_of(ask)
    ask.value(kind=ask["kind"])
    return ask.answer(refused=True)
