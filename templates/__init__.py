"""The papers' templates: which there are, in which version, and how facts and template become a document."""

from templates.engine import Marks, TemplateError, render
from templates.manifest import NoTemplate, Template, all_templates, template

__all__ = ["Marks", "NoTemplate", "Template", "TemplateError", "all_templates", "render", "template"]
