"""The notices of proceedings that carry a right to a review: introductory and demoted tenancies (E-10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders.kit import Paper
from templates.builders.notices import addressed, debt, help_, schedule, signed, start, who_we_are
from templates.manifest import Template


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


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-10": e10, "E-10-demoted": e10_demoted})
