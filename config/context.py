"""What every page is given, without a query for a visitor."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

THEMES = {"": _("Colours of this device"), "light": _("Light"), "dark": _("Dark")}


def page(request):
    """Return `lang`, `dir` and `lang_name` of the page, and the `theme` chosen by cookie among `themes` (empty: the
    device's).
    """
    lang = get_language() or "ar"
    theme = request.COOKIES.get("theme", "")
    return {
        "lang": lang,
        "dir": "rtl" if get_language_info(lang)["bidi"] else "ltr",
        "lang_name": dict(settings.LANGUAGES)[lang],
        "theme": theme if theme in THEMES else "",
        "themes": THEMES.items(),
    }
