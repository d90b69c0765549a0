"""The templates of the letters after the order, in our own words: eviction, the debt that is left, a moratorium."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template


def e35(template: Template) -> Paper:
    """The eviction: the day, whether it can be stopped, help, what happens, things and pets. Humane and concrete."""
    paper = kit.start(template, reference="not occupiers")
    with paper.when("occupiers"):
        paper.text("This letter is for anyone who lives at {{ home_lines|join(', ') }}.")
    paper.text("The court's bailiffs are due to come and take back this home. There is help, and it is free.")
    paper.facts_box(
        ("Bailiffs are due", "{{ at|day }} at {{ at|clock }}"),
        ("Home", "{{ home_lines|join(', ') }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.text(
        "You do not have to go before that day. If you want to leave early, ask the council for advice first. "
        "The court sends its own notice of the eviction. This letter is not that notice."
    )
    kit.legal_help(paper)
    paper.heading("Can this be stopped?")
    with paper.when("occupiers"):
        paper.text(
            "If you live here and did not know about this, get legal help today. An adviser can say what "
            "you can ask for."
        )
        paper.otherwise()
        with paper.when("limited"):
            paper.text(
                "In a case like yours the court has little power to stop it. Get advice today: some "
                "things may still help."
            )
            paper.otherwise()
            paper.text(
                "You can ask the court to stop or delay it, up to the moment it happens. Use form N244. "
                "Try to do this at least three working days before. "
                "{% if fee is not none %}The fee can be {{ fee|money }}, and you may not have to pay it. {% endif %}"
                "An adviser can help you."
            )
        with paper.when("b1"):
            paper.text(
                "If you can pay what is owed, or a large part, call us at once. We will look at it the same day."
            )
            paper.text("Rent: {{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}.")
        with paper.when("b7"):
            paper.text("Court costs: {{ b7.pence|money }}, at the end of {{ b7.as_at|day }}. This is not rent.")
        paper.text("A debt adviser can also say if a breathing space could help you.")
    paper.heading("Somewhere to stay")
    paper.text(
        "Your council must look at whether it can help you. You can ask now; you do not have to wait for the day."
    )
    with paper.when("council_phone"):
        paper.text(
            "Call {% if council_name %}{{ council_name }}{% else %}the council{% endif %} on {{ council_phone }}. "
            "{% if council_out_of_hours %}At night and at weekends, call {{ council_out_of_hours }}.{% endif %}"
        )
        paper.otherwise()
        paper.text("Ask for the housing options team.")
    paper.text("If you agree, we will tell the council about you.")
    paper.text("Bring this letter, proof of who you are, and papers about money and benefits.")
    paper.heading("Tell us now")
    paper.text(
        "Call us if anyone at home is under 18, pregnant, ill or disabled. Tell us about medicines and about pets."
    )
    paper.text("If someone is hurting you, tell us how to reach you safely. We will use only that way.")
    paper.heading("What will happen on the day")
    paper.text(
        "A bailiff from the county court will come, with someone from {{ landlord.name }}. The locks will be changed."
    )
    paper.text(
        "Take with you what you need for the first days: medicines, papers, money, phone, and things for children."
    )
    paper.heading("Your things and your pets")
    paper.text(
        "Please take your things and your pets with you. We will keep what is left for {{ storage_days }} days, at "
        "{{ storage_place }}. Call us to get it back."
    )
    paper.heading("If you have left already")
    paper.text(
        "Please tell us, and bring the keys to our office. Have your post sent on, read the meters, and "
        "tell the benefit office."
    )
    with paper.when("not occupiers"):
        paper.text("Ask us from which day you pay no more rent.")
    with paper.when("joint and not occupiers"):
        paper.text("We write to each tenant separately.")
    kit.free_help(paper)
    kit.end(paper, wrong=False)
    return paper


HOW = {
    "eviction": "the eviction",
    "surrender": "you gave the home back",
    "abandonment": "the home was left",
    "death": "a death",
    "notice_to_quit": "a notice to quit",
    "transfer": "a move to another home",
}


def e38(template: Template) -> Paper:
    """The letter of claim under the debt protocol: formal but plain, no threats."""
    paper = kit.start(template)
    paper.text(
        "We are writing about rent that was left to pay from your old home. We would rather agree a plan "
        "with you than go to "
        "court. Please answer this letter."
    )
    paper.facts_box(
        ("What we ask you to pay", "{{ b9.pence|money }}, at the end of {{ b9.as_at|day }}"),
        ("Please answer by", "{{ reply_by.on|day }}"),
        ("Your old home", "{{ let|join(', ') }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("reply_by.on"),
        "Tell us if you owe this, owe a part of it, or do not owe it.",
        "Tell us what you could pay. If you need more time or more papers, ask us.",
        "Get free debt advice before you answer.",
    )
    paper.heading("Where it comes from")
    paper.text(
        "You had a tenancy agreement with {{ landlord.name }}{% if joint %}, together with someone else{% endif %}. "
        "It began on {{ started_on|day }} and ended on {{ ended_on|day }}. We can send you a copy of the agreement."
    )
    for how, said in HOW.items():
        with paper.when(f"how == '{how}'"):
            paper.text(f"The reason it ended: {said}.")
    paper.bullets("Rent left to pay: {{ rent_left.pence|money }}, at the end of {{ rent_left.as_at|day }}.")
    with paper.when("judgment"):
        paper.bullets(
            "A court has already ordered {{ judgment|money }} of it. That part is not claimed again in this letter."
        )
    paper.bullets("This letter is about: {{ b9.pence|money }}.")
    paper.text(
        "The sum is rent only. We add no interest and no charges to it. The statement at the end shows "
        "how it came about."
    )
    with paper.when("joint"):
        paper.text("Each person who had the tenancy is responsible for all of this sum. It is paid only once.")
    kit.ways_to_pay(paper)
    paper.heading("How to answer")
    paper.text(
        "You can call, email {{ officer.email }} or write to {{ landlord.name }}, {{ landlord.address|join(', ') }}."
    )
    with paper.when("forms_enclosed"):
        paper.text(
            "Enclosed: 1. Information sheet. 2. Reply form. 3. Financial statement form. 4. Statement of account."
        )
        paper.otherwise()
        paper.text("You can use the answer sheet at the end of this letter.")
    paper.heading("If we hear nothing")
    paper.text(
        "If we hear nothing by {{ reply_by.on|day }}, we may start a court claim for the money, from {{ "
        "claim_from.on|day }}. "
        "If the court then orders you to pay, and you do not, it can make it harder for you to borrow."
    )
    kit.free_help(paper)
    kit.end(paper)
    kit.statement(paper, heading="Statement of account")
    with paper.when("not forms_enclosed"):
        answer_sheet(paper)
    paper.enclosures()
    return paper


def answer_sheet(paper: Paper) -> None:
    """A way to answer in our own words, until the landlord loads the protocol's own forms."""
    paper.new_page()
    paper.heading("Your answer")
    paper.text("Your payment reference: {{ reference }}. Please tick what fits, and add what you like.")
    paper.facts_box(
        ("I owe this and will pay it all by this day:", ""),
        ("I owe this and can pay this much, and how often:", ""),
        ("I owe a part of it. The part I do not owe, and why:", ""),
        ("I do not owe it, because:", ""),
        ("I need more time, or these papers:", ""),
        ("I am getting debt advice from:", ""),
        ("What comes in each month, and what goes out:", ""),
        ("Name, day and how to reach you:", ""),
        widths=(8, 8),
    )


