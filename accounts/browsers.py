"""The name of a browser, as its owner would say it."""

from django.utils.translation import gettext as _

# In this order: Edge calls itself Chrome too, and Chrome calls itself Safari.
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox")]
BROWSERS += [("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac")]
SYSTEMS += [("Linux", "Linux")]


def name_of(user_agent: str) -> str:
    """Return "Chrome, Android" for what a browser says of itself; a general word when it says nothing known."""
    found = [next((name for sign, name in names if sign in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or _("A browser")
