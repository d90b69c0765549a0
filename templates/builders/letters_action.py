"""The templates of the letters between notice and hearing, in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template


def known_benefits(paper: Paper) -> None:
    """What we know about the reader's own benefits, and the question about the rest."""
    paper.heading("Your benefits")
    with paper.when("benefits or housing_benefit"):
        paper.text("This is what we know:")
        with paper.each("known", "benefits"):
            paper.bullets("{{ known }}")
        with paper.when("housing_benefit"):
            paper.bullets("Housing Benefit of {{ housing_benefit|money }} a week is paid to us for your rent.")
        paper.otherwise()
        paper.text("Please tell us if you get a benefit, or have asked for one.")
    kit.expected(paper)


def e16(template: Template) -> Paper:
    """After the notice: what it means, and how this can still be sorted out."""
    paper = kit.start(template)
    paper.text(
        "You have had a legal notice from us. This letter says what it means and how we can still sort this out. "
        "You do not have to leave your home because of the notice. Only a court can make you leave."
    )
    paper.facts_box(
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}"),
        ("Notice given to you", "{{ served_on|day }}"),
        ("We may go to court from", "{{ claim_from.on|day }}"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ reply_by.on|day }}"),
    )
    paper.text("The sum is rent only. It has no court costs in it.")
    kit.legal_help(paper)
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("reply_by.on"),
        "Tell us why the rent is behind, and what money comes in and goes out.",
        "Tell us what you could pay each week or month on top of your rent.",
    )
    with paper.when("spoken_on"):
        paper.text("Thank you for talking to us on {{ spoken_on|day }}. Please call if anything has changed.")
        paper.otherwise()
        with paper.when("tried_on"):
            paper.text("We tried to reach you on {{ tried_on|day }}.")
    paper.heading("A plan would stop this")
    paper.text(
        "We would like to agree a plan that you can afford. While you keep to it, we will not start a court claim."
    )
    kit.ways_to_pay(paper)
    known_benefits(paper)
    paper.text(
        "Have you given the benefit office everything it asked for? If not, we can help. "
        "If you agree, we can ask the benefit office about your claim. We can also ask for your rent to "
        "be paid straight to us."
    )
    kit.money_help(paper)
    kit.about_you(paper)
    paper.heading("The rules we follow")
    paper.text(
        "Before a landlord goes to court about rent, there are steps to take. They are in rules called the Protocol."
    )
    with paper.when("protocol_enclosed"):
        paper.text("Enclosed: 1. The Pre-Action Protocol for Possession Claims by Social Landlords.")
        paper.otherwise()
        paper.text("A short account of them is at the end of this letter.")
    kit.joint(paper)
    with paper.when("joint"):
        paper.text("If you did not know about this debt, please tell us.")
    paper.heading("If you have other debts too")
    paper.text(
        "A debt adviser can ask for a breathing space for you. For about 60 days, we could then not ask for the debt. "
        "You would still pay your rent."
    )
    kit.free_help(paper)
    kit.end(paper)
    kit.statement(paper)
    with paper.when("not protocol_enclosed"):
        protocol_summary(paper)
    paper.enclosures()
    return paper


def protocol_summary(paper: Paper) -> None:
    """What the Protocol asks of a landlord, in our own words, until the landlord loads its text."""
    paper.new_page()
    paper.heading("What we should do before we go to court")
    paper.text("This is a short account in our own words. It is not the Protocol itself. We should:")
    paper.bullets(
        "get in touch early, and with each tenant separately;",
        "find out why the rent is behind, and what you can afford;",
        "send you clear rent statements, at least every 13 weeks;",
        "help with benefits, and wait for a benefit claim when the delay is not your fault;",
        "tell you where to get free advice on debt;",
        "think about your needs, such as illness or disability;",
        "try to reach you again after a notice, and try to agree a plan;",
        "hold off from court while you keep to a plan, and warn you first if you do not;",
        "write to you before a hearing, with a new statement and what we will ask for.",
    )


