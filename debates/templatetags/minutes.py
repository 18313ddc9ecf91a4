"""Words for the templates of minutes: `{% load minutes %}`. Filters: `isolated`, `way`."""

from django import template

from core.text import isolate
from debates.report import way_of

register = template.Library()


@register.filter
def isolated(text: str) -> str:
    """Set apart what a person typed within a sentence: a PDF knows no <bdi>."""
    return isolate(str(text))


@register.filter
def way(text: str) -> str:
    """Return the direction of a text, `rtl` or `ltr`: a PDF knows no dir="auto"."""
    return way_of(str(text))
