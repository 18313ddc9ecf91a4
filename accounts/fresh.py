"""Acts that ask "is it still you?": changing a contact, taking one's data, leaving."""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.adapters import has_second_factor

# Methods that prove the second factor; a code or a password does not, for who has one.
STRONG = {"mfa"}


def is_fresh(request) -> bool:
    """Tell whether the person proved who she is within `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds, as strongly as she
    can.
    """
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
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
