"""Northern Ireland, which is not run: the one question there is says so. Importing this registers it."""

from law.enquiry import Answer, Enquiry, answers


@answers("northern_ireland.tenure.route")
def tenure_route(ask: Enquiry) -> Answer:
    """No tenancy has a route: refused, with what is missing."""
    ask.value()
    return ask.answer(refused=True)