def e42(template: Template) -> Paper:
    """The moratorium, to each tenant: what has stopped, what goes on. No figure of the debt."""
    paper = kit.start(template)
    paper.text(
        "We have been told about a breathing space. We have stopped asking for the rent that was owed before it began."
    )
    paper.facts_box(
        ("It began on", "{{ starts_on|day }}"),
        (
            "Its last day",
            "{% if last_day %}{{ last_day|day }}{% else %}Not known yet. We will write to you.{% endif %}",
        ),
        ("Its reference", "{{ moratorium }}", "moratorium"),
        ("Your rent", "{{ rent|money }} every {{ period|every }}"),
        ("Next rent day", "{{ next_due_on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    with paper.when("void_notice"):
        paper.heading("The notice has no effect")
        paper.text(
            "**The notice about your home that we gave you on {{ void_notice|day }} has no effect.",
            " It came after the breathing space began. You do not need to act on it. We will not go to court with it.",
        )
    paper.heading("What has stopped")
    paper.text(
        "Until it ends, we will not ask anyone for that debt. We will not add charges to it. "
        "We will not send a notice or ask for bailiffs because of it."
    )
    with paper.when("joint"):
        paper.text(
            "You share this tenancy. The debt is on hold for each of you, so we write to each of you separately."
        )
    paper.heading("What to do now")
    paper.steps(
        "**Please keep paying your rent from {{ starts_on|day }}.** That rent is not on hold.",
        "{% if own %}Stay in touch with your debt adviser. Tell them if anything changes."
        "{% else %}Tell us if anything changes for you.{% endif %}",
        "If paying the rent is hard, call us. We can help.",
    )
    kit.ways_to_pay(paper)
    paper.heading("What we may still write to you about")
    paper.text(
        "We may write about your new rent, repairs, your tenancy, and things you ask us. You can always call us."
    )
    kit.money_help(paper, fund=False)
    kit.free_help(paper)
    kit.end(paper, wrong=False)
    return paper


def e42_court(template: Template) -> Paper:
    """The moratorium, to the court."""
    paper = Paper(template.paper, title=template.title)
    paper.text("**{{ landlord.name }}", style="Close")
    paper.lines("landlord.address")
    paper.text("Phone {{ landlord.phone }}, {{ landlord.email }}")
    paper.text("{{ on|court_day }}")
    paper.text("To the court manager, {{ court }}")
    paper.heading(template.title, 0)
    paper.facts_box(
        ("Claim number", "{{ claim_number }}"),
        ("Claimant", "{{ landlord.name }}"),
        ("Defendants", "{{ defendants|listed }}"),
        ("Property", "{{ home|join(', ') }}"),
        ("Hearing", "{{ hearing_at|court_day }} at {{ hearing_at|clock }}", "hearing_at"),
        ("Moratorium", "{{ moratorium }}", "moratorium"),
    )
    paper.text(
        "We have been told that a moratorium under the Debt Respite Scheme Regulations 2020 is in force "
        "for the debt in this "
        "claim. It began on {{ starts_on|court_day }}. "
        "{% if last_day %}Its last day is {{ last_day|court_day }}.{% else %}Its last day is not known yet.{% endif %}"
    )
    with paper.when("void_notice"):
        paper.text(
            "The notice given on {{ void_notice|court_day }}, on which the claim stands, was given while the moratorium "
            "was in force. Under regulation 7(12) it is void. We will write to the court again about the claim."
        )
    paper.text("We will take no step to enforce the debt, or an order based on it, while the moratorium is in force.")
    paper.text("{{ officer_name }}", style="Close")
    paper.text("{{ officer_role|capitalize }}, for {{ landlord.name }}", style="Close")
    return paper


def e42_bailiff(template: Template) -> Paper:
    """The moratorium, to the bailiff: stop, and tell us that you have."""
    paper = Paper(template.paper, title=template.title)
    paper.text("**{{ landlord.name }}", style="Close")
    paper.lines("landlord.address")
    paper.text("Phone {{ landlord.phone }}, {{ landlord.email }}")
    paper.text("{{ on|court_day }}")
    paper.text("To the bailiff manager, {{ court }}")
    paper.heading(template.title, 0)
    paper.facts_box(
        ("Warrant", "{{ warrant_number }}"),
        ("Claim number", "{{ claim_number }}"),
        ("Claimant", "{{ landlord.name }}"),
        ("Defendants", "{{ defendants|listed }}"),
        ("Property", "{{ home|join(', ') }}"),
        ("Appointment", "{{ eviction_at|court_day }} at {{ eviction_at|clock }}", "eviction_at"),
        ("Moratorium", "{{ moratorium }}", "moratorium"),
    )
    paper.text(
        "**Please stop. ",
        "A moratorium under the Debt Respite Scheme Regulations 2020 is in force for the debt behind this warrant. It began on "
        "{{ starts_on|court_day }}. "
        "{% if last_day %}Its last day is {{ last_day|court_day }}.{% else %}Its last day is not known yet.{% endif %}",
    )
    with paper.when("eviction_at"):
        paper.text("The appointment must not go ahead.")
    paper.text(
        "Take no step to carry out the warrant until we write again. Please confirm today, to {{ landlord.email }}, that you "
        "have this."
    )
    paper.text("{{ officer_name }}", style="Close")
    paper.text("{{ officer_role|capitalize }}, for {{ landlord.name }}", style="Close")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {"E-35": e35, "E-38": e38, "E-42": e42, "E-42-court": e42_court, "E-42-bailiff": e42_bailiff}
)
