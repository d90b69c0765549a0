"""The templates of the notices before a claim and of the certificate of their service, in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import numbered
from templates.builders.kit import Paper
from templates.manifest import Template

#: What ground 8 leaves out for homes that are not social housing.
AWAITED = (
    "{% if awaited %} Of that, {{ awaited.pence|money }} is unpaid only because universal credit for the rent has not "
    "been received yet, as known on {{ awaited.as_at|day }}. The ground leaves it out, and {{ counted|money }} counts."
    "{% endif %}"
)


def start(template: Template, under: str) -> Paper:
    """A notice that begins with its title and the Act it is under."""
    paper = blank(template)
    titled(paper, template, under)
    return paper


def blank(template: Template) -> Paper:
    """A notice with nothing on it yet."""
    return Paper(template.paper, title=template.title, page=kit.NOTICE)


def titled(paper: Paper, template: Template, under: str) -> None:
    """Title, and the Act it is under."""
    paper.heading(template.title, 0)
    paper.text(under)


def addressed(paper: Paper) -> None:
    """Everybody it is for, each by name."""
    paper.text("To:", style="Close")
    kit.party_names(paper, "tenants")


def who_we_are(paper: Paper) -> None:
    """The landlord under its legal name."""
    paper.text("**{{ landlord.legal_name }}", style="Close", keep=True)
    paper.lines("landlord.address")
    paper.text("Telephone {{ landlord.phone }}; {{ landlord.email }}")


def debt(paper: Paper, section: str) -> None:
    """The particulars of the debt, numbered under a section: what, how it came about, what was paid, what was tried."""
    numbered(
        paper,
        f"{section}.1",
        "The tenancy: {{ tenancy.words }}, which began on {{ tenancy.started_on|day }}. "
        "The rent is {{ tenancy.rent|money }} every {{ tenancy.period|every }}"
        "{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}.",
    )
    numbered(
        paper,
        f"{section}.2",
        "**At the end of {{ arrears.as_at|day }} the rent lawfully due and unpaid was {{ arrears.pence|money }}.",
        " The figure counts rent of this tenancy and nothing else.",
    )
    kit.left_out(paper, "history.left_out")
    numbered(
        paper,
        f"{section}.3",
        "{% if history.first_default_on %}In the account in Schedule 1, the first rent that was not paid on its day fell "
        "due on {{ history.first_default_on|day }}. {% else %}Rent was owed already before the first line of the account in "
        "Schedule 1. {% endif %}Something has been owed every day since {{ history.since|day }}.",
    )
    numbered(
        paper,
        f"{section}.4",
        "From {{ history.payments_since|day }} to {{ arrears.as_at|day }} rent of {{ history.fell_due|money }} fell due and "
        "{{ history.received|money }} was received"
        "{% if history.payments %}: {% for one in history.payments %}{{ one.sum|money }} on {{ one.on|court_day }} "
        "({{ one.what }}){% if not loop.last %}; {% endif %}{% endfor %}{% endif %}.",
    )
    numbered(paper, f"{section}.5", "Agreements to pay the arrears:")
    kit.agreements(paper, "history.agreements")
    numbered(paper, f"{section}.6", "Earlier notices and court proceedings about this tenancy:")
    kit.dated_steps(paper, "history.earlier", none="Nothing of the kind is recorded.")
    numbered(paper, f"{section}.7", kit.benefit_words("history."))
    kit.expected(paper, "history.expected")
    numbered(paper, f"{section}.8", "The rent account is set out in Schedule 1, which is part of this notice.")


def schedule(paper: Paper) -> None:
    """The rent account, on a page of its own."""
    paper.new_page()
    paper.heading("Schedule 1: the rent account")
    kit.account_table(paper, "history.account")


def help_(paper: Paper) -> None:
    """Where to get help, and the sentence that no notice by itself makes anybody leave."""
    paper.text(
        "**Get advice now, and take this notice with you.",
        " The government pays for legal help for people who may lose their home, whatever they earn: go to "
        "find-legal-advice.justice.gov.uk and choose HLPAS and housing. You can also go to these advisers:",
    )
    with paper.each("adviser", "advice"):
        paper.bullets(
            "{{ adviser.name }}{% if adviser.phone %}: {{ adviser.phone }}{% endif %}"
            "{% if adviser.web %} ({{ adviser.web }}){% endif %}"
        )


def signed(paper: Paper) -> None:
    """Room for the signature."""
    kit.signature(paper, for_whom="{{ landlord.legal_name }}, the landlord")
    paper.text(
        "Prepared for service on {{ served_on|day }}. The days in it hold for that day of service only.", style="Small"
    )


def in_form(paper: Paper, ours: Callable[[], None], **blanks: Callable[[], None]) -> None:
    """A notice in its prescribed form, with the blanks that every notice has; the schedule follows both."""
    common: dict[str, Callable[[], None]] = {
        "tenants": lambda: kit.party_names(paper, "tenants"),
        "home": lambda: paper.lines("home"),
        "landlord": lambda: who_we_are(paper),
        "signature": lambda: signed(paper),
    }
    kit.in_form(paper, ours, **{**common, **blanks})
    schedule(paper)


def e08(template: Template) -> Paper:
    """E-08: notice of seeking possession, secure periodic tenancy, ground 1."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e08(paper, template),
        ground=lambda: kit.law_text(paper, "'V-HA85-G1'"),
        particulars=lambda: debt(paper, "1"),
    )
    return paper


