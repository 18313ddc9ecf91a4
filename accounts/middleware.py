"""What stands between a person and the pages: who she is, the second factor of those whose office needs one, and a
suspension.
"""

import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.adapters import has_second_factor
from accounts.rules import needs_second_factor
from accounts.sessions import note_seen, person_of

# Pages on which the factor is set, and those by which one leaves; the language may be changed everywhere.
# The header of every page asks for the number of notices: sent to the page of the factor, that page would reload for
# ever.
OPEN = {"account_logout", "account_reauthenticate", "account_inactive", "health", "root", "notices:count"}
OPEN_PREFIXES = ("mfa_", "people:confirm", "people:language")
# What a suspended person still sends: the ways in and out, her proof that it is she, and what only she reads.
READING = {"GET", "HEAD", "OPTIONS"}
HER_WAY = {"account_login", "account_login_password", "account_logout", "account_reauthenticate", "people:code"}
HER_WAYS = ("mfa_authenticate", "mfa_reauthenticate", "people:confirm", "people:resend", "people:language", "notices:")


class Authentication(AuthenticationMiddleware):
    """Django's, but that the person is read with her session (`accounts.sessions`): one statement in place of two."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: self._who(request))

    @staticmethod
    def _who(request):
        if not hasattr(request, "_cached_user") and (person := person_of(request.session)):
            request._cached_user = person  # where Django's own `get_user` and `login` keep it
            note_seen(request.session)
        return get_user(request)


def for_everyone(view: Callable) -> Callable:
    """Mark a view that any inhabitant uses for herself: an officer may as well, with one factor."""
    view.is_for_everyone = True
    return view


class SecondFactor:
    """Send a person whose office needs a second factor, and who has none yet, to the page where she sets it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name or ""
        if name in OPEN or name.startswith(OPEN_PREFIXES) or getattr(view, "is_for_everyone", False):
            return None
        return _refusal(request) if lacks_second_factor(request.user) else None


class Suspended:
    """Refuse what a suspended person sends, with the end of it in words; she reads, and what is `though_suspended`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in READING or not request.user.is_authenticated or not request.user.is_suspended:
            return None
        name = request.resolver_match.view_name or ""
        if name in HER_WAY or name.startswith(HER_WAYS) or getattr(view, "is_though_suspended", False):
            return None
        return _problem(request.user.no_act, "suspended") if _is_api(request) else _suspended(request)


def though_suspended(view: Callable) -> Callable:
    """Mark a view that stays open to a suspended person: her data, her leaving, her appeal."""
    view.is_though_suspended = True
    return view


def lacks_second_factor(user) -> bool:
    """Tell whether a person's office needs a second factor, and she has none yet."""
    return settings.SECOND_FACTOR_ENFORCED and needs_second_factor(user) and not has_second_factor(user)


def _refusal(request):
    setup = reverse("mfa_index")
    words = _("Your office needs a second factor. Set one up, then come back to this page.")
    if _is_api(request):
        return _problem(words, "second_factor")
    if request.htmx:
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8", headers={"HX-Redirect": setup})
    return HttpResponseRedirect(setup)


def _suspended(request):
    template = "403.html#notice" if request.htmx else "403.html"
    page = {"words": request.user.no_act, "back": reverse("people:suspension")}
    return render(request, template, page, status=403)


def _is_api(request) -> bool:
    return request.path.startswith("/api/")


def _problem(words: str, code: str) -> HttpResponse:
    problem = {"type": "about:blank", "title": "Forbidden", "status": 403, "detail": words, "code": code}
    return HttpResponse(json.dumps(problem), status=403, content_type="application/problem+json")
