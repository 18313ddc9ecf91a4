"""The language a person chose, remembered."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.views.steps import local_url


@login_not_required
@require_safe
def language(request, code):
    """Remember the language in a cookie and go to the same page in it. A visitor's only cookie, set because she
    asked.
    """
    if code not in dict(settings.LANGUAGES):
        raise Http404
    _root, first, *rest = local_url(request, fallback=f"/{code}/").split("/", 2)
    known = first in dict(settings.LANGUAGES)
    return remember_language(redirect("/".join(["", code, *rest]) if known else f"/{code}/"), code)


def remember_language(response, code: str):
    """Set the language's cookie on a response and return it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