def _e08(paper: Paper, template: Template) -> None:
    titled(paper, template, "Housing Act 1985, section 83. Secure periodic tenancy.")
    kit.specimen_note(paper, "the prescribed form and the prescribed words of the ground still have to be put in.")
    paper.text(
        "**This notice is the first step that may lead to a court deciding about your home. It is not an order and you "
        "do not have to leave because of it. Read it with care and get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we mean to do")
    paper.text("We, your landlord,")
    who_we_are(paper)
    paper.text("mean to ask the court for an order for possession of your home:")
    paper.lines("home")
    paper.text(
        "Only a court can order you to leave, and it decides after hearing what you have to say. If you are ready to "
        "give up your home without going to court, tell us in writing as soon as you can, and get advice first."
    )
    paper.heading("3. The ground")
    paper.text(
        "We rely on ground {{ ground }} in Schedule 2 to the Housing Act 1985. In our own words, its first half: rent "
        "that is lawfully due from the tenant has not been paid. We do not rely on its other half, a broken obligation "
        "of the tenancy."
    )
    paper.text("The court may let us add or change a ground later. It would hear you about that first.")
    paper.heading("4. Particulars: why we rely on this ground")
    debt(paper, "4")
    paper.heading("5. What the court has to think about")
    paper.text(
        "On this ground the court makes an order only if it thinks that reasonable. It can put off an order or let you "
        "stay on terms that you can keep to, such as the rent and something towards the arrears."
    )
    paper.heading("6. When court proceedings may begin")
    paper.text("**Court proceedings for possession may begin after {{ specified_on.on|day }}.")
    paper.text(
        "This notice loses its force twelve months after that date. We will begin no claim on it after "
        "{{ last_day.on|day }}."
    )
    paper.heading("7. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}You are{% endif %} answerable for the whole "
        "rent. If you pay what is owed, or agree a plan with us and keep to it, we may not need to go to court. Tell us "
        "if you think that any figure is wrong."
    )
    help_(paper)
    paper.heading("8. Signature")
    signed(paper)