def e17(template: Template) -> Paper:
    """Before a claim on which the court may have no choice: an open question about the reader's life."""
    paper = kit.start(template, reference="not occupier", named=True)
    with paper.when("occupier"):
        paper.text(
            "We are thinking of asking a court to give us back the home that you live in. You do not rent it from us, but "
            "losing it would change your life too. Before we decide, we want to hear from you. "
            "You do not have to leave your home because of this letter."
        )
    with paper.when("served_on and not occupier"):
        paper.text(
            "You have had a legal notice from us. It says that we "
            "{% if route == 'ground_8' %}mean{% else %}have decided{% endif %} to ask a court for your home back. "
            "We have not gone to court yet. Before we do, we want to hear from you, and we will think again. "
            "You do not have to leave your home because of this letter."
        )
    with paper.when("not served_on and not occupier"):
        paper.text(
            "We are thinking of asking a court for your home back. Before we decide, we want to hear from you. "
            "You do not have to leave your home because of this letter."
        )
    paper.facts_box(
        ("Tell us by", "{{ reply_by.on|day }}"),
        ("How", "Call {{ officer.name }} on {{ officer.phone }}, email {{ officer.email }}, write, or come and see us"),
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}", "b1"),
        ("Ask for a review by", "{{ review_by.on|day }}", "review_by"),
    )
    with paper.when("review_by"):
        paper.text(
            "You have a right to a review of our decision. Just tell us, in any way, by {{ review_by.on|day }}. "
            "Someone who did not make the decision will look at it."
        )
    with paper.when("asked_before"):
        paper.text("The notice asked you about your life too, by an earlier day. This later day now counts.")
    kit.legal_help(paper)
    paper.steer("if not occupier")
    paper.heading("Our reasons")
    paper.bullets("You owed {{ b1.pence|balance }} in rent at the end of {{ b1.as_at|day }}.")
    paper.bullets("Your rent is {{ rent|money }} every {{ period|every }}.")
    for test, said in (
        ("last_paid_on", "The last payment reached us on {{ last_paid_on|day }}."),
        ("broken_on", "The plan we made with you was not kept. We wrote to you about it on {{ broken_on|day }}."),
        (
            "spoken_on",
            "We last heard from you on {{ spoken_on|day }}"
            "{% if b1.as_at > spoken_on and b1.pence > 0 %}, and the rent is still behind{% endif %}.",
        ),
        ("served_on", "We gave you a legal notice on {{ served_on|day }}."),
    ):
        with paper.when(test):
            paper.bullets(said)
    paper.steer("endif")
    paper.heading("What the court can do")
    for route, said in (
        ("ground_8", "We would use a rule about high rent arrears, called ground 8."),
        (
            "introductory",
            "You have an introductory tenancy, which is a trial. We would use the rules for those tenancies.",
        ),
        ("demoted", "You have a demoted tenancy. We would use the rules for those tenancies."),
    ):
        with paper.when(f"route == '{route}' and not occupier"):
            paper.text(said)
    paper.text(
        "If the court agrees that our facts are right, it may have no choice. It can then give you 14 days to leave. "
        "It can give up to six weeks if leaving sooner would be a very great hardship. "
        "So please get advice now, and tell us about your life."
    )
    paper.heading("What you can tell us")
    paper.text("There is no wrong answer. Tell us anything you think matters, for example:")
    paper.bullets(
        "your health, your mental health or a disability;",
        "children, a pregnancy, or someone you care for;",
        "your age, or if someone is hurting you;",
        "your benefits{% if occupier %} and {% else %}, {% endif %}your work"
        "{% if not occupier %}, and what you could pay{% endif %};",
        "anything else we could do instead.",
    )
    paper.heading("What we will do with it")
    paper.text(
        "We will read all of it and think again. {% if not occupier %}If we still go to court, we will write to you with our "
        "reasons. {% endif %}We will also give the court a short account of it{% if occupier %} if we go there{% endif %}, so "
        "that the judge knows."
    )
    kit.joint(paper)
    kit.free_help(paper)
    kit.end(paper)
    return paper


