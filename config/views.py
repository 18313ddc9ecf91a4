"""Pages that belong to the whole house: the door, the home page, the health of the parts."""

import logging
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request, get_language_info
from django.views.decorators.http import require_safe

from accounts.views.steps import local_url
from config.context import THEMES
from config.figures import figures, news
from config.glossary import WORDS
from config.house import house_contents
from config.middleware import way_back
from councils.queries import current_mandates
from spaces.models import Space
from spaces.queries import roles_of

logger = logging.getLogger(__name__)
SHAPES = ["commune__boundary", "commune__outline"]


@login_not_required
@require_safe
def root(request):
    """Send a visitor to her language: the cookie, then the browser's wish, else Arabic."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


@login_not_required
@require_safe
def home(request):
    """The first page: what this place is, one's commune, what happens now."""
    commune = getattr(request.user, "commune", None)
    return render(request, "home.html", {"commune": commune, "figures": figures()} | news(request.user))


@login_not_required
@require_safe
def text(request, name):
    """Show one of the house's own texts: about, help, privacy, accessibility, glossary."""
    return render(request, f"texts/{name}.html", {"words": WORDS} if name == "glossary" else {})


@login_not_required
@require_safe
def theme(request):
    """Remember the colours that a person chose (`?to=`, empty: the device's) and go back to the page being read."""
    chosen = request.GET.get("to", "")
    if chosen not in THEMES:
        raise Http404
    response = redirect(local_url(request, fallback=reverse("home")))
    if chosen:
        year, secure = 365 * 24 * 3600, settings.SESSION_COOKIE_SECURE
        response.set_cookie("theme", chosen, max_age=year, secure=secure, httponly=True, samesite="Lax")
    elif "theme" in request.COOKIES:
        response.delete_cookie("theme")
    return response


@require_safe
def work(request):
    """Where this person works: the workbench, the communes she coordinates, the spaces where she has a role."""
    roles = roles_of(request.user)
    spaces = Space.objects.filter(pk__in=roles.by_space).select_related("commune").defer(*SHAPES)
    context = {
        "has_workbench": bool(current_mandates(request.user)),
        "has_coordination": bool(roles.codes),
        "spaces": spaces,
    }
    return render(request, "work.html#links" if request.htmx else "work.html", context)


@login_not_required
@require_safe
def house(request):
    """Show every component with made-up contents, for those who build the pages; absent in production."""
    if not settings.SHOW_HOUSE:
        raise Http404
    return render(request, "house.html", house_contents())


def csrf_failure(request, reason=""):
    """Say that nothing was sent, and that what was written is still in the form."""
    return render(request, "403_csrf.html", {"back": way_back(request)}, status=403)


def bad_request(request, exception):
    """Say that what was sent cannot be read, or is too long to be, and that what was written is still in the form."""
    too_long = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    context = {"too_long": too_long, "back": way_back(request)}
    return render(request, "400.html", context, status=413 if too_long else 400)


def server_error(request):
    """Answer an unforeseen error without touching the database, with a number that the log holds too."""
    ident = secrets.token_hex(4)
    logger.error("Answered an error page: %s", ident)
    language = get_language_info(get_language() or settings.LANGUAGE_CODE)
    context = {"ident": ident, "lang": language["code"], "dir": "rtl" if language["bidi"] else "ltr"}
    return HttpResponse(render_to_string("500.html", context), status=500)
