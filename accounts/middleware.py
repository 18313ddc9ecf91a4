"""What stands between a signed-in person and the pages: the second factor of those whose office needs one."""

import json

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.adapters import has_second_factor
from accounts.rules import needs_second_factor

# Pages on which the factor is set, and those by which one leaves; the language may be changed everywhere.
# The header of every page asks for the number of notices: sent to the page of the factor, that page would reload for
# ever.
OPEN = {"account_logout", "account_reauthenticate", "account_inactive", "health", "root", "notices:count"}
OPEN_PREFIXES = ("mfa_", "people:confirm", "people:language")


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
        if name in OPEN or name.startswith(OPEN_PREFIXES):
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
