"""The templates of Scotland's own papers in our own words: from the pre-action letter to the removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders import letter_kit, notices
from templates.builders.form_kit import WIDE, numbered
from templates.builders.kit import Paper
from templates.manifest import Template

STEPS = (
    "{% for step in row.done %}{{ step.on|court_day }}: {{ step.what }}{% if not loop.last %}{{ '\\n' }}{% endif %}"
    "{% endfor %}"
)


def s01(template: Template) -> Paper:
    """S-01: the pre-action letter. The third says that a notice may follow."""
    paper = letter_kit.start(template)
    with paper.when("number == 1"):
        paper.text("Your rent account is behind. We would like to help you put it right.")
    with paper.when("number == 2"):
        paper.text("Your rent is still behind. We would like to meet you and sort this out together.")
    with paper.when("number == 3"):
        paper.text("Your rent is still behind, and we have not agreed a plan. Please talk to us now.")
    paper.text(letter_kit.STAY)
    paper.facts_box(
        ("What you owe", "{{ owed.pence|balance }} in rent, at the end of {{ owed.as_at|day }}"),
        ("Your rent", "{{ rent|money }} every {{ period|every }}, due {{ due }}"),
        ("Next rent day", "{{ next_due_on|day }}"),
        ("Please call", "{{ officer.name }} on {{ officer.phone }}, by {{ call_by.on|day }}"),
    )
    paper.heading("What your tenancy says about rent")
    paper.text(
        "Your tenancy agreement says what rent you pay and when. It is {{ rent|money }} every {{ period|every }}. "
        "You can ask us for a copy of the agreement."
    )
    with paper.when("others"):
        paper.text("These sums are on your account too. They are not rent:")
        with paper.each("other", "others"):
            paper.bullets("{{ other.name }}: {{ other.sum.pence|money }}, at the end of {{ other.sum.as_at|day }}")
        paper.otherwise()
        paper.text("Nothing but rent is owed on your account.")
    with paper.when("moratorium_from"):
        paper.text(
            "The sum above is only what has come since {{ moratorium_from|day }}. We are not asking for the rest."
        )
    letter_kit.latest_payments(paper)
    letter_kit.expected(paper)
    letter_kit.joint(paper)
    with paper.when("tried_on"):
        paper.text("We tried to reach you on {{ tried_on|day }}.")
    paper.heading("What to do now")
    paper.steps(
        letter_kit.call_step("call_by.on"),
        "Tell us what has happened, and what money comes in and goes out.",
        "Tell us what you could pay. We will agree a plan that you can afford.",
    )
    paper.heading("A plan you can afford")
    paper.text(
        "A plan covers the rent that falls due from now on, and something towards what you owe. "
        "You tell us what comes in and what goes out. If our first idea is too much, say so."
    )
    letter_kit.ways_to_pay(paper)
    paper.heading("Help with the cost of your home")
    letter_kit.money_help(paper)
    paper.text(
        "Is a benefit claim waiting to be decided? Is other money on its way to you? Please tell us. "
        "We wait for a claim that is likely to pay."
    )
    letter_kit.about_you(paper)
    with paper.when("council"):
        paper.heading("Your council")
        paper.text(
            "Please talk to {{ council }} as well. They can give you advice about housing and money."
            "{% if council_phone %} Call {{ council_phone }}.{% endif %}"
        )
    with paper.when("number == 3"):
        paper.heading("What may happen next")
        paper.text(
            "If we do not hear from you by {{ call_by.on|day }}, we may send you a notice. "
            "A notice is a warning that we may ask the sheriff court about your home. "
            "It does not mean that you have to leave."
        )
    letter_kit.free_help(paper)
    letter_kit.end(paper)
    return paper


def _requirements(paper: Paper) -> None:
    paper.table(
        ("Section", "What it asks", "Tenant", "What we did, and when"),
        ("{{ row.section }}", "{{ row.title }}", "{% if row.tenant %}{{ row.tenant }}{% else %}all{% endif %}", STEPS),
        name="row",
        over="requirements",
        widths=(2.1, 3.6, 2.6, 7.2),
    )


def s02(template: Template) -> Paper:
    """S-02: notice of proceedings for recovery of possession, ground 1."""
    paper = notices.blank(template)
    notices.in_form(
        paper,
        lambda: _s02(paper, template),
        tenants=lambda: _served(paper),
        particulars=lambda: notices.debt(paper, "1"),
        requirements=lambda: _requirements(paper),
    )
    return paper


def _s02(paper: Paper, template: Template) -> None:
    notices.titled(paper, template, "Housing (Scotland) Act 2001, section 14. Contents as in {{ form }}.")
    kit.specimen_note(paper, "the prescribed form and its notes still have to be put in.")
    paper.text(
        "**This is a warning that we may ask the sheriff court for your home back. It is not a notice to quit. You do not "
        "have to leave because of it. Get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    notices.addressed(paper)
    _occupiers(paper)
    paper.heading("2. The house")
    paper.lines("home")
    paper.heading("3. The ground")
    paper.text(
        "We may raise proceedings on the ground in paragraph {{ ground }} of Part 1 of schedule 2 to the Act. In our own "
        "words, and of its two halves: rent that is lawfully due from the tenant has not been paid. The sheriff grants a "
        "decree on it only if that is reasonable."
    )
    paper.heading("4. Our reasons")
    notices.debt(paper, "4")
    paper.heading("5. The date")
    paper.text(
        "**Proceedings may be raised on or after {{ specified_on.on|day }}.",
        " This notice is in force for six months from that date; the last day on which we would act on it is "
        "{{ last_day.on|day }}.",
    )
    paper.heading("6. The pre-action requirements")
    paper.text("Before this notice we had to take these steps (section 14A). This is what we did:")
    _requirements(paper)
    paper.heading("7. The landlord and signature")
    notices.who_we_are(paper)
    notices.signed(paper)
    paper.heading("8. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}The tenant is{% endif %} answerable for the whole "
        "rent. Tell us if you think that any figure is wrong. A qualifying occupier may ask the court to be made a party."
    )
    paper.text("**Get advice now, and take this notice with you.", " These people give free advice:")
    with paper.each("adviser", "advice"):
        paper.bullets(
            "{{ adviser.name }}{% if adviser.phone %}: {{ adviser.phone }}{% endif %}"
            "{% if adviser.web %} ({{ adviser.web }}){% endif %}"
        )


def _served(paper: Paper) -> None:
    kit.party_names(paper, "tenants")
    _occupiers(paper)


def _occupiers(paper: Paper) -> None:
    with paper.when("occupiers"):
        paper.text("and, as qualifying occupiers:", style="Close")
        kit.party_names(paper, "occupiers")
    paper.text("We asked who lives in the house, last on {{ enquired_on|day }}.")


def s03(template: Template) -> Paper:
    """S-03: the council is told that proceedings are raised, and no more than that."""
    paper = Paper(template.paper, title=template.title, page=kit.NOTICE)
    kit.in_form(paper, lambda: _s03(paper, template), details=lambda: _told(paper), signature=lambda: _told_by(paper))
    return paper


def _s03(paper: Paper, template: Template) -> None:
    paper.heading(template.title, 0)
    paper.text("Housing (Scotland) Act 2001, section 14(5A).")
    kit.specimen_note(paper, "the prescribed form still has to be put in.")
    _told(paper)
    paper.text("We have raised proceedings for recovery of possession of the house above.")
    paper.text("Sent by post or electronically, not later than {{ send_by.on|day }}. Keep the proof of sending.")
    _told_by(paper)


def _told_by(paper: Paper) -> None:
    kit.signature(paper, for_whom="{{ landlord.legal_name }}, the landlord")


def _told(paper: Paper) -> None:
    paper.facts_box(
        ("To", "{{ council }}"),
        ("Landlord", "{{ landlord.legal_name }}"),
        ("Address", "{{ landlord.address|join(', ') }}"),
        ("Contact", "{{ landlord.phone }}; {{ landlord.email }}"),
        ("Tenant", "{% for one in tenants %}{{ one.name }}{% if not loop.last %}; {% endif %}{% endfor %}"),
        ("House", "{{ home|join(', ') }}"),
        ("Proceedings", "Summary cause for recovery of possession, section 14 of the Act"),
        ("Court and case", "{{ court }}, {{ reference }}"),
        ("Raised on", "{{ raised_on|day }}"),
    )


def _head(template: Template) -> Paper:
    """A court paper that begins with sheriff court, case, parties, house and title."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    _box(paper)
    paper.heading(template.title, 0)
    return paper


