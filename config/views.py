"""Pages that belong to the whole house: the door, the home page, the health of the parts."""

import logging
import secrets
import sys
from http import HTTPStatus

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
from config.house import house_contents
from config.letters import LATIN
from config.middleware import way_back
from core import pool, requests
from core.devices import LETTERS
from core.processing import purposes
from core.storage import is_no_room
from councils.queries import current_mandates
from spaces.models import Space
from spaces.queries import roles_of
from territories.queries import unread_of

logger = logging.getLogger(__name__)
SHAPES = unread_of("commune")


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
    """Show one of the house's own texts: about, help, privacy, accessibility."""
    return render(request, f"texts/{name}.html", {"purposes": purposes().values()} if name == "privacy" else {})


@login_not_required
@require_safe
def theme(request):
    """Remember the colours that a person chose (`?to=`, empty: the device's) and go back to the page being read."""
    return remembered(request, "theme", THEMES)


@login_not_required
@require_safe
def letters(request):
    """Remember the letters of Amazigh (`?to=latin`, empty: Tifinagh) and go back to the page being read."""
    return remembered(request, LETTERS, {"", LATIN})


def remembered(request, cookie, choices):
    """Keep what a person chose (`?to=`, empty: forget it) for a year, without an account, and lead her back."""
    chosen = request.GET.get("to", "")
    if chosen not in choices:
        raise Http404
    response = redirect(local_url(request, fallback=reverse("home")))
    if chosen:
        year, secure = 365 * 24 * 3600, settings.SESSION_COOKIE_SECURE
        response.set_cookie(cookie, chosen, max_age=year, secure=secure, httponly=True, samesite="Lax")
    elif cookie in request.COOKIES:
        response.delete_cookie(cookie)
    return response


@require_safe
def work(request):
    """Where this person works: the workbench, the communes she coordinates, the spaces where she has a role.

    Whoever has the workbench alone is led there: a page with one link is a step too many.
    """
    roles = roles_of(request.user)
    spaces = Space.objects.filter(pk__in=roles.by_space).select_related("commune").defer(*SHAPES)
    context = {
        "has_workbench": bool(current_mandates(request.user)),
        "has_coordination": bool(roles.codes),
        "spaces": spaces,
    }
    if context["has_workbench"] and not (request.htmx or roles.codes or roles.by_space):
        return redirect("councils:workbench")
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
    """Answer an unforeseen error without touching the database, with the request's number: the log holds it too.

    When a disk is full nothing of what was sent was kept: that is said (507), and told to whoever reads the log. While
    the database is away it is worth asking again (503): a device keeps what it was to send.
    """
    ident = requests.current() or secrets.token_hex(8)
    error = sys.exc_info()[1]
    no_room, away = is_no_room(error), pool.is_away(error)
    logger.error("A disk is full: nothing was kept (%s)" if no_room else "Answered an error page: %s", ident)
    language = get_language_info(get_language() or settings.LANGUAGE_CODE)
    context = {"ident": ident, "lang": language["code"], "dir": "rtl" if language["bidi"] else "ltr"}
    answer = HttpResponse(render_to_string("500.html", context | {"no_room": no_room}), status=500)
    if no_room:
        answer.status_code = HTTPStatus.INSUFFICIENT_STORAGE
    elif away:
        answer.status_code, answer.headers["Retry-After"] = HTTPStatus.SERVICE_UNAVAILABLE, "10"
    return answer
