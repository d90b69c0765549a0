"""The notices to assured tenants: of social housing (E-12) and of other homes (E-13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.kit import Paper
from templates.builders.notices import addressed, blank, debt, help_, in_form, signed, titled, who_we_are
from templates.manifest import Template

#: What ground 8 leaves out for homes that are not social housing.
AWAITED = (
    "{% if awaited %} Of that, {{ awaited.pence|money }} is unpaid only because universal credit for the rent has not "
    "been received yet, as known on {{ awaited.as_at|day }}. The ground leaves it out, and {{ counted|money }} counts."
    "{% endif %}"
)


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


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-12": e12, "E-13": e13})
