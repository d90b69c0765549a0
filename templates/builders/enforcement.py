"""The templates between a broken order and the end of the eviction day: a date asked for, risks, checklist, report, answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders import letter_kit as letters
from templates.builders.form_kit import WIDE, numbered
from templates.builders.kit import Paper, _cell, _repeat, _row
from templates.manifest import Template

_NARROW = (5.2, WIDE - 5.2)
_DONE = (6.9, 2.2, 3.6, 2.8)


def e32(template: Template) -> Paper:
    """To each tenant: what was missed, that a date will be asked for, and how to answer."""
    paper = letters.start(template)
    paper.text(
        "The payments that the court ordered are behind. We plan to ask the court to fix a date by which you would have to "
        "leave. Nothing is decided. Please answer this letter."
    )
    paper.facts_box(
        ("Please answer by", "{{ reply_by.on|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
        ("Behind under the order", "{{ b8.pence|money }}, at the end of {{ b8.as_at|day }}"),
        ("All the rent you owe", "{{ b1.pence|balance }}, at the end of {{ b1.as_at|day }}"),
        ("We will not ask the court before", "{{ apply_from.on|day }}"),
    )
    paper.text(
        "We do not have to ask. If you pay what is behind, or agree with us how to, call us and we will look again."
    )
    paper.heading("What to do now")
    paper.steps(
        letters.call_step("reply_by.on"),
        "Tell us if you agree with the figures. If not, tell us which payments are missing from the list.",
        "Tell us why the payments were missed. If your benefit was late, tell us that, and we will check.",
        "Get free legal help.",
    )
    letters.legal_help(paper)
    paper.heading("What the court ordered")
    paper.text("The court made its order on {{ made_on|day }}. The number of the case is {{ claim_number }}.")
    paper.text("It fixed no date for leaving, as long as this is paid:")
    letters.beat_lines(paper)
    paper.text("The first payment was due on {{ beat.first_on|day }}.")
    letters.rent_now(paper)
    paper.heading("What was paid")
    letters.missed_table(paper)
    with paper.when("awaited"):
        paper.text(
            "Benefit should come on {{ awaited.on|day }}. {{ awaited.sum|money }} of what is missing waits for it, and is not "
            "in the sum at the top."
        )
    paper.text("The rent account at the end of this letter shows every charge and payment.")
    paper.heading("What we will ask the court")
    paper.text(
        "We will ask the court to fix a date. It may do that without a hearing. We will send the court this letter and your "
        "answer to it."
    )
    paper.heading("What you can ask the court")
    paper.text(
        "You can ask the court to put the date off again, or to stop or delay the eviction. You can do that now or later. "
        "Use form N244. "
        "{% if fee is not none %}The fee can be {{ fee|money }}, and you may not have to pay it. {% endif %}"
        "An adviser can help you."
    )
    letters.ways_to_pay(paper)
    paper.heading("How we can help")
    letters.money_help(paper, fund=False)
    letters.about_you(paper)
    letters.joint(paper)
    letters.free_help(paper)
    letters.end(paper)
    paper.new_page()
    paper.heading("Your answer")
    paper.text("Please tick, sign and send this page to the address at the top by {{ reply_by.on|day }}.")
    paper.facts_box(
        ("I agree that {{ b8.pence|money }} was behind at the end of {{ b8.as_at|day }}.", ""),
        ("I do not agree. These payments are missing from the list:", ""),
        ("The payments were missed because:", ""),
        ("Your name", "{{ reader.name }}"),
        ("Signed", ""),
        ("Date", ""),
        widths=(8, 8),
    )
    letters.statement(paper)
    return paper


TERMS = (
    "the rent of {{ certificate.rent|money }} a rent period and {{ certificate.plus|money }} every "
    "{{ certificate.every|every }} from {{ certificate.first_on|court_day }}"
)


def e32_application(template: Template) -> Paper:
    """To the court: the order, the breach, the letter and its answer, benefit, what is asked for."""
    paper = kit.court_head(template, "Made on {{ requested_on|court_day }}.")
    kit.specimen_note(paper, "the court's own form N244 and the statement of truth are still needed.")
    numbered(
        paper,
        "1.",
        "The claimant, {{ claimant.legal_name }}, {{ claimant.address|join(', ') }} ({{ claimant.phone }}, "
        "{{ claimant.email }}), asks the court to fix the date for possession under the postponed order of "
        "{{ made_on|court_day }}.",
    )
    numbered(
        paper,
        "2.",
        f"The order postponed the date for possession while these were paid: {TERMS}. They were first not paid in full on "
        "{{ first_missed_on|court_day }}. The table shows every payment that fell due since the order, to the end of "
        "{{ certificate.short.as_at|court_day }}.",
    )
    kit.certified_table(paper)
    kit.certified_payments(paper)
    numbered(
        paper,
        "3.",
        "Rent arrears were {{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}; court costs and other "
        "debts are not in that sum.",
    )
    numbered(
        paper,
        "4.",
        "On {{ notice_on|court_day }} the claimant wrote to {{ told|listed }} that it would ask for a date, with the arrears, "
        "how the order was broken, and their right to ask the court for more time. The letter was {{ notice_how }}. "
        "The application may be made from {{ apply_from.on|court_day }} to {{ apply_until.on|court_day }}.",
    )
    with paper.when("reply == 'none'"):
        numbered(paper, "5.", "No answer to the letter has come.")
    with paper.when("reply == 'agreed'"):
        numbered(paper, "5.", "The figures were agreed to. The answer of {{ reply_on|court_day }} is attached.")
    with paper.when("reply == 'disputed'"):
        numbered(
            paper,
            "5.",
            "The figures were disputed. The answer of {{ reply_on|court_day }}, and what was written about it, is attached.",
        )
    numbered(
        paper,
        "6.",
        "{% if benefit_outstanding %}A claim for benefit towards the rent is outstanding and not decided."
        "{% else %}No claim for benefit towards the rent is outstanding that the claimant knows of.{% endif %}",
    )
    numbered(
        paper,
        "7.",
        "{% if hearing_wanted %}The claimant asks for a hearing.{% else %}The claimant asks that this be decided without a "
        "hearing.{% endif %}",
    )
    numbered(
        paper,
        "8.",
        "Draft order: the defendants give the claimant possession of {{ heading.home|join(', ') }} on the next working day "
        "after the day of this order.",
    )
    paper.heading("Attached")
    paper.bullets(
        "the order of {{ made_on|court_day }}",
        "the letter of {{ notice_on|court_day }} to each defendant, with proof of how it went",
        "{% if reply == 'none' %}no answer, for none came{% else %}the answer to it{% endif %}",
        "the rent account since the first missed payment or for two years",
    )
    kit.truth(
        paper, "V-SOT-APP", "The person named below signs the statement of truth in the words that the form prescribes."
    )
    kit.signature(paper, for_whom="{{ heading.claimant }}, the claimant")
    return paper


def e34(template: Template) -> Paper:
    """The risks at the home, for the bailiff alone: dated and sourced, without opinions."""
    paper = kit.court_head(
        template, "For the court's bailiff only. Not for the defendants, and not for the file of the claim."
    )
    paper.heading("1. The appointment")
    paper.facts_box(
        ("Warrant", "{{ warrant_number }}"),
        ("Eviction", "{{ at|day }} at {{ at|clock }}"),
        ("To be confirmed by", "{{ confirm_by|day }}", "confirm_by"),
        ("Who is to be evicted", "{{ evicted|join('; ') }}"),
        ("Born", "{{ born|join('; ') }}", "born"),
        widths=_NARROW,
    )
    paper.heading("2. Risks")
    paper.facts_box(
        ("Does anybody pose a risk?", "{{ risk }}"),
        ("Of what kind", "{{ kinds|join('; ') }}", "kinds"),
        ("What is known", "{{ words }}", "words"),
        ("From where", "{{ source }}", "source"),
        ("Known since", "{{ known_on|court_day }}", "known_on"),
        widths=_NARROW,
    )
    paper.heading("3. People who are vulnerable")
    paper.facts_box(
        ("Who", "{{ vulnerable }}"), ("In what way", "{{ vulnerable_words }}", "vulnerable_words"), widths=_NARROW
    )
    paper.heading("4. Getting in")
    paper.facts_box(
        ("Access, codes, parking", "{{ access }}", "access"),
        ("Access, codes, parking", "nothing out of the ordinary is known", "not access"),
        ("Locksmith", "{% if locksmith %}booked{% else %}not booked{% endif %}"),
        ("For the claimant there will be", "{{ attendee.name }}, {{ attendee.position }}, {{ attendee_phone }}"),
        widths=_NARROW,
    )
    paper.text(
        "Told by {{ told_by.name }}, {{ told_by.position }}. Anything learned later is told to the bailiff at once."
    )
    return paper


def _checks(paper: Paper, *checks: str) -> None:
    """A row for each thing to be done, with room for the hand of whoever did it."""
    table = paper._table(4, _DONE)
    for cell, head in zip(_row(table), ("What", "Done", "By", "At"), strict=True):
        _cell(cell, f"**{head}")
    _repeat(table)
    for check in checks:
        _cell(_row(table)[0], check)
    paper._after_table()


def e36(template: Template) -> Paper:
    """The morning of the eviction: what may still stop it, then the doorstep, then the handing over."""
    paper = kit.court_head(
        template, "Internal. Whoever is at the door fills it in; a step that is not done stops the next."
    )
    paper.facts_box(
        ("Eviction", "{{ at|day }} at {{ at|clock }}"),
        (
            "Warrant",
            "{{ warrant_number }}{% if warrant_until %}, good until {{ warrant_until|court_day }}{% endif %}",
        ),
        ("Notice of eviction", "delivered on {{ notice_delivered_on|court_day }}"),
        ("Order", "{{ order }}{% if limited %} It was made on a mandatory ground.{% endif %}"),
        ("Rent arrears", "{{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}"),
        ("Holds", "{{ holds|join('; ') }}"),
        ("Care", "{{ vulnerable }}"),
        ("Whose case", "{{ owner.name }}, {{ owner.position }}"),
        widths=_NARROW,
    )
    with paper.when("paid_since"):
        paper.text("**Paid since the warrant was asked for. Do not go on until whoever decides has seen it:")
        kit.payments(paper, "paid_since")
    paper.heading("That morning")
    _checks(
        paper,
        "Balance read again. Any payment: stop, and call whoever decides",
        "Court rung: no application, no stay, no moratorium. Name of the clerk:",
        "The breathing space register and our own mail looked at: nothing new",
        "Warrant in hand, its address is this home",
        "Bailiff, locksmith and a second officer confirmed",
        "Plan for anybody vulnerable; social services, support worker and the council told"
        "{% if council_phone %} ({{ council_phone }}){% endif %}",
        "Plan for animals; gas and electricity; access codes",
        "Camera, list for goods, form for meters, somebody to call when it is over",
    )
    paper.heading("At the door")
    _checks(
        paper,
        "Who is there: adults, and how many children (no names of children)",
        "Nobody is left who is in danger; an ambulance or the police called where needed",
        "Possession given by the bailiff; the time, to the minute",
        "Keys, lock changed, number of the new lock",
    )
    paper.heading("Before leaving")
    _checks(
        paper,
        "Goods listed and photographed; kept for {{ storage_days }} days at {{ storage_place }}; notice about them left",
        "Meters read and photographed",
        "State of the home, damage, injuries, anything that happened",
        "Address or number for later, if one was offered",
        "Recorded as carried out with all of this, or as stopped: by whom, why, what next",
    )
    return paper


def e36_report(template: Template) -> Paper:
    """What happened at the eviction, as it was written down that day."""
    paper = kit.court_head(template, "Internal. Eviction of {{ on|court_day }}.")
    paper.facts_box(
        ("Possession given", "{{ on|day }} at {{ at }}"),
        ("Bailiff", "{{ bailiff }}"),
        (
            "Who was there",
            "{{ adults }} adult{% if adults != 1 %}s{% endif %}, {{ children }} child{% if children != 1 %}ren{% endif %}",
        ),
        ("Entry", "{{ entry }}; new lock {{ lock }}"),
        ("Goods left", "{{ goods }}"),
        ("Kept", "until {{ goods_until|court_day }}, at {{ goods_place }}", "goods_until and goods_place"),
        ("Meters", "{{ meters }}"),
        ("Condition, animals, injuries, incidents", "{{ condition }}"),
        ("Where they can be reached", "{{ forwarding }}", "forwarding"),
        ("Rent left owing", "{{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}"),
        ("Reported by", "{{ reporter.name }}, {{ reporter.position }}"),
        widths=_NARROW,
    )
    paper.heading("What follows")
    paper.bullets(
        "Tell the benefit office that the liability for rent has ended.",
        "Close the rent account and follow the debt as one of former tenants.",
        "Tell the council, if the tenants agreed to it or somebody has to be kept safe.",
        "{% if goods_until %}Write to the tenants about their goods before {{ goods_until|court_day }}, and sell or throw "
        "away nothing before.{% else %}No day is recorded until which goods are kept: find out if there are any.{% endif %}",
    )
    return paper


def e37(template: Template) -> Paper:
    """Our statement on the tenant's application: payments first, each reason answered, and what we ask for."""
    paper = kit.court_head(template, "Statement of {{ signer.name }}, {{ signer.position }}, for the claimant.")
    kit.specimen_note(paper, "the statement of truth in the prescribed words is still needed.")
    with paper.when("urgent"):
        paper.text(
            "**URGENT: the eviction is on {{ eviction_at|court_day }} at {{ eviction_at|clock }}. ",
            "Telephone {{ claimant.phone }}.",
        )
    paper.heading("1. Order and warrant")
    paper.text(
        "On {{ made_on|court_day }} {{ outcome }}.{% if warrant_number %} Warrant {{ warrant_number }} was issued on it."
        "{% endif %}{% if eviction_at %} The eviction was booked for {{ eviction_at|court_day }} at {{ eviction_at|clock }}."
        "{% endif %} The application was received on {{ received_on|court_day }}"
        "{% if hearing_at %} and is to be heard on {{ hearing_at|court_day }} at {{ hearing_at|clock }}{% endif %}."
    )
    with paper.when("limit"):
        paper.text(
            "**The order was made on a mandatory ground: the court has no power to postpone possession beyond "
            "{{ limit|court_day }} ({{ limit_under }})."
        )
    paper.heading("2. Payments")
    with paper.when("certificate"):
        paper.text(f"The order asks for {TERMS}. To the end of {{{{ certificate.short.as_at|court_day }}}}:")
        kit.certified_table(paper)
        kit.certified_payments(paper)
        paper.text(
            "**{{ certificate.short.pence|money }} is unpaid under the order.", " That sum is not the whole debt."
        )
    with paper.when("payments"):
        paper.text("Received since the order:")
        kit.payments(paper, "payments")
    paper.text(
        "Rent arrears were {{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}. Costs of the case and of "
        "the warrant are not in that sum. Rent goes on at {{ daily.pence|money }} a day (worked out on "
        "{{ daily.as_at|court_day }})."
    )
    kit.expected(paper, "expected")
    paper.heading("3. What was tried")
    kit.agreements(paper, "agreements")
    kit.dated_steps(paper, "steps", none="No step since the order is recorded.")
    paper.heading("4. Benefits")
    paper.text("{{ benefits|join(' ') }}")
    paper.heading("5. The household")
    paper.text("{{ vulnerable }}")
    paper.heading("6. The points in the application")
    with paper.each("one", "answers"):
        paper.text("**{{ loop.index }}. {{ one.reason }}")
        paper.text("{{ one.answer }}")
    paper.heading("7. Our position")
    with paper.when("stance == 'oppose'"):
        paper.text("The claimant asks the court to dismiss the application.")
    with paper.when("stance == 'neutral'"):
        paper.text("The claimant leaves the application to the court.")
    with paper.when("stance == 'consent'"):
        paper.text("The claimant agrees to the application on the terms below.")
    with paper.when("proposed"):
        paper.text(
            "{% if stance != 'consent' %}Should the court be minded to suspend the warrant, the claimant asks for these terms. "
            "{% endif %}Draft order: the warrant is suspended while the defendants pay the current rent of "
            "{{ rent|money }} a rent period and {{ proposed.plus|money }} every {{ proposed.every|every }} towards the arrears, "
            "the first payment on {{ proposed.first_on|court_day }}."
        )
    kit.truth(
        paper, "V-SOT-WS", "The person named below signs the statement of truth in the words that the rules prescribe."
    )
    kit.signature(paper, for_whom="{{ claimant.legal_name }}, {{ claimant.address|join(', ') }}, {{ claimant.email }}")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {
        "E-32": e32,
        "E-32-application": e32_application,
        "E-34": e34,
        "E-36": e36,
        "E-36-report": e36_report,
        "E-37": e37,
    }
)
