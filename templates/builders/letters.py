"""The templates of the letters of the early stage, in our own words; the register of all letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders import letters_action, letters_after, letters_order
from templates.builders.kit import Paper
from templates.manifest import Template


def e01(template: Template) -> Paper:
    """First contact: friendly, no threat, one page."""
    paper = kit.start(template)
    paper.text(f"Your rent account is behind. We would like to help you put it right. {kit.STAY}")
    paper.facts_box(
        ("What you owe", "{{ owed.pence|balance }} in rent, at the end of {{ owed.as_at|day }}"),
        ("Your rent", "{{ rent|money }} every {{ period|every }}"),
        ("Next rent day", "{{ next_due_on|day }}"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ call_by.on|day }}"),
    )
    with paper.when("moratorium_from"):
        paper.text(
            "You have breathing space, which began on {{ moratorium_from|day }}. "
            "The sum above is only what has come since then. We are not asking for the rest."
        )
    kit.latest_payments(paper)
    kit.expected(paper)
    kit.joint(paper)
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("call_by.on"),
        "Tell us what has happened, and what money comes in and goes out.",
        "Tell us what you could pay. We will agree a plan that you can afford.",
    )
    kit.ways_to_pay(paper)
    paper.heading("How we can help")
    kit.money_help(paper)
    kit.about_you(paper)
    kit.free_help(paper)
    kit.end(paper)
    return paper


def e04(template: Template) -> Paper:
    """The rent statement."""
    paper = kit.start(template)
    with paper.when("for_information"):
        paper.text("This is for your information only. You have breathing space, and we are not asking for that debt.")
        paper.otherwise()
        paper.text("This shows what was charged and what was paid. It is for you to check and to keep.")
    paper.facts_box(
        ("Rent balance", "{{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}"),
        (
            "Your rent",
            "{% for part in parts %}{{ part.name }}: {{ part.sum|money }}. {% endfor %}Every {{ period|every }}.",
        ),
        ("Questions?", "Call {{ officer.name }} on {{ officer.phone }}"),
    )
    kit.expected(paper)
    kit.statement(paper, heading="How your balance came about", new_page=False)
    with paper.when("others"):
        paper.heading("Other sums")
        paper.text("These are on your account too. They are not rent, and the rent balance does not count them.")
        with paper.each("other", "others"):
            paper.bullets("{{ other.name }}: {{ other.sum.pence|money }}, at the end of {{ other.sum.as_at|day }}")
    with paper.when("universal_credit"):
        paper.text(
            "Universal Credit is paid once a month, for the month before. "
            "{% if period == 'monthly' %}So it can come after your rent is due.{% else %}Your rent is charged every "
            "{{ period|every }}. So your balance can go up between payments, and down when one comes.{% endif %}"
        )
    kit.joint(paper)
    paper.heading("Any questions?")
    paper.text(
        "Call us, or email {{ officer.email }}. If something looks wrong, tell us which line. "
        "If you ask today, we will answer by {{ answer_by|day }}. You can ask for a longer statement at any time."
    )
    kit.free_help(paper)
    kit.end(paper)
    return paper


def e06(template: Template) -> Paper:
    """The agreement, confirmed."""
    paper = kit.start(template)
    with paper.when("rent_from"):
        paper.text(
            "There is a new rent from {{ rent_from|day }}, so what you pay each time changes with it. What you pay towards "
            "what you owe stays the same. These are your new figures."
        )
    with paper.when("changed"):
        paper.text("Thank you for talking to us. We have changed your payment plan, and this letter confirms it.")
    with paper.when("not changed and not rent_from"):
        paper.text("Thank you for talking to us. This letter confirms the plan we made with you.")
    paper.text(f"{kit.STAY}")
    paper.facts_box(
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}"),
        ("Plan made on", "{{ made_on|day }}"),
        ("First payment{% if rent_from %} at the new rent{% endif %}", "{{ beat.first_on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.heading("Your plan")
    kit.beat_lines(paper)
    kit.calendar(paper)
    paper.text(
        "After that, you go on paying in the same way. If nothing else changes, you will be clear by {{ "
        "clear_on|day }}."
    )
    kit.rent_before(paper)
    paper.text(
        "We will look at the plan again with you on {{ review_on|day }}. If your rent changes, we will "
        "send you new figures."
    )
    with paper.when("not_everyone"):
        paper.text(
            "Not every tenant has agreed to this plan yet. Each of you is still responsible for all of the rent."
        )
    kit.joint(paper)
    paper.heading("What we promise")
    promises = (
        ("notice", "While you keep to this plan, we will not send you a legal notice."),
        ("claim", "Your legal notice stays in place. We will not start a court claim while you keep to this plan."),
        ("hearing", "While you keep to this plan, we will ask the court to put your hearing off."),
        ("bailiffs", "While you keep to this plan, we will not ask for bailiffs."),
    )
    for name, said in promises:
        with paper.when(f"promise == '{name}'"):
            paper.text(said)
    paper.text(
        "We will not treat a payment as missed if it reaches us within {{ tolerance_days }} days. "
        "The same is true if Universal Credit is late and you tell us."
    )
    paper.heading("What to do now")
    paper.steps(
        "Check that this is {% if rent_from %}right{% else %}what we agreed{% endif %}. If it is not, call us.",
        "Make the first payment{% if rent_from %} at the new rent{% endif %} by {{ beat.first_on|day }}.",
        "**If things change, call us before the payment day.** We can change the plan with you.",
    )
    kit.ways_to_pay(paper)
    paper.heading("Good to know")
    paper.text(
        "This plan does not change your tenancy. If a court ever looks at your account, we or you may "
        "show it this letter."
    )
    kit.money_help(paper, fund=False)
    kit.free_help(paper)
    kit.end(paper)
    return paper


def e07(template: Template) -> Paper:
    """The agreement was not kept: curious before firm, and the sum that puts it right."""
    paper = kit.start(template)
    paper.text(
        "A payment under your plan has not reached us in full. Is something wrong? We would like to help "
        "you get back on "
        f"track. {kit.STAY}"
    )
    paper.facts_box(
        ("To put it right", "Pay {{ b8.pence|money }} by {{ cure_by.on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
        ("Missed under the plan", "{{ b8.pence|money }}, at the end of {{ b8.as_at|day }}"),
        ("All the rent you owe", "{{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}"),
    )
    paper.text("You do not have to pay the whole debt by that day.")
    kit.falling_due(paper)
    paper.heading("What was missed")
    paper.text("We made the plan with you on {{ made_on|day }}. The first payment was due on {{ beat.first_on|day }}.")
    kit.beat_lines(paper, past=True)
    kit.missed_table(paper)
    paper.text(
        "We looked at every payment on your account up to {{ b8.as_at|day }}. If you have paid since, thank you."
    )
    kit.expected(paper)
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("cure_by.on"),
        "Tell us why the payment was missed. If Universal Credit was late, tell us that.",
        "Pay {{ b8.pence|money }}, or ask us to change the plan to what you can afford.",
    )
    kit.ways_to_pay(paper)
    paper.heading("What may happen next")
    with paper.when("stage == 'before_notice'"):
        paper.text(
            "If we do not hear from you by {{ cure_by.on|day }}, we may send you a legal notice. "
            "A notice is a first step. It does not mean that you have to leave."
        )
    with paper.when("stage == 'notice'"):
        paper.text(
            "You already have a legal notice. If we do not hear from you by {{ cure_by.on|day }}, "
            "we may start a court claim."
        )
        with paper.when("claim_from"):
            paper.text("We would not start it before {{ claim_from|day }}. Only a court can make you leave your home.")
    with paper.when("stage == 'claim'"):
        paper.text("If we do not hear from you by {{ cure_by.on|day }}, we may ask the court to go on with the case.")
        with paper.when("hearing_on"):
            paper.text("Your hearing is on {{ hearing_on|day }}. Please come to it.")
    kit.joint(paper)
    paper.heading("How we can help")
    kit.money_help(paper)
    kit.about_you(paper)
    with paper.when("stage != 'before_notice'"):
        kit.legal_help(paper)
    kit.free_help(paper)
    kit.end(paper)
    kit.statement(paper)
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {
        "E-01": e01,
        "E-04": e04,
        "E-06": e06,
        "E-07": e07,
        **letters_action.PAPERS,
        **letters_order.PAPERS,
        **letters_after.PAPERS,
    }
)
