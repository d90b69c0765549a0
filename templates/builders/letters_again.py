"""The templates of the letters that follow the first, in our own words: the second, and the last before a notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template

NOTICE_MAY_FOLLOW = (
    "If we do not hear from you by {{ call_by.on|day }}, we may send you a legal notice. "
    "A notice is a first step. It does not mean that you have to leave."
)
ENCLOSED = ("Your rent statement.", "A form for your money, and a slip if you want us to talk to someone for you.")


def e02(template: Template) -> Paper:
    """Still behind: what has changed, what we tried, and an appointment."""
    paper = kit.start(template)
    paper.text(f"Your rent is still behind. We would like to meet you and help you put it right. {kit.STAY}")
    paper.facts_box(
        ("What you owe", "{{ owed.pence|balance }} in rent, at the end of {{ owed.as_at|day }}"),
        ("What you owed before", "{{ before.pence|balance }}, at the end of {{ before.as_at|day }}"),
        ("Your appointment", "{{ appointment.at|day }} at {{ appointment.at|clock }}, {{ appointment.place }}"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ call_by.on|day }}"),
        ("Your rent", "{{ rent|money }} every {{ period|every }}, next on {{ next_due_on|day }}"),
    )
    kit.latest_payments(paper)
    kit.expected(paper)
    kit.joint(paper)
    paper.heading("Your appointment")
    paper.text(
        "We would like to talk to you on {{ appointment.at|day }} at {{ appointment.at|clock }}, {{ appointment.place }}. "
        "If you cannot make it, call us before then. We will find another time or place."
    )
    paper.text("If you can, please have these ready:")
    paper.bullets(
        "Your latest payslips, or letters about your benefits.",
        "Bills and anything else you have to pay.",
        "The form at the end of this letter, as far as you can fill it in.",
    )
    with paper.when("adjustments"):
        paper.text("You asked us for this: {{ adjustments }}. Please tell us if you need anything else.")
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("call_by.on"),
        "Tell us what has happened, and what money comes in and goes out.",
        "Tell us what you could pay. We would like to agree a plan that you can afford.",
    )
    kit.ways_to_pay(paper)
    paper.heading("How we can help")
    kit.money_help(paper)
    kit.about_you(paper)
    paper.heading("What we have tried")
    with paper.each("one", "tried"):
        paper.bullets("{{ one.on|day }}: {{ one.what }}.")
    paper.heading("What may happen next")
    paper.text(NOTICE_MAY_FOLLOW)
    kit.free_help(paper)
    kit.end(paper)
    kit.enclosed(paper, *ENCLOSED)
    kit.statement(paper)
    kit.money_form(paper)
    kit.talk_form(paper)
    return paper


def e03(template: Template) -> Paper:
    """The last before a notice: the ways to stop it come before what a notice is."""
    paper = kit.start(template)
    paper.text(
        f"Your rent is behind, and we are thinking about a legal notice. We would rather agree a plan. {kit.STAY}"
    )
    paper.facts_box(
        ("What you owe", "{{ owed.pence|balance }} in rent, at the end of {{ owed.as_at|day }}"),
        (
            "How much that is",
            "About {{ weeks }} weeks of rent. Your rent is {{ rent|money }} every {{ period|every }}.",
        ),
        ("Next rent day", "{{ next_due_on|day }}"),
        ("Please act by", "{{ call_by.on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    kit.about_you(paper)
    paper.heading("Three ways to stop this")
    paper.text("Any one of these is enough:")
    paper.steps(
        "**Call us and agree a plan by {{ call_by.on|day }}.** You tell us what comes in and what goes out. We look for "
        "a sum that you can afford.",
        "**Pay {{ owed.pence|money }} by {{ call_by.on|day }}.**",
        "**Show us by {{ call_by.on|day }} that you have asked for a benefit that will help.** A letter or a screen shot "
        "will do.",
    )
    paper.text(
        "To call us, ring {{ officer.name }} on {{ officer.phone }}. You can also email {{ officer.email }}. "
        "Or you can ask someone to call for you."
    )
    kit.latest_payments(paper)
    kit.expected(paper)
    kit.joint(paper)
    kit.ways_to_pay(paper)
    paper.heading("What a notice means")
    paper.text(
        "If none of this has happened by {{ call_by.on|day }}, we may send you a legal notice after that day. "
        "The reason we would give is that rent is owed."
    )
    paper.text(
        "A notice is a first step. You would not have to leave because of it. Only a court can decide about your home."
    )
    paper.heading("Your benefits")
    kit.money_help(paper)
    paper.text("Have you given the council or Universal Credit everything they asked for? If not, we can help you.")
    with paper.each("one", "direct"):
        paper.bullets("{{ one }}")
    paper.heading("Get free legal help")
    paper.text(
        "**You may already be able to get free legal help. The government pays for it, whatever you earn. "
        "It is for people who could lose their home."
    )
    paper.text(
        f"Go to {kit.LEGAL_HELP} and choose HLPAS and housing. "
        "HLPAS is the Housing Loss Prevention Advice Service. Show the adviser this letter."
    )
    kit.free_help(paper)
    kit.end(paper)
    kit.enclosed(paper, *ENCLOSED)
    kit.statement(paper)
    kit.money_form(paper)
    kit.talk_form(paper)
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-02": e02, "E-03": e03})
