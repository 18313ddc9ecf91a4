"""The words of the register of processing beside what collects data."""

from django import template

from core import processing

register = template.Library()


@register.inclusion_tag("components/collecting.html")
def collecting(key: str, says: str = ""):
    """Say who sees the name of whoever fills this form in, how long it is kept, under which receipt of the CNDP.

    `says` stands in place of the purpose's words where a form shows another thing to others than the purpose does.
    """
    return {"purpose": processing.purposes()[key], "says": says}


@register.simple_tag
def seen_by(key: str) -> str:
    """Return who sees what is typed for a purpose, for `field.html`'s `seen_by`."""
    return processing.purposes()[key].name