def e09(template: Template) -> Paper:
    """E-09: notice of seeking termination of the tenancy and recovery of possession, secure tenancy for a term, ground 1."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e09(paper, template),
        ground=lambda: kit.law_text(paper, "'V-HA85-G1'"),
        clause=lambda: _clause(paper),
        particulars=lambda: debt(paper, "1"),
    )
    return paper


def _clause(paper: Paper) -> None:
    paper.text("{{ clause }}")


def _e09(paper: Paper, template: Template) -> None:
    titled(
        paper,
        template,
        "Housing Act 1985, sections 82 and 83. Secure tenancy for a fixed term. Contents as in {{ form }}.",
    )
    kit.specimen_note(paper, "the prescribed form and the prescribed words of the ground still have to be put in.")
    paper.text(
        "**This notice is the first step that may lead to a court ending your tenancy before its time. It is not an order "
        "and you do not have to leave because of it. Read it with care and get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we mean to do")
    paper.text("We, your landlord,")
    who_we_are(paper)
    paper.text("mean to ask the court for two things: the termination of your tenancy, and possession of your home:")
    paper.lines("home")
    paper.text(
        "Your tenancy has an end date, {{ term_ends|day }}. Termination means that the court ends it before then. Only a "
        "court can do that, and it decides after hearing what you have to say."
    )
    paper.heading("3. The ground, and the clause of your agreement")
    paper.text(
        "We rely on ground {{ ground }} in Schedule 2 to the Housing Act 1985. In our own words, its first half: rent "
        "that is lawfully due from the tenant has not been paid. We do not rely on its other half, a broken obligation "
        "of the tenancy."
    )
    paper.text("The agreement lets us end the term early: ", "**{{ clause }}", " A copy of it comes with this notice.")
    paper.text("The court may let us add or change a ground later. It would hear you about that first.")
    paper.heading("4. Particulars: why we rely on this ground")
    debt(paper, "4")
    paper.heading("5. What the court has to think about")
    paper.text(
        "On this ground the court makes an order only if it thinks that reasonable. It can put off an order or let you "
        "stay on terms that you can keep to, such as the rent and something towards the arrears."
    )
    paper.heading("6. When court proceedings may begin")
    paper.text(
        "**We will begin no court proceedings before {{ claim_from.on|day }}.",
        " For a tenancy with an end date the Act asks for no longer time than that this notice has been given to you.",
    )
    paper.heading("7. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}You are{% endif %} answerable for the whole "
        "rent. If you pay what is owed, or agree a plan with us and keep to it, we may not need to go to court. Tell us "
        "if you think that any figure is wrong."
    )
    help_(paper)
    paper.heading("8. Signature")
    signed(paper)


def e10(template: Template) -> Paper:
    """E-10: notice of proceedings for possession, introductory tenancy."""
    paper = start(template, "Housing Act 1996, section 128. Introductory tenancy.")
    _rights(paper, "You can ask, in that same time, for a hearing at which you or someone for you can speak.")
    _decision(paper)
    _review(
        paper,
        "If you want a hearing, ask for one by that same day.",
    )
    paper.heading("6. Your trial period")
    paper.text(
        "Your tenancy began on {{ tenancy.started_on|day }} and its trial period ends on {{ trial_ends|day }}."
        "{% if lengthen_by %} We could still make the trial period six months longer, by a notice served by "
        "{{ lengthen_by|day }}; you can ask for that instead at the review.{% endif %}"
    )
    _about_you(paper)
    return paper


def e10_demoted(template: Template) -> Paper:
    """E-10, variant: notice of proceedings for possession, demoted tenancy."""
    paper = start(template, "Housing Act 1996, section 143E. Demoted tenancy.")
    _rights(paper, "You can give us what you want to say in writing, or ask in that same time to say it in person.")
    _decision(paper)
    _review(
        paper,
        "If you want to say it in person, yourself or through someone else, ask for that by that same day.",
    )
    paper.heading("6. Your demoted tenancy")
    paper.text(
        "A court order demoted your tenancy from {{ demoted_on|day }}, for the year that ends on {{ demoted_until|day }}. "
        "This notice can keep it demoted for longer."
    )
    _about_you(paper)
    return paper


def _rights(paper: Paper, heard: str) -> None:
    """The three rights, in a box on the first page."""
    paper.facts_box(
        (
            "Your right to a review",
            "Ask us to look at this decision again, by {{ review_by.on|day }}. Ask in any way you like.",
        ),
        ("Your right to be heard", heard),
        (
            "Get advice at once",
            "If you need help or advice about this notice, or about what to do about it, take it straight away to a "
            "Citizens Advice office, a housing aid centre, a law centre or a solicitor.",
        ),
        widths=(4.5, 11.5),
    )


def _decision(paper: Paper) -> None:
    """Paragraphs 1 to 4: for whom, what, why, and from when."""
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we have decided")
    paper.text("We, your landlord,")
    who_we_are(paper)
    paper.text("have decided to ask the court to make an order for possession of your home:")
    paper.lines("home")
    paper.text("You do not have to leave because of this notice. Only the court can order that.")
    paper.heading("3. Our reasons")
    with paper.each("reason", "reasons"):
        paper.bullets("{{ reason }}")
    paper.heading("The facts in full", 2)
    debt(paper, "3")
    paper.heading("4. The date")
    paper.text(
        "**We may ask the court for possession after {{ specified_on.on|day }}.", " We cannot begin before then."
    )


def _review(paper: Paper, heard: str) -> None:
    """Paragraph 5: how to ask for a review, and who does it."""
    paper.heading("5. Your right to a review")
    paper.text(
        "You have the right to ask us to review our decision. Your request has to reach us by ",
        "**{{ review_by.on|day }}",
        ", which is the last of fourteen days that begin with the day on which this notice is served "
        "({{ served_on|day }}).",
    )
    paper.bullets(
        "You can ask by telephone, by email, by letter, in person, or through someone else. No form is needed.",
        "You can say anything that you think matters, and give it to us on paper or by word of mouth.",
        heard,
        "The review is done by a senior person who took no part in this decision.",
        "We will tell you the result, with reasons if the decision stands, by {{ decide_by.on|day }}.",
    )


def _about_you(paper: Paper) -> None:
    """Paragraphs 7 to 9: personal circumstances, what the court can do, help, the signature."""
    paper.heading("7. Tell us about you")
    paper.text(
        "Tell us, by {{ tell_us_by.on|day }}, about anything in your life that we should think about before we go on: "
        "illness, disability, children, someone you care for, abuse, your benefits, or anything else. Any way of telling "
        "us will do. We will think about it and tell you what we decide and why."
    )
    paper.heading("8. What the court can do")
    paper.text(
        "If we have kept to the rules for this notice and for the review, the court will have to order possession. That is "
        "why it is so important to ask for a review and to get advice now."
    )
    help_(paper)
    paper.heading("9. Signature")
    signed(paper)
    schedule(paper)


def e12(template: Template) -> Paper:
    """E-12: notice of intention to begin proceedings, social assured tenancy, grounds 8, 10 and 11."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e12(paper, template),
        grounds=lambda: _grounds(paper, "S"),
        particulars=lambda: _reasons(paper, "1"),
    )
    return paper


