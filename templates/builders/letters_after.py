"""The templates of the letters from the order on, in our own words."""

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
        paper.text("Your case was heard without you there. This letter says what was decided, in plain words.")
    paper.facts_box(
        ("Hearing", "{{ heard_on|day }}{% if court %}, {{ court }}{% endif %}"),
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
            paper.text("Costs of the court case: {{ costs|money }}. This is not rent, and it is a sum of its own.")
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
                "You were not at the hearing. You can ask the court to look at it again, but you must be "
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
    """An order suspended on terms was not kept: the sum, the day and the number first."""
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
    paper.heading("What to do now")
    paper.steps(
        kit.call_step("cure_by.on"),
        "Tell us why. If Universal Credit was late, tell us that, and we will check.",
        "Get free legal help. You can ask the court to change the order, and it is better to ask now than later.",
    )
    kit.legal_help(paper)
    paper.heading("What the court ordered")
    paper.text("The court made its order on {{ made_on|day }}. Under it:")
    with paper.when("beat"):
        kit.beat_lines(paper)
        paper.text("The first payment was due on {{ beat.first_on|day }}.")
    with paper.when("missed"):
        paper.heading("What was paid")
        kit.missed_table(paper)
    paper.heading("How to ask the court")
    paper.text(
        "Use form N244 to ask the court to change the order or to stop the bailiffs. "
        "{% if fee is not none %}The fee can be {{ fee|money }}, and you may not have to pay it. {% endif %}"
        "An adviser can help you."
    )
    paper.heading("What may happen next")
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
    kit.statement(paper)
    return paper


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
    return paper


def answer_sheet(paper: Paper) -> None:
    """A way to answer in our own words, until the landlord loads the protocol's own forms."""
    paper.new_page()
    paper.heading("Your answer")
    paper.text("Your payment reference: {{ reference }}. Please tick what fits, and add what you like.")
    paper.bullets(
        "I owe this and will pay it all by this day:",
        "I owe this and can pay this much, and how often:",
        "I owe a part of it. The part I do not owe, and why:",
        "I do not owe it, because:",
        "I need more time, or these papers:",
        "I am getting debt advice from:",
    )
    paper.text("What comes in each month, and what goes out:")
    paper.text("Name, day and how to reach you:")


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
        ("Your rent", "{{ rent|money }} every {{ period|every }}"),
        ("Next rent day", "{{ next_due_on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
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
        "Stay in touch with the debt adviser. Tell them if anything changes.",
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
    )
    paper.text(
        "We have been told that a moratorium under the Debt Respite Scheme Regulations 2020 is in force "
        "for the debt in this "
        "claim. It began on {{ starts_on|court_day }}. "
        "{% if last_day %}Its last day is {{ last_day|court_day }}.{% else %}Its last day is not known yet.{% endif %}"
    )
    paper.text("We will take no step to enforce the debt, or an order based on it, while the moratorium is in force.")
    paper.text("{{ officer_name }}", style="Close")
    paper.text("{{ officer_role|capitalize }}, for {{ landlord.name }}", style="Close")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {"E-30": e30, "E-31": e31, "E-35": e35, "E-38": e38, "E-42": e42, "E-42-court": e42_court}
)
