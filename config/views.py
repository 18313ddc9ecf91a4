"""Pages that belong to the whole house: the door, the home page, the health of the parts."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe


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
    return render(request, "home.html")


@login_not_required
@require_safe
def health(request):
    """Answer 200 when the database and the live bus answer, 503 with the failing part named otherwise."""
    parts = {"database": "ok", "live": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('agraw_health', '')")
    except Error:
        parts = {"database": "failing", "live": "failing"}
    failing = "failing" in parts.values()
    return JsonResponse({"status": "failing" if failing else "ok"} | parts, status=503 if failing else 200)
