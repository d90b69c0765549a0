"""The road for an occupation contract, and whether rent is payable for a day."""

from law.enquiry import Answer, Enquiry, answers


@answers("wales.tenure.route")
def tenure_route(ask: Enquiry) -> Answer:
    """The notice, track and grounds for a contract; refused, with what is missing, for one that is not run."""
    value = ask.value(tenure=ask["tenure"], social_housing=ask["social_housing"], ground=ask["ground"] or "breach")
    if not value["runs"]:
        return ask.answer(refused=True)
    return ask.answer(
        notice=value["notice"],
        contract=value["contract"],
        track=value["track"],
        grounds=list(value["grounds"]),
        court_discretion=value["court_discretion"],
        review=value["review"],
    )


@answers("wales.fitness")
def fitness(ask: Enquiry) -> Answer:
    """No rent for a day on which the dwelling is unfit, or is taken to be for want of an electrical report."""
    converted, began = ask["converted"], ask["started_on"]
    if converted is None:
        converted = began is not None and began < ask.question.value[0].in_force
    value = ask.value(converted=converted)
    unreported = value["report_counts"] and not ask["electrical_report_given"]
    payable = ask["fit"] and not unreported
    why = "the dwelling was fit and rent is payable"
    if not ask["fit"]:
        why = "the dwelling was unfit and no rent is payable"
    elif unreported:
        why = "no electrical report had been given and no rent is payable"
    return ask.answer(payable=payable, why=why)
