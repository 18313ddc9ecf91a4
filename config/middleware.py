"""Room for a request, its language, addresses made plain, refusals in words, what a browser may do with an answer."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from config.languages import ALIASES
from core.cached import ROUTE
from core.stack import with_room
from core.workflow import Refused


def room(get_response):
    """Call all that answers a request from a large frame (`core.stack`): the first of the middleware."""
    return with_room(get_response)


def language(get_response):
    """Activate the language that the address names; elsewhere the cookie's or the browser's, Arabic by default.

    Unlike Django's own middleware it knows the other codes of Amazigh (`ALIASES`).
    """

    def middleware(request):
        code = translation.get_language_from_path(request.path_info)
        if not code:
            wishes = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
            for alias, target in ALIASES.items():
                wishes = wishes.replace(f"{alias}-Tfng", target).replace(alias, target)
            request.META["HTTP_ACCEPT_LANGUAGE"] = wishes
            code = translation.get_language_from_request(request)
        translation.activate(code or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def without_nul(get_response):
    """Read an address as if no NUL stood in its query: nobody types one, and PostgreSQL takes none in a text.

    Forms and serializers refuse it in what is posted.
    """

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        return get_response(request)

    return middleware


# What a page of ours may ask a device for: a photo or a badge, where one is, a voice. Everything else is off.
FEATURES = ("camera", "geolocation", "microphone")
FEATURES_OFF = (
    "accelerometer", "display-capture", "encrypted-media", "gyroscope", "hid", "magnetometer", "midi", "payment",
    "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join([f"{name}=(self)" for name in FEATURES] + [f"{name}=()" for name in FEATURES_OFF])
# A file is looked at, and does nothing: no script, no form, no origin of its own.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
PAGES = ("text/html", "text/javascript", "application/javascript")  # a worker lives under the policy of its script
# Browsers show a PDF by a program of their own, that a sandbox would stop; it runs nothing of ours (`core.papers`).
SHOWN = "application/pdf"


def headers(get_response):
    """Say of every answer what a browser may do with it (ASVS 5.0, 3.4): a page asks a device for little, a file for
    nothing, and no other site takes either into its own pages.
    """

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        kind = response.headers.get("Content-Type", "")
        if kind.startswith(PAGES):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        elif not kind.startswith(SHOWN) or response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers.setdefault("Content-Security-Policy", FILE_POLICY)
        return response

    return middleware


def route(get_response):
    """Note the name of the view that answers, for whoever counts the requests (`config.watching`)."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        request.META[ROUTE] = request.resolver_match.view_name or request.resolver_match.route

    middleware.process_view = process_view
    return middleware


def refusals(get_response):
    """Turn a refusal raised by a view into words: `Refused` into 409, `PermissionDenied` into 403.

    htmx is given a fragment (a notice), a browser a whole page. The API has words of its own (`core.problems`).
    """

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if request.path_info.startswith("/api/"):
            return None
        if isinstance(exception, Refused):
            return refusal(request, 409, exception.message)
        if isinstance(exception, PermissionDenied):
            return refusal(request, 403, str(exception) or getattr(request.user, "no_act", ""))
        return None

    middleware.process_exception = process_exception
    return middleware


def refusal(request, status, words):
    """Answer `words` with a status, as a notice to htmx and as a page to everything else, with a way back."""
    is_fragment = request.headers.get("HX-Request") == "true"
    context = {"words": words, "back": way_back(request), "next": request.get_full_path()}
    template = f"{status}.html#notice" if is_fragment else f"{status}.html"
    return render(request, template, context, status=status)


def way_back(request) -> str:
    """Return the path of the page the person came from, when it is one of ours, else the home page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path != request.path:
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return reverse("home")
