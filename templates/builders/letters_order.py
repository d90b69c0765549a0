"""The templates of the letters about a court's order, in our own words: what was decided, and a breach of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template

OVER = ("struck_out", "dismissed", "withdrawn")
DECIDED = {
    "outright": "The judge made an order for possession. It says that you must leave your home.",
    "suspended": "The judge made an order for possession, but it is on hold. You can stay while you keep to its terms.",
    "postponed": "The judge made an order for possession, but set no date. You can stay while you keep to its terms.",
    "adjourned_to_date": "The judge did not decide yet. There will be another hearing.",
    "adjourned_on_terms": "The judge put the case off. It stays off while you keep to the terms below.",
    "adjourned_generally": "The judge put the case off and set no new date.",
    "struck_out": "The court ended our claim. You can stay in your home.",
    "dismissed": "The judge did not agree with our claim. You can stay in your home.",
    "withdrawn": "Our claim has been withdrawn. You can stay in your home.",
    "money_judgment_only": "The judge ordered you to pay money and made no order about your home. You can stay.",
}
MISSED = {
    "outright": "",
    "suspended": "If a payment is missed, we can ask court bailiffs to evict you without another hearing. "
    "You can still ask the court to stop it.",
    "postponed": "If a payment is missed, we must write to you first. Then we can ask the court to set a date.",
    "adjourned_on_terms": "If a payment is missed, we can ask for the case to go back to court.",
}


def e30(template: Template) -> Paper:
    """What the court decided, by outcome."""
    paper = kit.start(template)
    with paper.when("attended"):
        paper.text("Thank you for coming to court. This letter says what the judge decided, in plain words.")
        paper.otherwise()
        paper.text("Your case has been heard. This letter says what was decided, in plain words.")
    paper.facts_box(
        ("Hearing", "{{ heard_on|day }}{% if court %}, {{ court }}{% endif %}"),
        ("Judge", "{{ judge }}", "judge"),
        ("Claim number", "{{ claim_number }}"),
        ("Pay from", "{{ beat.first_on|day }}", "beat"),
        ("Leave by", "{{ possession_on|day }}", "outcome == 'outright' and possession_on"),
        ("Next hearing", "{{ adjourned_to|day }} at {{ adjourned_to|clock }}", "adjourned_to"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.heading("What the judge decided")
    for outcome, said in DECIDED.items():
        with paper.when(f"outcome == '{outcome}'"):
            paper.text(said)
    paper.text(
        "The court will send you its own written order. If that says something different, it is right and we are wrong."
    )
    _stay(paper)
    with paper.when("beat"):
        paper.heading("What to pay and when")
        kit.beat_lines(paper)
        kit.calendar(paper)
        paper.text(
            "After that, you go on paying in the same way. When everything is paid, call us. "
            "We will tell you what happens to the order."
        )
        with paper.when("check_on"):
            paper.text("We will look at your account on {{ check_on|day }}, and then each time a payment is due.")
        paper.heading("What if I miss a payment?")
        for outcome, said in MISSED.items():
            if said:
                with paper.when(f"outcome == '{outcome}'"):
                    paper.text(said)
        with paper.when("permission_needed"):
            paper.text("The order says that we must ask the court before we ask for bailiffs.")
        paper.text("**If you cannot pay, call us before the payment day.")
    with paper.when("judgment is not none or costs is not none"):
        paper.heading("Money the court ordered")
        with paper.when("judgment is not none"):
            paper.text("For rent: {{ judgment|money }}.")
        with paper.when("costs is not none"):
            paper.text(
                "Costs of the court case: {{ costs|money }}. This is not rent, and it is a sum of its own."
                "{% if costs_by %} Please pay it by {{ costs_by|day }}.{% endif %}"
            )
    kit.ways_to_pay(paper)
    with paper.when("outcome not in " + str(OVER)):
        paper.heading("If you want the order changed")
        with paper.when("mandatory and outcome == 'outright'"):
            paper.text("In a case like yours the judge has little room to change the order. Please get advice today.")
            paper.otherwise()
            paper.text(
                "You can ask the court to change the order or to give you more time. Use form N244. "
                "{% if fee is not none %}The fee can be {{ fee|money }}, and you may not have to pay it. {% endif %}"
                "An adviser can help you."
            )
        with paper.when("not attended"):
            paper.text(
                "If you were not at the hearing, you can ask the court to look at it again. You must be "
                "quick. Get advice now."
            )
        kit.legal_help(paper)
        paper.text("If you get Universal Credit or Housing Benefit, tell the benefit office about the order.")
    with paper.when("outcome == 'outright'"):
        paper.heading("If you need somewhere to live")
        paper.text(
            "Your council may be able to help you keep this home or find another. "
            "{% if council %}Call {{ council }}.{% else %}Ask for its housing options team.{% endif %}"
        )
    kit.joint(paper)
    kit.free_help(paper)
    kit.end(paper, wrong=False)
    return paper


def _stay(paper: Paper) -> None:
    """Can the reader stay? By outcome, and never more or less than the order says."""
    with paper.when("outcome == 'outright'"):
        paper.heading("Can you stay?")
        with paper.when("possession_on"):
            paper.text(
                "You must leave by {{ possession_on|day }}. If you do not, we can ask court bailiffs to come. "
                "You can ask the court for help before then."
            )
        with paper.when("mandatory and hardship_by"):
            paper.text(
                "In your case the law limits how long the court can wait. "
                "It cannot go past {{ hardship_by|day }}, even if leaving is a very great hardship."
            )
    with paper.when("outcome in ('suspended', 'postponed', 'adjourned_on_terms')"):
        paper.heading("Can you stay?")
        paper.text("Yes, as long as you pay what is set out below.")
    with paper.when("outcome in ('adjourned_generally', 'adjourned_to_date')"):
        paper.heading("Can you stay?")
        paper.text("Yes. Nothing has been decided about your home.")
    with paper.when("restore_by"):
        paper.text("If nobody asks the court to go on by {{ restore_by|day }}, our claim comes to an end.")


def e31(template: Template) -> Paper:
    """The terms of an order, or of an adjournment, were not kept: the sum, the day and the number first."""
    paper = kit.start(template)
    with paper.when("breach == 'payment'"):
        paper.text("The payments that the court ordered are behind. You can still put this right. Please act now.")
        paper.otherwise()
        paper.text("We think that a term of your court order was not kept. Please talk to us now.")
    paper.facts_box(
        ("To put it right", "Pay {{ b8.pence|money }} by {{ cure_by.on|day }}", "b8"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ cure_by.on|day }}"),
        ("Behind under the order", "{{ b8.pence|money }}, at the end of {{ b8.as_at|day }}", "b8"),
        ("All the rent you owe", "{{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}"),
    )
    with paper.when("b8"):
        paper.text("You do not have to pay the whole debt by that day.")
    with paper.when("awaited"):
        paper.text(
            "More is due: {{ awaited.sum|money }}. Benefit should come on {{ awaited.on|day }}, so we do not ask for it yet."
        )
    kit.falling_due(paper)
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("cure_by.on"),
        "Tell us why.{% if b8 %} If Universal Credit was late, tell us that, and we will check.{% endif %}",
        "Get free legal help. You can ask the court to change the order, and it is better to ask now than later.",
    )
    kit.legal_help(paper)
    paper.heading("What the court ordered")
    paper.text("The court made its order on {{ made_on|day }}. Under it:")
    with paper.when("beat"):
        kit.beat_lines(paper)
        paper.text("The first payment was due on {{ beat.first_on|day }}.")
        kit.rent_now(paper)
    with paper.when("missed"):
        paper.heading("What was paid")
        kit.missed_table(paper)
    paper.heading("How to ask the court")
    paper.text(
        "Use form N244 to ask the court to change the order{% if not adjourned %} or to stop the bailiffs{% endif %}. "
        "{% if fee is not none %}The fee can be {{ fee|money }}, and you may not have to pay it. {% endif %}"
        "An adviser can help you."
    )
    paper.heading("What may happen next")
    with paper.when("adjourned"):
        paper.text(
            "The court has made no order about your home. If we do not hear from you by {{ cure_by.on|day }}, we may ask for "
            "the case to go back to court. There would be a hearing first, and you could speak at it."
        )
        paper.otherwise()
        with paper.when("warrant_asked"):
            paper.text("We have asked the court for a warrant. No date for bailiffs is in this letter.")
            paper.otherwise()
            paper.text("We have not asked for bailiffs.")
            with paper.when("permission_needed"):
                paper.text("We would first need the court's permission. You could tell the court what you think.")
                paper.otherwise()
                paper.text(
                    "If we do not hear from you by {{ cure_by.on|day }}, we may ask for court bailiffs. "
                    "There would not be another hearing unless you ask for one."
                )
    kit.ways_to_pay(paper)
    paper.heading("How we can help")
    kit.money_help(paper)
    kit.about_you(paper)
    kit.joint(paper)
    kit.free_help(paper)
    kit.end(paper)
    kit.enclosed(paper, "Your rent statement.", "A form for your money, if you want to ask for another plan.")
    kit.statement(paper)
    kit.money_form(paper)
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-30": e30, "E-31": e31})
