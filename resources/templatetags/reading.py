"""How the plain text of a resource is read: headings, lists and paragraphs, and nothing else.

A block is what stands between two empty lines. "## " begins a heading; lines that each begin with "- " are a list, with
"1. ", "2. "… a numbered one. Everything is escaped: what people write is never HTML.
"""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from resources.letters import BLANK

register = template.Library()
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")


@register.filter
def as_read(text: str) -> SafeString:
    """Return the text of a resource as HTML."""
    return mark_safe("\n".join(_block(block.split("\n")) for block in str(text).split("\n\n") if block.strip()))  # noqa: S308 -- each block is escaped


@register.filter
def as_letter(text: str) -> SafeString:
    """Return the text of a model letter as HTML, its blanks marked."""
    parts = []
    for number, part in enumerate(BLANK.split(str(text))):
        parts.append(format_html("<mark>{}</mark>", part) if number % 2 else conditional_escape(part))
    whole = "".join(parts)
    blocks = (block.replace("\n", "<br>") for block in whole.split("\n\n"))
    return mark_safe("\n".join(f'<p dir="auto">{block}</p>' for block in blocks))  # noqa: S308 -- escaped above


def _block(lines: list[str]) -> str:
    if lines[0].startswith("## "):
        heading = format_html('<h3 dir="auto">{}</h3>', lines[0][3:])
        return heading + (_block(lines[1:]) if lines[1:] else "")
    if all(line.startswith("- ") for line in lines):
        return format_html(
            "<ul>{}</ul>", format_html_join("", '<li dir="auto">{}</li>', ((line[2:],) for line in lines))
        )
    if all(NUMBERED.match(line) for line in lines):
        items = ((NUMBERED.sub("", line),) for line in lines)
        return format_html("<ol>{}</ol>", format_html_join("", '<li dir="auto">{}</li>', items))
    return format_html('<p dir="auto">{}</p>', format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)))
