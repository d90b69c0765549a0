"""The template of a draft order, for the court's consideration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import numbered
from templates.builders.kit import Paper
from templates.manifest import Template


def e28(template: Template) -> Paper:
    """E-28: recital, then one act to a paragraph."""
    paper = kit.court_head(template, "{{ form }}. For the court's consideration on {{ made_on|court_day }}.")
    paper.text("The words are the claimant's. The court's own form prevails.")
    with paper.when("gaps"):
        paper.text(
            "{{ gaps }} paragraph{% if gaps > 1 %}s have{% else %} has{% endif %} dots where nothing is recorded: for the "
            "court, or for whoever brings this, to complete."
        )
    paper.text("{{ recital }}")
    paper.text("**It is ordered that:")
    with paper.each("one", "paragraphs"):
        numbered(paper, "{{ loop.index }}.", "{{ one }}")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-28": e28})
