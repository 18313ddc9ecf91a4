"""What every page is given, without a query for a visitor."""

from functools import partial

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.devices import mark_of
from config.letters import LATIN
from core.devices import LETTERS, THEME, saves_data
from core.templatetags.agraw import language_url

THEMES = {"": _("Colours of this device"), "light": _("Light"), "dark": _("Dark")}


def page(request):
    """Return `lang`, `dir` and `lang_name` of the page, the `page_languages` that it can be read in, the `theme` chosen
    by cookie among `themes` (empty: the device's), whether the page is to be light (`saves_data`), whether Amazigh is
    read `in_latin` letters, and `device_mark`, asked for by pages of who signed in.
    """
    lang = get_language() or "ar"
    theme = request.COOKIES.get(THEME, "")
    return {
        "lang": lang,
        "dir": "rtl" if get_language_info(lang)["bidi"] else "ltr",
        "lang_name": dict(settings.LANGUAGES)[lang],
        "page_languages": SimpleLazyObject(partial(languages_of, request)),
        "theme": theme if theme in THEMES else "",
        "themes": THEMES.items(),
        "saves_data": saves_data(request),
        "device_mark": partial(mark_of, getattr(request, "user", None)),
        "in_latin": request.COOKIES.get(LETTERS) == LATIN,
    }


def languages_of(request) -> list[tuple[str, str, str]]:
    """Return each language's code and name, with the address that remembers it and goes on to the page being read."""
    return [(code, name, language_url({"request": request}, code)) for code, name in settings.LANGUAGES]
