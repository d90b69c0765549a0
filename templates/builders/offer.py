"""The template of the offer of an agreement (E-05), in our own words: choice, not demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template


def e05(template: Template) -> Paper:
    """What the reader told us, what is owed, the plans to choose from, what we promise, how to answer."""
    paper = kit.start(template)
    with paper.when("told"):
        paper.text(f"Here is what you told us. Here is a plan that we think you can afford. {kit.STAY}")
        paper.otherwise()
        paper.text(
            f"Here is a suggestion for a payment plan. Tell us what you can afford, and we will change it. {kit.STAY}"
        )
    paper.facts_box(
        ("What you owe", "{{ owed.pence|balance }} in rent, at the end of {{ owed.as_at|day }}"),
        ("Please answer by", "{{ reply_by.on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    with paper.when("moratorium_from"):
        paper.text(
            "You have breathing space, which began on {{ moratorium_from|day }}. "
            "The sum above is only what has come since then. We are not asking for the rest."
        )
    with paper.when("left_out"):
        paper.text(
            "We have left out {{ left_out|money }}. It is in your debt relief order or your bankruptcy, and we are not asking "
            "for it."
        )
    kit.expected(paper)
    kit.joint(paper)
    with paper.when("told"):
        paper.heading("What you told us")
        paper.text("You told us this on {{ told.on|day }}. Everything is for one month.")
        with paper.each("one", "told.comes_in"):
            paper.bullets("{{ one.what }}, coming in: {{ one.sum|money }}")
        with paper.each("one", "told.goes_out"):
            paper.bullets("{{ one.what }}, going out: {{ one.sum|money }}")
        with paper.when("told.dependants is not none"):
            paper.text("People who depend on you: {{ told.dependants }}.")
        with paper.when("short"):
            paper.text(
                "There is nothing left at the end of the month. So this is a question, and not a demand. "
                "Could you pay a small sum? We would like to check your benefits with you first."
            )
            paper.otherwise()
            paper.text("That leaves {{ told.left|balance }} a month.")
        paper.text("If any of this has changed, tell us.")
    with paper.each("plan", "options"):
        paper.heading("{% if told %}Plan {{ plan.letter }}{% else %}Suggestion {{ plan.letter }}{% endif %}")
        with paper.when("plan.beat.total is not none"):
            paper.text(
                "**{{ plan.beat.total|money }} a {{ plan.beat.every|every }}.",
                " That is {{ plan.beat.rent|money }} rent and {{ plan.beat.plus|money }} towards what you owe.",
            )
            paper.otherwise()
            paper.text("**{{ plan.beat.plus|money }} every {{ plan.beat.every|every }} towards what you owe.")
            with paper.when("plan.beat.rent"):
                paper.text(
                    "You pay your rent as well: {{ plan.beat.rent|money }} every {{ plan.beat.rent_every|every }}."
                )
        paper.text(
            "Towards what you owe, that is {{ plan.a_week|money }} a week or {{ plan.a_month|money }} a month. "
            "The first payment is on {{ plan.beat.first_on|day }}."
        )
        paper.text(
            "It takes {{ plan.payments }} "
            "{% if plan.beat.every == 'fortnight' %}payments, one every two weeks"
            "{% elif plan.beat.every == 'four_weeks' %}payments, one every four weeks"
            "{% else %}{{ plan.beat.every }}{% if plan.payments != 1 %}s{% endif %}{% endif %}. "
            "The last one is on {{ plan.clear_on|day }}."
        )
        with paper.when("plan.beat.rent"):
            paper.text("Rent that falls due before the first payment is not counted in this.")
    with paper.when("reason"):
        paper.text("This is more than what is left over. The reason is: {{ reason }}")
    with paper.when("deduction"):
        paper.heading("Another way: a deduction from your benefit")
        paper.text(
            "We can ask for money to be taken from your Universal Credit towards what you owe. "
            "The Department for Work and Pensions decides that, and asks you first. It may take more than these plans do."
        )
    paper.heading("What we promise")
    promises = (
        ("notice", "While you keep to a plan, we will not send you a legal notice."),
        ("claim", "Your legal notice stays in place. We will not start a court claim while you keep to a plan."),
        ("hearing", "While you keep to a plan, we will ask the court to put your hearing off."),
        ("bailiffs", "While you keep to a plan, we will not ask for bailiffs."),
    )
    for name, said in promises:
        with paper.when(f"promise == '{name}'"):
            paper.text(said)
    paper.text("If a payment is missed, we will contact you first and ask what happened.")
    paper.text("A plan does not change your tenancy.")
    paper.heading("How to answer")
    paper.steps(
        kit.call_step("reply_by.on"),
        "Say which plan you would like, or no. You can also tell us another sum.",
        "{% if told %}If your money has changed, fill in the form at the end.{% else %}Please fill in the form at the end, or "
        "let us do it with you by phone.{% endif %}",
    )
    kit.ways_to_pay(paper)
    paper.heading("How we can help")
    kit.money_help(paper)
    kit.about_you(paper)
    with paper.when("promise != 'notice'"):
        kit.legal_help(paper)
    kit.free_help(paper)
    kit.end(paper)
    kit.enclosed(paper, "A slip to answer with.", "A form for your money.")
    paper.new_page()
    paper.heading("My answer")
    paper.text("You can send this back, or call us and say the same.")
    paper.facts_box(
        ("I would like plan", ""),
        ("I could pay instead", "£                    every"),
        ("I do not want a plan, because", ""),
        ("Please call me on", ""),
        ("Your name and the day", ""),
    )
    kit.money_form(paper)
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-05": e05})
