"""The words of templates for those who read little: `{% load plain %}`, `{% aids %}`, `{% term "petition" %}`,
`{% explained "petition" "threshold" %}`.
"""

from urllib.parse import urlencode

from django import template
from django.utils.translation import get_language

from core.addresses import standing
from core.devices import TONGUE
from plain import glossary, shelf
from plain.enums import HelpKey, Tongue
from plain.places import PLACES

register = template.Library()


@register.inclusion_tag("plain/_aids.html", takes_context=True)
def aids(context) -> dict:
    """Draw what helps to understand the page being read: a text easy to read, and a voice where there is a recording.

    Asks the database for nothing: which recordings there are is in memory (`plain.shelf`).
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    key = PLACES.get(match.view_name) if match else None
    if key is None or request.method not in {"GET", "HEAD"}:
        return {}
    language = get_language() or "ar"
    space, thread = context.get("space"), context.get("thread")
    found = shelf.heard(_commune(context), key)
    heard = shelf.chosen(found, request.COOKIES.get(TONGUE, ""), language)
    asked = {"next": request.path} | ({"thread": thread.pk} if getattr(thread, "pk", None) else {})
    of = {"of": space.commune.slug} if heard and _commune(context) and hasattr(space, "commune") else {}
    return {
        "help": HelpKey(key),
        "easy_url": f"{standing('plain:easy', key)}?{urlencode(asked)}",
        "audio": heard[1] if heard else None,
        "tongue": Tongue(heard[0]) if heard else None,
        "listen_url": f"{standing('plain:listen', key)}?{urlencode(of | {'next': request.path})}",
    }


def _commune(context) -> int | None:
    """Return the territory's key of the commune that a page is about, None when it is about none."""
    if commune := getattr(context.get("space"), "commune_id", None):
        return commune
    return getattr(context.get("council"), "territory_id", None)


@register.inclusion_tag("plain/_term.html", takes_context=True)
def term(context, key: str, shown: str = "") -> dict:
    """Draw a word of the field that explains itself when it is tapped or reached by the keyboard.

    Raises `KeyError` for a word that the glossary has not: a page never promises what is not there.
    """
    word = glossary.by_key()[key]
    count = context.render_context.get("terms", 0) + 1
    context.render_context["terms"] = count
    language = get_language() or "ar"
    return {"word": word, "shown": shown or glossary.label(word, language), "ident": f"term-{key}-{count}"}


@register.inclusion_tag("plain/_explained.html")
def explained(*keys: str) -> dict:
    """Draw the line of words that a page explains (`term`). Raises `KeyError` as it does."""
    return {"words": keys}
