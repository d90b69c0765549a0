"""The parts that notices and court papers share: numbered paragraphs, parties, the account, agreements, the signature."""

from __future__ import annotations

from collections.abc import Callable

from templates.builders.kit import Page, Paper
from templates.manifest import Template

NOTICE = Page(size=11, lines=1.1)
COURT = Page(size=11, left=3.5, right=2.0, lines=1.15)
WIDE = 15.5  # centimetres of text on a court page


def numbered(paper: Paper, number: str, *parts: str) -> None:
    """A paragraph with its number; a part that starts with `**` is bold."""
    paper.text(f"{number}\t", *parts, style="Step")


def specimen_note(paper: Paper, missing: str) -> None:
    """What a reader of a specimen has to know: the words are ours, and which words of the law are not in it."""
    with paper.when("paper.specimen"):
        paper.text(
            f"**This is a specimen. It may not be served, filed or signed. It is in our own words; {missing}",
        )


def in_form(paper: Paper, ours: Callable[[], None], **blanks: Callable[[], None]) -> None:
    """The prescribed form word for word, each of our parts where it has a blank; without it `ours`, as a specimen."""
    with paper.when("paper.specimen"):
        ours()
        paper.otherwise()
        with paper.each("part", "paper.law.form"):
            with paper.when("part.words"):
                paper.text("{{ part.words }}")
            for name, put in blanks.items():
                with paper.when(f"part.blank == '{name}'"):
                    put()


def law_text(paper: Paper, block: str) -> None:
    """A text of the law, word for word. block: its name as a Jinja expression, such as `'V-SOT-POC'`."""
    with paper.each("words", f"paper.law.texts[{block}]"):
        paper.text("{{ words }}")


def truth(paper: Paper, block: str, says: str) -> None:
    """The statement of truth in the law's own words; in a specimen `says`, which is that it is to be signed."""
    with paper.when("paper.specimen"):
        paper.text(says, keep=True)
        paper.otherwise()
        law_text(paper, f"'{block}'")


def party_names(paper: Paper, over: str) -> None:
    """Each person on a line of their own: one line never stands for two people."""
    with paper.each("party", over):
        paper.text("**{{ party.name }}", style="Close")
    paper.text("", style="Close")


def court_head(template: Template, subtitle: str = "") -> Paper:
    """A court paper that begins with court, claim number, parties and title, in the order in which a court reads them."""
    paper = Paper(template.paper, title=template.title, page=COURT)
    court_top(paper, template, subtitle)
    return paper


def court_top(paper: Paper, template: Template, subtitle: str = "") -> None:
    """Court, claim number, parties, title."""
    court_box(paper)
    paper.heading(template.title, 0)
    if subtitle:
        paper.text(subtitle)


def court_box(paper: Paper) -> None:
    """Court, claim number, parties and property."""
    paper.facts_box(
        ("In the", "{{ heading.court }}", "heading.court"),
        ("In the", "County Court; the hearing centre is named when the claim is sent", "not heading.court"),
        ("Claim number", "{{ heading.claim_number }}", "heading.claim_number"),
        ("Claim number", "given by the court when it issues the claim", "not heading.claim_number"),
        ("Claimant", "{{ heading.claimant }}"),
        (
            "Defendants",
            "{% for party in heading.defendants %}{{ party.name }}{% if not loop.last %}; {% endif %}{% endfor %}",
        ),
        ("Property", "{{ heading.home|join(', ') }}"),
        widths=(3.5, WIDE - 3.5),
    )


def account_table(paper: Paper, over: str) -> None:
    """Every line of a rent account with the balance after it, its opening before and its totals after."""
    paper.text(
        f"From {{{{ {over}.since|court_day }}}} to {{{{ {over}.until|court_day }}}}. "
        f"Owed before the first line: {{{{ {over}.opening|balance }}}}."
    )
    paper.table(
        ("Date", "What", "Fell due", "Received", "Owed after it"),
        (
            "{{ row.on|court_day }}",
            "{{ row.what }}",
            "{% if row.charge is not none %}{{ row.charge|money }}{% endif %}",
            "{% if row.credit is not none %}{{ row.credit|money }}{% endif %}",
            "{{ row.balance|balance }}",
        ),
        name="row",
        over=f"{over}.rows",
        widths=(3.8, 3.55, 2.25, 2.25, 3.65),
        money=(2, 3, 4),
        last=(
            "Totals",
            "",
            f"{{{{ {over}.charged|money }}}}",
            f"{{{{ {over}.paid|money }}}}",
            f"{{{{ {over}.closing|balance }}}}",
        ),
    )
    paper.text(
        f"{{{{ {over}.opening|balance }}}} before the first line, plus {{{{ {over}.charged|money }}}} that fell due, less "
        f"{{{{ {over}.paid|money }}}} received, is {{{{ {over}.closing|balance }}}} at the end of "
        f"{{{{ {over}.until|court_day }}}}."
    )
    with paper.when(f"{over}.not_rent"):
        paper.text(
            f"Of that, {{{{ {over}.not_rent|money }}}} is for charges that are not rent, payments being put to the oldest "
            "charge first. It is no part of the rent arrears: ",
            "**{{ arrears.pence|balance }}",
            ".",
        )