def _e12(paper: Paper, template: Template) -> None:
    titled(
        paper,
        template,
        "Housing Act 1988, section 8. Assured tenancy of social housing. Contents as in {{ form }}.",
    )
    _our_grounds(paper, "as they stand for social housing", "at least {{ ground_8.units }} is unpaid.")
    paper.heading("4. Why we rely on each ground")
    _reasons(paper, "4")
    _from_the_day(paper)


def e13(template: Template) -> Paper:
    """E-13: the same for an assured tenancy that is not of social housing, as the law has been since 1 May 2026."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e13(paper, template),
        grounds=lambda: _grounds(paper, "P"),
        particulars=lambda: _reasons(paper, "1", AWAITED),
    )
    return paper


def _e13(paper: Paper, template: Template) -> None:
    titled(paper, template, "Housing Act 1988, section 8. Assured tenancy. Contents as in {{ form }}.")
    _our_grounds(
        paper,
        "as they have stood since 1 May 2026 for homes that are not social housing",
        "at least {{ ground_8.units }} is unpaid, without what is unpaid only because universal credit for the rent has not "
        "been received yet.",
    )
    paper.heading("4. Why we rely on each ground")
    _reasons(paper, "4", AWAITED)
    _from_the_day(paper)


def _grounds(paper: Paper, whose: str) -> None:
    """The law's own words of each ground. whose: S as they stand for social housing, P for other homes."""
    with paper.each("one", "grounds"):
        kit.law_text(paper, f"'V-HA88-G' ~ one.number ~ '{whose}'")


