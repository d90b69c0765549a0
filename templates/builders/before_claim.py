"""The template of the letter before a claim, in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.builders.letters_action import known_benefits
from templates.manifest import Template


def e19(template: Template) -> Paper:
    """What we plan and when; what would stop it; what it could cost; who else can help."""
    paper = kit.start(template)
    paper.text(
        "Because of your rent, we mean to go to court about your home. You can still stop this. "
        "You do not have to leave your home because of this letter. Only a court can make you leave."
    )
    paper.facts_box(
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}"),
        ("It goes up by", "{{ b10.pence|money }} of rent for each day from {{ b10.as_at|day }}"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ call_by.on|day }}"),
        ("Our claim could start on", "{{ claim_from.on|day }} or later"),
    )
    paper.text(
        "We gave you a legal notice on {{ served_on|day }}. The time in that notice has passed. "
        "Ask us if you need another copy of it."
    )
    kit.legal_help(paper)
    paper.heading("What would stop this")
    paper.steps(
        kit.call_step("call_by.on"),
        "Pay what you owe, or as much of it as you can.",
        "Agree a plan. We would accept your rent and {{ plan|money }} every {{ every|every }} on top of it. "
        "If that is too much, tell us what you can pay.",
        "Send us proof of a benefit claim, or anything new that we should know.",
    )
    kit.ways_to_pay(paper)
    known_benefits(paper)
    kit.money_help(paper)
    paper.heading("What we would ask the court for")
    with paper.when("asks == 'suspended'"):
        paper.bullets("an order about your home. You could stay while you pay what the judge sets;")
        paper.otherwise()
        paper.bullets("an order that we get your home back;")
    with paper.when("money_claimed"):
        paper.bullets("an order that you pay the rent you owe;")
    paper.bullets("an order about the costs of the court case.")
    paper.text("The judge decides, and may decide something different. What you tell the judge matters.")
    paper.heading("Costs that could be added")
    paper.text("You do not owe these costs now. They are not in the rent above.")
    paper.text("The court fee for a claim is {{ fee|money }}. The judge may order you to pay it.")
    paper.heading("Talk to someone else")
    paper.text(
        "We can try to settle this without a court. You can ask for someone who is not on our side or yours to help us "
        "both talk. That is called mediation. You can also complain to us, and then to the {{ landlord.ombudsman }}."
    )
    paper.heading("Tell us about you")
    kit.about_you(paper)
    kit.joint(paper)
    kit.free_help(paper)
    kit.end(paper)
    kit.enclosed(paper, "A slip to answer with.", "Your rent statement.")
    paper.new_page()
    paper.heading("My answer")
    paper.text("You can send this back by {{ call_by.on|day }}, or call us and say the same.")
    paper.facts_box(
        ("My rent and {{ plan|money }} every {{ every|every }}", "Yes, from"),
        ("I could pay instead", "My rent and £                    every"),
        ("What you should know first", ""),
        ("Please call me on", ""),
        ("Your name and the day", ""),
    )
    kit.statement(paper)
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-19": e19})
