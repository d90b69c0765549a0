"""The parts that letters share, each sentence once, so that a panel of tenants reads it once.

The order of a letter: title, what it is for, key facts, what to do now, how we help, what happens next, free advice,
if this is wrong, enclosures, other formats.
"""

from __future__ import annotations

from templates.builders.kit import Paper
from templates.manifest import Template

STAY = "You can stay in your home. This letter does not change that."
LEGAL_HELP = "find-legal-advice.justice.gov.uk"


def start(template: Template, *, reference: str = "", named: bool = False) -> Paper:
    """Sender, day, reader, reference and title. reference: the test under which the payment reference is shown.

    named: who reads it without the reference is somebody by name, too, and is greeted.
    """
    paper = Paper(template.paper, title=template.title)
    paper.text("**{{ landlord.name }}", style="Close")
    paper.lines("landlord.address")
    paper.text("Phone {{ landlord.phone }} ({{ landlord.hours }})", style="Close")
    with paper.when("landlord.relay"):
        paper.text("Text relay {{ landlord.relay }}", style="Close")
    paper.text("{{ landlord.email }}")
    paper.text("{{ on|day }}")
    paper.text("{{ reader.name }}", style="Close")
    paper.lines("reader.address")
    paper.text("", style="Close")
    if reference:
        paper.steer(f"if {reference}")
    paper.text("Your payment reference: {{ reference }}", style="Close")
    if reference:
        paper.steer("endif")
    with paper.when("home"):
        paper.text("Your home: {{ home|join(', ') }}", style="Close")
    paper.text("", style="Close")
    if reference and not named:
        paper.steer(f"if {reference}")
    paper.text("Dear {{ reader.name }}")
    if reference and not named:
        paper.steer("endif")
    paper.heading(template.title, 0)
    return paper


def call_step(by: str) -> str:
    """The first step of every letter that has a day to answer by."""
    return (
        f"**Call {{{{ officer.name }}}} on {{{{ officer.phone }}}} by {{{{ {by}|day }}}}.** "
        "You can also email {{ officer.email }}. Or you can ask someone to call for you."
    )


def ways_to_pay(paper: Paper) -> None:
    """How to pay; only where money is asked for."""
    paper.heading("How to pay")
    with paper.each("way", "pay"):
        paper.bullets("{{ way }}")


def latest_payments(paper: Paper) -> None:
    """What was paid last, or since when nothing was."""
    with paper.when("credits"):
        paper.text("Thank you for what has been paid. These are the latest payments:")
        with paper.each("credit", "credits"):
            paper.bullets("{{ credit.on|day }}: {{ credit.sum|money }} from {{ credit.source }}")
        paper.otherwise()
        with paper.when("no_payment_since"):
            paper.text("We have had no payment since {{ no_payment_since|day }}.")


def expected(paper: Paper) -> None:
    """Benefit on its way: said beside the arrears, never taken off them."""
    with paper.when("expected"):
        paper.text(
            "We expect {{ expected.sum.pence|money }} from {{ expected.source }}"
            "{% if expected.on %} on {{ expected.on|day }}{% endif %}. "
            "We have not counted it yet. We knew about it on {{ expected.sum.as_at|day }}."
        )


def joint(paper: Paper) -> None:
    """To joint tenants: each is responsible for all the rent, and each gets their own letter."""
    with paper.when("joint"):
        paper.text(
            "You share this tenancy. Each tenant is responsible for all of the rent. "
            "We write to each tenant separately."
        )


def money_help(paper: Paper, *, fund: bool = True) -> None:
    """Help with benefits while the tenancy goes on."""
    paper.text(
        "We can help you ask for Universal Credit or Housing Benefit. "
        "We can also check that you get everything you should."
    )
    if fund:
        with paper.when("fund"):
            paper.text("You may also get help from the {{ fund }}. We can help you to ask.")


def about_you(paper: Paper) -> None:
    """The question about what makes things harder; the reader chooses what to say."""
    paper.text(
        "Please tell us about anything that makes this harder. It may be illness, disability, a new baby or caring "
        "for someone. It may be that someone is hurting you. You choose what to tell us."
    )