def _our_grounds(paper: Paper, law: str, eight: str) -> None:
    """Paragraphs 1 to 3 in our words. law: which text of the grounds. eight: what ground 8 asks for."""
    kit.specimen_note(
        paper, "the prescribed form and the full prescribed words of each ground still have to be put in."
    )
    paper.text(
        "**This notice may lead to a court deciding about your home. It is not an order and you do not have to leave "
        "because of it. Get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we mean to do")
    paper.text("We, your landlord (see paragraph 7), mean to ask the court for an order for possession of:")
    paper.lines("home")
    paper.heading("3. The grounds")
    paper.text(f"We rely on these grounds in Schedule 2 to the Housing Act 1988, {law}. In our own words:")
    with paper.each("one", "grounds"):
        with paper.when("one.number == '8'"):
            paper.bullets(
                "**Ground {{ one.number }}** (the court must order possession if it is proved): on the day this notice is "
                f"served and again on the day of the hearing, {eight}"
            )
        with paper.when("one.number == '10'"):
            paper.bullets(
                "**Ground {{ one.number }}** (the court may order possession if that is reasonable): some rent lawfully due "
                "was unpaid when this notice was served, and is unpaid when the claim is begun."
            )
        with paper.when("one.number == '11'"):
            paper.bullets(
                "**Ground {{ one.number }}** (the court may order possession if that is reasonable): the tenant has again "
                "and again been late in paying rent lawfully due, whether or not any is owed when the claim is begun."
            )


def _reasons(paper: Paper, section: str, left_out: str = "") -> None:
    """Why the landlord relies on each ground, numbered under a section. left_out: what ground 8 does not count."""
    debt(paper, section)
    with paper.when("ground_8"):
        paper.text(
            "**Ground 8.",
            " The rent falls due every {{ tenancy.period|every }}, so the ground asks for at least {{ ground_8.units }}, "
            f"which is {{{{ ground_8.threshold|money }}}}. The arrears in paragraph {section}.2 are "
            f"{{{{ arrears.pence|money }}}}.{left_out}",
        )
    with paper.when("ground_10"):
        paper.text(
            "**Ground 10.",
            f" The {{{{ arrears.pence|money }}}} in paragraph {section}.2 is rent lawfully due and unpaid.",
        )
    with paper.when("late"):
        paper.text(
            "**Ground 11.",
            " Of the rent that fell due from {{ late_since|day }} to {{ arrears.as_at|day }}, payments being put to the "
            "oldest debt first, this was not paid in full on its day:",
        )
        kit.late_table(paper, "late")


def _from_the_day(paper: Paper) -> None:
    """Paragraphs 5 to 8."""
    paper.heading("5. When court proceedings may begin")
    paper.text("**Court proceedings will not begin earlier than {{ specified_on.on|day }}.")
    paper.heading("6. The latest date for court proceedings")
    paper.text(
        "Court proceedings on this notice will begin no later than {{ last_day.on|day }}, twelve months from service."
    )
    paper.heading("7. The landlord and signature")
    who_we_are(paper)
    signed(paper)
    paper.heading("8. Help for you")
    paper.text(
        "On grounds 10 and 11 the court makes an order only if it thinks that reasonable, and it can let you stay on terms "
        "that you can keep to. On ground 8 it has no such choice, so paying part of the debt before the hearing can matter. "
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}You are{% endif %} answerable for the whole "
        "rent. Tell us if you think that any figure is wrong."
    )
    help_(paper)


