"""What stands between a person and the pages: who she is, and the second factor of those whose office needs one."""

import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.adapters import has_second_factor
from accounts.rules import needs_second_factor
from accounts.sessions import person_of

# Pages on which the factor is set, and those by which one leaves; the language may be changed everywhere.
# The header of every page asks for the number of notices: sent to the page of the factor, that page would reload for
# ever.
OPEN = {"account_logout", "account_reauthenticate", "account_inactive", "health", "root", "notices:count"}
OPEN_PREFIXES = ("mfa_", "people:confirm", "people:language")


class Authentication(AuthenticationMiddleware):
    """Django's, but that the person is read with her session (`accounts.sessions`): one statement in place of two."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: self._who(request))

    @staticmethod
    def _who(request):
        if not hasattr(request, "_cached_user") and (person := person_of(request.session)):
            request._cached_user = person  # where Django's own `get_user` and `login` keep it
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


def lacks_second_factor(user) -> bool:
    """Tell whether a person's office needs a second factor, and she has none yet."""
    return settings.SECOND_FACTOR_ENFORCED and needs_second_factor(user) and not has_second_factor(user)


def _refusal(request):
    setup = reverse("mfa_index")
    words = _("Your office needs a second factor. Set one up, then come back to this page.")
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Forbidden", "status": 403, "detail": words, "code": "second_factor"}
        return HttpResponse(json.dumps(problem), status=403, content_type="application/problem+json")
    if request.htmx:
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8", headers={"HX-Redirect": setup})
    return HttpResponseRedirect(setup)