def legal_help(paper: Paper) -> None:
    """The government's legal help, from the first written notice on; it comes before any other advice."""
    paper.heading("Get free legal help now")
    paper.text(
        "**The government pays for legal help for people who could lose their home. It is free, whatever you earn. "
        "You can use it now."
    )
    paper.text(
        f"Go to {LEGAL_HELP} and choose HLPAS and housing. "
        "HLPAS is the Housing Loss Prevention Advice Service. Show the adviser this letter."
    )


def free_help(paper: Paper) -> None:
    """Free and independent advice."""
    paper.heading("Get free help")
    paper.text("These people give free advice and do not work for us:")
    with paper.each("adviser", "advice"):
        paper.bullets(
            "{{ adviser.name }}{% if adviser.phone %}: {{ adviser.phone }}{% endif %}"
            "{% if adviser.web %} ({{ adviser.web }}){% endif %}"
        )


def beat_lines(paper: Paper, *, past: bool = False) -> None:
    """What is to be paid under an agreement or an order, in one sum or in two."""
    pay = "You agreed to pay" if past else "You pay"
    with paper.when("beat.total is not none"):
        paper.text(
            f"**{pay} {{{{ beat.total|money }}}} a {{{{ beat.every|every }}}}.",
            " That is {{ beat.rent|money }} rent and {{ beat.plus|money }} towards what you owe.",
        )
        paper.otherwise()
        paper.text(f"**{pay} {{{{ beat.plus|money }}}} every {{{{ beat.every|every }}}} towards what you owe.")
        with paper.when("beat.rent"):
            paper.text("You pay your rent as well: {{ beat.rent|money }} every {{ beat.rent_every|every }}.")


def calendar(paper: Paper) -> None:
    """The next payments."""
    paper.table(
        ("Pay by", "How much"),
        ("{{ payment.on|day }}", "{{ payment.sum|money }}"),
        name="payment",
        over="calendar",
        widths=(8, 4),
        money=(1,),
    )


def missed_table(paper: Paper) -> None:
    """The instalments as they were due and as they were paid."""
    paper.table(
        ("Due on", "Due", "Paid", "Paid on", "Missing"),
        (
            "{{ one.due_on|day }}",
            "{{ one.due|money }}",
            "{{ one.paid|money }}",
            "{% if one.paid_on %}{{ one.paid_on|day }}{% endif %}",
            "{{ one.short|money }}",
        ),
        name="one",
        over="missed",
        widths=(4.4, 2.4, 2.4, 4.4, 2.4),
        money=(1, 2, 4),
    )


def falling_due(paper: Paper) -> None:
    """What has to be paid beside the missing sum before the day to put it right."""
    with paper.when("falling_due"):
        paper.text("By then more falls due under the same terms. Please pay this as well:")
        with paper.each("more", "falling_due"):
            paper.bullets("{{ more.sum|money }} by {{ more.on|day }}")


def rent_before(paper: Paper) -> None:
    """Rent that no payment of the plan is for."""
    with paper.when("rent_before"):
        paper.text(
            "That counts in {{ rent_before|money }} of rent, which falls due before your first payment. If you pay that rent "
            "on its day, you will be done sooner."
        )


def end(paper: Paper, *, wrong: bool = True) -> None:
    """If this is wrong; complaints; other formats; who sees this; the named person."""
    paper.heading("If you think this is wrong")
    if wrong:
        paper.text(
            "Tell us. We will check and write to you with what we find. We will not take the next step while we check."
        )
    paper.text(
        "You can also complain. Call {{ landlord.complaints_phone }} or go to {{ landlord.complaints_url }}. "
        "If you are not happy with our answer, the {{ landlord.ombudsman }} can look at it for free."
    )
    paper.heading("If you need this in another way")
    paper.text(
        "We can give you this in large print, Braille, Easy Read, audio or another language. "
        "We can use an interpreter or British Sign Language. "
        "If you want us to talk to a friend or a support worker, tell us and we will.",
        keep=True,  # so that a page never has the name alone
    )
    paper.text("Our privacy notice says who sees what we write: {{ landlord.privacy }}", keep=True)
    paper.text("{{ officer.name }}", style="Close", keep=True)
    paper.text("{{ officer.role|capitalize }}, {{ landlord.name }}", style="Close", keep=True)
    paper.text("{{ officer.phone }}, {{ officer.email }}", style="Close")


