"""The text of a lesson as HTML: `{% load lessons %}`, `{{ lesson.text|lesson_text }}`; times for players."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
STRONG = re.compile(r"\*\*(.+?)\*\*")


@register.filter
def lesson_text(text: str) -> SafeString:
    """Return paragraphs, headings (`## `), lists (`- `) and words that stand out (`**`) as HTML; the rest is escaped.

    Headings are of the second level: the lesson's own title is the page's.
    """
    parts = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.split("\n")
        if lines[0].startswith("## "):
            parts.append(f"<h2>{_inline(lines[0][3:])}</h2>")
            lines = lines[1:]
        points = [line[2:] for line in lines if line.startswith("- ")]
        if points and len(points) == len(lines):
            parts.append("<ul>" + "".join(f"<li>{_inline(point)}</li>" for point in points) + "</ul>")
        elif points:
            head = [line for line in lines if not line.startswith("- ")]
            parts.append(f"<p>{'<br>'.join(map(_inline, head))}</p>")
            parts.append("<ul>" + "".join(f"<li>{_inline(point)}</li>" for point in points) + "</ul>")
        elif lines:
            parts.append(f"<p>{'<br>'.join(map(_inline, lines))}</p>")
    return mark_safe("".join(parts))  # noqa: S308 -- every word was escaped


def _inline(words: str) -> str:
    return STRONG.sub(r"<strong>\1</strong>", escape(words.strip()))