def e14(template: Template) -> Paper:
    """E-14: certificate of service of a notice on one person."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    paper.heading(template.title, 0)
    paper.text("One certificate for each person served. A statutory notice is not a court document.")
    paper.heading("1. Who I am")
    paper.text("I am {{ server.name }}, {{ server.position }}, employed by {{ landlord }}, the landlord.")
    paper.heading("2. What I served")
    paper.text(
        "A {{ notice }}{% if form %}, {{ form }}{% endif %}, about the home below"
        "{% if specified_on %}, which names {{ specified_on|day }} as the date that matters for court proceedings"
        "{% endif %}. A copy is attached to this certificate."
    )
    with paper.when("document"):
        paper.text("It is the paper kept as {{ document.name }}, SHA-256 {{ document.sha256 }}.")
        paper.otherwise()
        paper.text("The paper that was served was not made by this system; the copy attached shows what it said.")
    paper.heading("3. On whom")
    paper.text("**{{ recipient.name }}", ", {{ capacity }} of:")
    paper.lines("home")
    paper.heading("4. How, where and when")
    paper.facts_box(
        ("How", "{{ how }}."),
        ("Where", "{{ place }}"),
        ("Left with", "{{ left_with }}", "left_with"),
        ("Day", "{{ done_on|day }}"),
        ("Time", "{{ at }}", "at"),
        ("Time", "as the proof of posting shows", "not at"),
        ("Witness", "{{ witness }}", "witness"),
        ("Authority", "{{ authority }}"),
        ("Proof", "{{ proof }}"),
        widths=(3.5, kit.WIDE - 3.5),
    )
    paper.heading("5. The day we rely on")
    paper.text("We say that the notice was served on ", "**{{ served_on.on|day }}", ". {{ because }}")
    paper.heading("6. Certificate")
    paper.text(
        "I made a note of this at the time or soon after it. What I say here is what I did and saw myself. I sign this "
        "certificate after the day of service and not before it."
    )
    kit.signature(paper, "server", for_whom="{{ landlord }}")
    return paper


def e15(template: Template) -> Paper:
    """E-15: certificate of service of court papers on one defendant."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    kit.in_form(
        paper,
        lambda: _e15(paper, template),
        heading=lambda: kit.court_box(paper),
        papers=lambda: _served_papers(paper),
        service=lambda: _how_served(paper),
        truth=lambda: kit.law_text(paper, "'V-SOT-N215'"),
        signature=lambda: kit.signature(paper, "server", for_whom="{{ landlord }}"),
    )
    return paper


def _e15(paper: Paper, template: Template) -> None:
    kit.court_top(paper, template, "One certificate for each defendant served.")
    kit.specimen_note(
        paper, "the court's own form and the statement of truth in the prescribed words are still needed."
    )
    paper.heading("1. What was served, and when it is deemed served")
    _served_papers(paper)
    paper.text("Copies of what is not on the court's file already are attached.")
    paper.heading("2. On whom, how and where")
    _how_served(paper)
    paper.heading("3. Statement of truth")
    paper.text(
        "The person named below verifies this certificate by a statement of truth, in the words that the rules prescribe. It "
        "is signed after the step was taken and not before it."
    )
    kit.signature(paper, "server", for_whom="{{ landlord }}")


def _served_papers(paper: Paper) -> None:
    paper.table(
        ("Paper", "Step taken on", "Deemed served on"),
        ("{{ one.what }}", "{{ done_on|court_day }}{% if at %}, {{ at }}{% endif %}", "{{ one.on.on|court_day }}"),
        name="one",
        over="papers",
        widths=(6.5, 4.5, 4.5),
    )


def _how_served(paper: Paper) -> None:
    paper.facts_box(
        ("Defendant served", "{{ recipient.name }}"),
        ("How", "{{ how }}"),
        ("Left with", "{{ left_with }}", "left_with"),
        ("Address", "{{ address|join(', ') }}"),
        ("That address is", "{{ whose }}"),
        widths=(3.5, kit.WIDE - 3.5),
    )


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {
        "E-08": e08,
        "E-09": e09,
        "E-10": e10,
        "E-10-demoted": e10_demoted,
        "E-12": e12,
        "E-13": e13,
        "E-14": e14,
        "E-15": e15,
    }
)