def enclosed(paper: Paper, *what: str) -> None:
    """What comes behind the letter, in one file with it, so that no enclosure can be left out."""
    paper.heading("What comes with this letter")
    paper.steps(*what)


def money_form(paper: Paper) -> None:
    """A sheet to fill in: money that comes in, money that goes out, what could be paid. Our own design."""
    paper.new_page()
    paper.heading("Your money: a form you can fill in")
    paper.text(
        "You can fill this in, or we can do it with you by phone. Leave out anything you do not know. "
        "Send it back to us at the address at the top of the letter."
    )
    amount = "£                    every"
    paper.heading("What comes in", 2)
    paper.facts_box(
        *((what, amount) for what in ("Wages or other pay", "Universal Credit", "Other benefits", "Anything else"))
    )
    paper.heading("What goes out", 2)
    spent = ("Rent", "Council Tax", "Gas, electricity and water", "Food", "Travel", "Children", "Phone and internet")
    paper.facts_box(*((what, amount) for what in (*spent, "Debts you are paying", "Anything else")))
    paper.heading("What you could pay", 2)
    paper.facts_box(
        ("Towards what you owe", amount),
        ("From which day", ""),
        ("How many people live with you", ""),
        ("Your name and the day", ""),
    )


def talk_form(paper: Paper) -> None:
    """A slip that lets somebody else speak for the reader."""
    paper.heading("If you want us to talk to someone for you", 2)
    paper.facts_box(
        ("Who we may talk to", ""),
        ("Their phone number", ""),
        ("What we may talk about", ""),
        ("Your name and the day", ""),
    )


def statement(paper: Paper, *, heading: str = "Your rent statement", new_page: bool = True) -> None:
    """The rent statement: how it is read, the table, the totals. With new_page it is an annex."""
    if new_page:
        paper.new_page()
    paper.heading(heading)
    paper.text(
        "This covers {{ statement.since|day }} to {{ statement.until|day }}. A charge adds to the balance. "
        "A payment takes away from it. The last column is the balance after each line."
    )
    paper.text("The balance at the end of {{ statement.opening.as_at|day }} was {{ statement.opening.pence|balance }}.")
    paper.table(
        ("Date", "What it was", "Charge", "Payment", "Balance"),
        (
            "{{ row.on|court_day }}",
            "{{ row.what }}",
            "{% if row.charge is not none %}{{ row.charge|money }}{% endif %}",
            "{% if row.credit is not none %}{{ row.credit|money }}{% endif %}",
            "{{ row.balance|balance }}",
        ),
        name="row",
        over="statement.rows",
        widths=(4.15, 3.4, 2.3, 2.3, 3.85),
        money=(2, 3, 4),
        after=(
            "statement.unlisted",
            (
                "{{ statement.unlisted.on|court_day }}",
                "{{ statement.unlisted.what }}",
                "{% if statement.unlisted.charge is not none %}{{ statement.unlisted.charge|money }}{% endif %}",
                "{% if statement.unlisted.credit is not none %}{{ statement.unlisted.credit|money }}{% endif %}",
                "{{ statement.unlisted.balance|balance }}",
            ),
        ),
        last=(
            "Totals",
            "",
            "{{ statement.charged|money }}",
            "{{ statement.paid|money }}",
            "{{ statement.closing.pence|balance }}",
        ),
    )
    with paper.when("statement.listed_to"):
        paper.text(
            "The lines and the totals go up to {{ statement.listed_to|day }}. We cannot list yet what was charged and paid "
            "after that. "
            "{% if statement.unlisted %}The line before the totals is all of it in one sum."
            "{% else %}All of it together did not change the balance.{% endif %}"
        )
    paper.text("That is the balance at the end of {{ statement.closing.as_at|day }}.")
    paper.text("The balance has no court costs in it.")
    with paper.when("statement.not_rent"):
        paper.text(
            "At the end of {{ statement.not_rent.as_at|day }}, {{ statement.not_rent.pence|money }} of "
            "the balance was for "
            "other charges. They are not rent."
        )
