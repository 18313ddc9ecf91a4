"""Acts that ask "is it still you?": changing a contact, taking one's data, leaving; and those that bind others."""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.adapters import has_second_factor

# Methods that prove the second factor; a code or a password does not, for who has one.
STRONG = {"mfa"}
SAFE = {"GET", "HEAD", "OPTIONS"}


def is_fresh(request, seconds: int | None = None) -> bool:
    """Tell whether the person proved who she is within `seconds` (`ACCOUNT_REAUTHENTICATION_TIMEOUT` when not said), as
    strongly as she can.
    """
    since = time.time() - (seconds or settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    recent = [one for one in get_authentication_records(request, request.user) if one.get("at", 0) > since]
    if has_second_factor(request.user):
        recent = [one for one in recent if one.get("method") in STRONG]
    return bool(recent)


def fresh(view):
    """Let the view be entered only freshly confirmed; otherwise ask for a code (or the second factor) and come back."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated and not is_fresh(request):
            here = request.get_full_path() if request.method == "GET" else request.path
            return HttpResponseRedirect(f"{reverse('people:confirm')}?{urlencode({'next': here})}")
        return view(request, *args, **kwargs)

    return wrapper


def step_up(*acts: str):
    """Let what binds others through (a signature, a role, a vouching) only from who proved lately that it is she.

    `acts` are the words of the address (`action` or `name`) that ask for it; all that is sent does when none is named.
    Pages are read as they are. What was sent is kept in the session and goes on once she has proven it; files do not
    fit there, and are chosen again. An office is asked once in `STEP_UP_SECONDS`, not for each of twenty signatures.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            is_asked = not acts or kwargs.get("action", kwargs.get("name")) in acts
            if request.method in SAFE or not is_asked or is_sure(request):
                return view(request, *args, **kwargs)
            answer = suspend_request(request, reverse("people:confirm"))
            if request.headers.get("HX-Request") == "true":  # htmx would put the page of the code inside this one
                return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
            return answer

        return wrapper

    return decorate


def step_up_to_read(view):
    """Let a file of personal data out (a list of signatures, an export) only to who proved lately that it is she."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if is_sure(request):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('people:confirm')}?{urlencode({'next': request.get_full_path()})}")

    return wrapper


def is_sure(request) -> bool:
    """Tell whether a request may bind others: she proved lately who she is, or nobody asks it here."""
    is_asked = settings.STEP_UP_ENFORCED and request.user.is_authenticated
    return not is_asked or is_fresh(request, settings.STEP_UP_SECONDS)