def _box(paper: Paper) -> None:
    """Sheriff court, case, parties and house."""
    paper.facts_box(
        ("Sheriff court", "{{ heading.court }}", "heading.court"),
        ("Sheriff court", "named when the summons is lodged", "not heading.court"),
        ("Case", "{{ heading.claim_number }}", "heading.claim_number"),
        ("Case", "given by the sheriff clerk", "not heading.claim_number"),
        ("Pursuer", "{{ heading.claimant }}"),
        (
            "Defenders",
            "{% for party in heading.defendants %}{{ party.name }}{% if not loop.last %}; {% endif %}{% endfor %}",
        ),
        ("House", "{{ heading.home|join(', ') }}"),
        widths=(3.5, WIDE - 3.5),
    )


def s04(template: Template) -> Paper:
    """S-04: statement of claim, with the averment that the pre-action requirements were complied with."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    kit.in_form(
        paper,
        lambda: _s04(paper, template),
        heading=lambda: _box(paper),
        orders=lambda: _orders(paper),
        signature=lambda: _sued_by(paper),
        statement=lambda: _statement(paper),
    )
    paper.new_page()
    paper.heading("The rent account")
    kit.account_table(paper, "account")
    return paper


def _s04(paper: Paper, template: Template) -> None:
    _box(paper)
    paper.heading(template.title, 0)
    kit.specimen_note(paper, "the court's own forms of summons and of claim for possession are still needed.")
    _statement(paper)
    paper.heading("8. Orders sought")
    _orders(paper)
    _sued_by(paper)


def _statement(paper: Paper) -> None:
    paper.heading("1. The parties")
    numbered(
        paper,
        "1.1",
        "The pursuer is {{ pursuer.legal_name }}, {{ pursuer.address|join(', ') }} (telephone {{ pursuer.phone }}; "
        "{{ pursuer.email }}), the landlord of the house. The defenders are its tenants and live there.",
    )
    paper.heading("2. The tenancy")
    numbered(
        paper,
        "2.1",
        "Tenancy: {{ tenancy.words }}. It began on {{ tenancy.started_on|court_day }}. The rent is {{ tenancy.rent|money }} "
        "every {{ tenancy.period|every }}{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}.",
    )
    paper.heading("3. Rent and arrears")
    numbered(
        paper,
        "3.1",
        "**At the end of {{ arrears.as_at|court_day }} the rent lawfully due and unpaid was {{ arrears.pence|money }}.",
        " {% if first_default_on %}The first rent in the account below that was not paid on its day fell due on "
        "{{ first_default_on|court_day }}. {% endif %}Something has been owed every day since {{ since|court_day }}.",
    )
    kit.left_out(paper, "left_out")
    paper.text(kit.benefit_words())
    numbered(paper, "3.2", "Plans to pay the arrears:")
    kit.agreements(paper, "agreements")
    paper.heading("4. The ground")
    numbered(
        paper,
        "4.1",
        "The action rests on the ground in paragraph {{ ground }} of Part 1 of schedule 2 to the Housing (Scotland) Act "
        "2001: rent lawfully due has not been paid.",
    )
    paper.heading("5. The notice")
    numbered(
        paper,
        "5.1",
        "A {{ notice.words }}{% if notice.form %}, {{ notice.form }}{% endif %}, giving {{ notice.specified_on|court_day }}, "
        "was served when the arrears were {{ notice.arrears.pence|money }} ({{ notice.arrears.as_at|court_day }}):",
    )
    with paper.each("one", "served"):
        paper.bullets("{{ one.defendant.name }}: {{ one.on|court_day }}, {{ one.how }}")
    paper.text(
        "Proceedings may be raised on it from {{ notice.claim_from.on|court_day }}{% if notice.last_day %} and it is in "
        "force until {{ notice.last_day.on|court_day }}{% endif %}; this statement is of {{ begun_on|court_day }}."
    )
    paper.heading("6. The pre-action requirements")
    numbered(
        paper,
        "6.1",
        "**The pursuer has complied with the pre-action requirements in section 14A of the Housing (Scotland) Act 2001.",
        " In particular:",
    )
    _requirements(paper)
    paper.heading("7. Reasonableness")
    numbered(paper, "7.1", "What is known about the defenders' circumstances:")
    with paper.each("one", "circumstances"):
        paper.bullets("{{ one.defendant.name }}: {{ one.known|join(' ') }}")
    with paper.when("council_told"):
        numbered(
            paper, "7.2", "The pursuer tells the council of these proceedings when they are raised (section 14(5A))."
        )


def _orders(paper: Paper) -> None:
    paper.bullets("(a) recovery of possession of the house, and removal of the defenders from it;")
    with paper.when("money_claimed"):
        paper.bullets("(b) payment of {{ arrears.pence|money }};")
    paper.bullets("(c) the expenses of the action.")


def _sued_by(paper: Paper) -> None:
    kit.signature(paper, for_whom="{{ heading.claimant }}, the pursuer")
    paper.text(
        "To be lodged with it: the rent account below, the notice and the executions of its service, the tenancy agreement."
    )


DECIDED = {
    "outright": "The sheriff granted a decree. It lets us get the house back.",
    "adjourned_to_date": "The sheriff did not decide yet. The case will call again.",
    "adjourned_on_terms": "The sheriff put the case on hold. It stays on hold while the payments agreed are made.",
    "adjourned_generally": "The sheriff put the case on hold and set no new date.",
    "dismissed": "The sheriff did not agree with us. You can stay in your home.",
    "withdrawn": "We have given up the case. You can stay in your home.",
    "money_judgment_only": "The sheriff ordered you to pay money and decided nothing about your home. You can stay.",
}


def s05(template: Template) -> Paper:
    """S-05: the decree in plain words. The tenancy goes on until the house is recovered."""
    paper = letter_kit.start(template, reference="not occupier", named=True)
    with paper.when("attended"):
        paper.text("Thank you for coming to court. This letter says what the sheriff decided, in plain words.")
        paper.otherwise()
        paper.text("Your case has been heard. This letter says what was decided, in plain words.")
    paper.facts_box(
        ("Court", "{{ heard_on|day }}{% if court %}, {{ court }}{% endif %}"),
        ("Case", "{{ reference_of_court }}"),
        ("Date for getting the house back", "{{ recovery_on|day }}", "recovery_on"),
        ("The case calls again", "{{ adjourned_to|day }} at {{ adjourned_to|clock }}", "adjourned_to"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.heading("What the sheriff decided")
    for outcome, said in DECIDED.items():
        with paper.when(f"outcome == '{outcome}'"):
            paper.text(said)
    paper.text("The court's own paper counts. If it says something different, it is right and we are wrong.")
    with paper.when("outcome == 'outright'"):
        with paper.when("occupier"):
            paper.heading("What it means for you")
            paper.text(
                "You live here with the tenant. The decree does not end the tenancy at once. It goes on until the tenant "
                "leaves or we get the house back. Get advice about your own rights today, and call us."
            )
            paper.otherwise()
            paper.heading("Is my tenancy over?")
            paper.text(
                "No. The decree does not end your tenancy. It goes on until you leave or we get the house back. "
                "Your rent still falls due."
            )
            paper.heading("How to keep your home")
            paper.text(
                "Please call us now. We can agree not to use the decree. We look for a plan that you can afford: the rent "
                "on its day, and something towards what you owe. Our right to use the decree runs out."
            )
        paper.heading("Dates")
        with paper.when("appeal_by"):
            paper.text(
                "You can appeal. As far as we know, the last day is {{ appeal_by|day }}. Ask an adviser today, "
                "because the court's rules count."
            )
        with paper.when("extract_from"):
            paper.text(
                "We can ask for the court's certified copy of the decree from {{ extract_from|day }}. "
                "Our right to get the house back lasts as long as the decree says, and no longer than six months from "
                "that copy.{% if ends_on %} From the first possible day, that would be {{ ends_on|day }}.{% endif %}"
            )
        with paper.when("not attended and not occupier"):
            paper.heading("If you were not at court")
            paper.text(
                "You can ask the court to recall the decree. That means that it hears the case again. "
                "You can ask until the house has been taken back, and only once. Get advice now."
            )
    with paper.when("judgment is not none or expenses is not none"):
        paper.heading("Money")
        with paper.when("judgment is not none"):
            paper.text("For rent: {{ judgment|money }}.")
        with paper.when("expenses is not none"):
            paper.text(
                "Expenses of the court case: {{ expenses|money }}. This is not rent, and it is a sum of its own."
            )
    with paper.when("not occupier"):
        letter_kit.ways_to_pay(paper)
    with paper.when("outcome == 'outright'"):
        paper.heading("If you need somewhere to live")
        paper.text(
            "Your council may be able to help you keep this home or find another. "
            "{% if council %}Call {{ council }}.{% else %}Ask for its housing options team.{% endif %}"
        )
        paper.text("You may get legal aid for a solicitor. An adviser can tell you.")
    with paper.when("not occupier"):
        letter_kit.joint(paper)
    letter_kit.free_help(paper)
    letter_kit.end(paper, wrong=False)
    return paper


def s06(template: Template) -> Paper:
    """S-06: the day of the removal, to each tenant and to whoever else lives there."""
    paper = letter_kit.start(template, reference="not occupiers")
    with paper.when("occupiers"):
        paper.text("This letter is for anyone who lives at {{ home_lines|join(', ') }}.")
    paper.text("Sheriff officers are due to come and take back this home. There is help, and it is free.")
    paper.facts_box(
        ("Sheriff officers are due", "{{ at|day }} at {{ at|clock }}"),
        ("Home", "{{ home_lines|join(', ') }}"),
        ("Decree", "{{ decree_on|day }}"),
        ("Copy of the decree from the court", "{{ extract_on|day }}"),
        ("It can be used until", "{{ last_day|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    with paper.when("charged_on"):
        paper.text(
            "On {{ charged_on|day }} the sheriff officers gave a charge, their own paper that asks for the house back "
            "after 14 days. This letter is not that charge."
        )
        paper.otherwise()
        paper.text(
            "The sheriff officers first give a charge, their own paper that asks for the house back after 14 days. "
            "This letter is not that charge."
        )
    paper.heading("Can this be stopped?")
    with paper.when("occupiers"):
        paper.text(
            "If you live here and did not know about this, get advice today. An adviser can say what you can ask for."
        )
        paper.otherwise()
        paper.text(
            "If you can pay what is owed, or a large part, call us at once. We will look at it the same day. "
            "If you were not at court when the decree was made, you can ask for it to be recalled. "
            "You can do that until the house has been taken back, and only once."
        )
        with paper.when("b1"):
            paper.text("Rent: {{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}.")
        with paper.when("b7"):
            paper.text(
                "Expenses of the court: {{ b7.pence|money }}, at the end of {{ b7.as_at|day }}. This is not rent."
            )
    paper.heading("Somewhere to stay")
    paper.text(
        "{{ council_name }} must look at whether it can help you. You can ask now. Call {{ council_phone }}."
        "{% if council_out_of_hours %} At night and at weekends, call {{ council_out_of_hours }}.{% endif %}"
    )
    paper.heading("Tell us now")
    paper.text(
        "Call us if anyone at home is under 18, pregnant, ill or disabled. Tell us about medicines and about pets. "
        "If someone is hurting you, tell us how to reach you safely."
    )
    paper.heading("What will happen on the day")
    paper.text(
        "Sheriff officers will come, with someone from {{ landlord.name }}. The locks will be changed. "
        "They write a list of what is left."
    )
    paper.heading("Your things, your keys and your pets")
    paper.text(
        "Please take your things and your pets with you, and bring us the keys. We will keep what is left for "
        "{{ storage_days }} days, at {{ storage_place }}. Call us to get it back."
    )
    with paper.when("joint and not occupiers"):
        paper.text("We write to each tenant separately.")
    letter_kit.free_help(paper)
    letter_kit.end(paper, wrong=False)
    return paper


def s06_instruction(template: Template) -> Paper:
    """S-06: what the sheriff officers are asked to do, and by when it has to be finished."""
    paper = _head(template)
    paper.text(
        "Instructed on {{ instructed_on|court_day }} by {{ pursuer.legal_name }} ({{ pursuer.phone }}; "
        "{{ pursuer.email }}), {{ pursuer.address|join(', ') }}."
    )
    numbered(
        paper,
        "1.",
        "Decree of {{ decree_on|court_day }}; extract {{ extract }} of {{ extract_on|court_day }} (attached).",
    )
    numbered(
        paper,
        "2.",
        "**The removal has to be complete by {{ last_day|court_day }}.",
        " For a removal on that day the charge has to be served by {{ charge_by|court_day }}; it runs for fourteen days.",
    )
    numbered(
        paper,
        "3.",
        "To be removed: the defenders{% if occupiers %}, {{ occupiers|join('; ') }}{% endif %}, and whoever is in the house "
        "in right of them.",
    )
    numbered(
        paper,
        "4.",
        "Not on a Sunday and not on a public holiday of the area; begin between 8am and 8pm, and stop by 8pm unless the "
        "sheriff has allowed more.",
    )
    numbered(paper, "5.", "Risks at the house are on a sheet of their own, never in this instruction.")
    numbered(
        paper, "6.", "The council's contact for people who lose their home: {{ council_name }}, {{ council_phone }}."
    )
    paper.heading("Please report back")
    paper.facts_box(
        ("Charge served on", ""),
        ("On whom, and how", ""),
        ("Day and hour of the removal", ""),
        ("Carried out, or why not", ""),
        ("Inventory of effects", ""),
        widths=(5.5, WIDE - 5.5),
    )
    kit.signature(paper, for_whom="{{ heading.claimant }}, the pursuer")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {
        "S-01": s01,
        "S-02": s02,
        "S-03": s03,
        "S-04": s04,
        "S-05": s05,
        "S-06": s06,
        "S-06-instruction": s06_instruction,
    }
)