def e25(template: Template) -> Paper:
    """The hearing: come, get help on the day, what is asked for, what the judge can do."""
    paper = kit.start(template)
    with paper.when("moved"):
        paper.text("**Your hearing has a new date. The date we gave you before no longer counts.")
    paper.text("Please come to court. Your home is at risk, and the judge will want to hear from you.")
    paper.facts_box(
        ("Hearing", "{{ at|day }} at {{ at|clock }}"),
        ("Be there by", "{{ arrive_by|clock }}, to see the free adviser at court"),
        ("Court", "{{ court }}{% if court_address %}, {{ court_address|join(', ') }}{% endif %}"),
        ("Claim number", "{{ claim_number }}"),
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    kit.legal_help(paper)
    paper.text("There is often a free adviser at court on the day. Ask for the duty adviser when you arrive.")
    paper.heading("What to do now")
    paper.steps(
        "**Call {{ officer.name }} on {{ officer.phone }}.** It is not too late to agree a plan.",
        "Plan your journey. If you cannot come, call the court before the day and ask what to do.",
        "If you need an interpreter or other help at court, tell the court now.",
        "You can still send the court your defence, or bring it with you. An adviser can help.",
    )
    paper.text(
        "Bring your payslips, your benefit letters or Universal Credit journal, and this letter with its statement."
    )
    with paper.when("moratorium"):
        paper.heading("Your breathing space")
        paper.text(
            "You have breathing space, and we are not asking for that debt now. The hearing may still go "
            "on. Please get advice."
        )
    paper.heading("What we will ask for")
    paper.text("We will ask the judge for:")
    with paper.when("outright"):
        paper.bullets("an order that we get your home back;")
        paper.otherwise()
        paper.bullets(
            "an order that we get your home back. It would be on hold for as long as you pay your rent, and a part of what "
            "you owe that you can afford;"
        )
    with paper.when("money_claimed"):
        paper.bullets(
            "an order that you pay the rent you owe up to the day of the order;",
            "an order that you pay {{ b10.pence|money }} for each day (by the rent on {{ b10.as_at|day }}) from the order until "
            "we have the home back;",
        )
    paper.bullets("an order about the costs of the court case. They are not part of the rent above.")
    paper.text("We will tell the judge what you owe on the day. The judge may decide something different.")
    paper.heading("What the judge can do")
    with paper.when("mandatory == 'no'"):
        paper.text(
            "The judge must think that an order is reasonable. The judge can let you stay while you pay. "
            "The judge can also put the case off. So what you say matters."
        )
    with paper.when("mandatory == 'ground_8'"):
        paper.text(
            "We use more than one rule. Under one of them, ground 8, the judge may have little choice. "
            "That depends on how much rent you owe on the day. Under the others, the judge looks at what is reasonable."
        )
    with paper.when("mandatory == 'only'"):
        paper.text(
            "If our facts are right, the judge may have no choice but can give you some time. "
            "So it is very important to get advice before the day."
        )
    paper.heading("It is not too late to agree")
    paper.text(
        "Tell us what you can pay on top of your rent. If we agree a plan and you keep to it, we will ask "
        "the court to put "
        "the hearing off."
    )
    kit.ways_to_pay(paper)
    from_benefits(paper)
    kit.joint(paper)
    with paper.when("joint"):
        paper.text("Each of you can come to the hearing, and each of you can say different things.")
    kit.about_you(paper)
    kit.free_help(paper)
    kit.end(paper)
    kit.statement(paper)
    return paper


def from_benefits(paper: Paper) -> None:
    """What we know about benefits and will tell the court."""
    known_benefits(paper)
    with paper.when("benefits or housing_benefit"):
        paper.text("We will tell the judge this. If it is wrong, please tell us before the hearing.")


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-16": e16, "E-17": e17, "E-25": e25})
