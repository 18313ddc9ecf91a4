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


@register.inclusion_tag("components/collecting.html")
def collecting_of(form, key: str = ""):
    """The same where forms share a template: a form that collects names its purpose in `collects`, and other words than
    the purpose's in `collects_says`. Of a form without them nothing is said. `key`: the purpose of a room that borrows
    another room's form.
    """
    own = getattr(form, "collects", "")
    return {"purpose": processing.purposes()[key or own] if own else None, "says": getattr(form, "collects_says", "")}


@register.simple_tag
def seen_by(key: str) -> str:
    """Return who sees what is typed for a purpose, for `field.html`'s `seen_by`."""
    return processing.purposes()[key].name