def left_out(paper: Paper, over: str) -> None:
    """What stands on the account besides rent, each sum apart."""
    with paper.when(over):
        paper.text("The figure leaves out what is on the account and is not rent of this tenancy:")
        with paper.each("part", over):
            paper.bullets("{{ part.what }}: {{ part.sum.pence|money }} ({{ part.sum.as_at|court_day }})")
        paper.otherwise()
        paper.text("No court costs and no other charges are in the figure.")


def agreements(paper: Paper, over: str) -> None:
    """Agreements to pay and what became of each."""
    with paper.when(over):
        with paper.each("plan", over):
            paper.bullets(
                "{{ plan.made_on|court_day }}: {{ plan.amount|money }} every {{ plan.every|every }}; {{ plan.outcome }}"
                "{% if plan.ended_on %} ({{ plan.ended_on|court_day }}){% endif %}"
            )
        paper.otherwise()
        paper.text("No agreement to pay is recorded.")


def dated_steps(paper: Paper, over: str, *, none: str) -> None:
    """A list of days with what happened on each."""
    with paper.when(over):
        with paper.each("step", over):
            paper.bullets("{{ step.on|court_day }}: {{ step.what }}")
        paper.otherwise()
        paper.text(none)


def benefit_words(within: str = "") -> str:
    """What is known about benefit towards the rent, with the weekly sum of Housing Benefit where it is paid."""
    weekly = f"{within}housing_benefit"
    return (
        f"{{{{ {within}benefits|join(' ') }}}}{{% if {weekly} %}} The Housing Benefit comes to "
        f"{{{{ {weekly}|money }}}} a week.{{% endif %}}"
    )


def expected(paper: Paper, over: str) -> None:
    """Benefit on its way, said beside the arrears and never taken off them."""
    with paper.each("one", over):
        paper.text(
            "{{ one.sum.pence|money }} is expected from {{ one.source }}"
            "{% if one.on %} on {{ one.on|court_day }}{% endif %} (known on {{ one.sum.as_at|court_day }}). "
            "It has not been received and is not taken off the arrears."
        )


def late_table(paper: Paper, over: str) -> None:
    """Rent that was not paid on its day, with the days it took."""
    paper.table(
        ("Fell due", "Sum", "Paid in full on", "Days late"),
        (
            "{{ row.due_on|court_day }}",
            "{{ row.due|money }}",
            "{% if row.paid_on %}{{ row.paid_on|court_day }}{% else %}not yet{% endif %}",
            "{{ row.days }}{% if not row.paid_on %} so far{% endif %}",
        ),
        name="row",
        over=over,
        widths=(4.2, 3.0, 4.4, 3.4),
        money=(1,),
    )


def certified_table(paper: Paper) -> None:
    """The payments under an order, due and made, with their totals."""
    paper.table(
        ("Due on", "Due", "Paid", "Paid in full on", "Short", "Behind that day"),
        (
            "{{ one.due_on|court_day }}",
            "{{ one.due|money }}",
            "{{ one.paid|money }}",
            "{% if one.paid_on %}{{ one.paid_on|court_day }}{% elif one.awaits %}benefit due {{ one.awaits|court_day }}"
            "{% endif %}",
            "{{ one.short|money }}",
            "{{ one.behind|money }}",
        ),
        name="one",
        over="certificate.rows",
        widths=(3.3, 2.2, 2.2, 3.3, 2.1, 2.2),
        money=(1, 2, 4, 5),
        last=(
            "Totals",
            "{{ certificate.due|money }}",
            "{{ certificate.paid|money }}",
            "",
            "{{ certificate.short.pence|money }}",
            "",
        ),
    )


def certified_payments(paper: Paper, none: str = "") -> None:
    """The payments on the account behind that table, or that there were none."""
    with paper.when("certificate.payments"):
        paper.text("The payments on the account behind that table:")
        payments(paper, "certificate.payments")
        if none:
            paper.otherwise()
            paper.text(none)


def payments(paper: Paper, over: str) -> None:
    """Payments on the account, each with its day, reference and sum."""
    paper.table(
        ("Received on", "Reference", "What", "Sum"),
        ("{{ one.on|court_day }}", "{{ one.reference }}", "{{ one.words }}", "{{ one.amount|money }}"),
        name="one",
        over=over,
        widths=(3.8, 3.4, 5.6, 2.5),
        money=(3,),
    )


def signature(paper: Paper, who: str = "signer", *, for_whom: str, says: str = "") -> None:
    """Room for a signature and a day, over the printed name, position and employer. Nothing is signed by us."""
    if says:
        paper.text(says)
    paper.facts_box(
        ("Signed", ""),
        ("Name", f"{{{{ {who}.name }}}}"),
        ("Position", f"{{{{ {who}.position }}}}"),
        ("For", for_whom),
        ("Date of signing", ""),
        widths=(4.0, WIDE - 4.0),
        whole=True,
    )
