"""Who looked at files of personal data: told to whoever stands in them, and to who coordinates."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.models import Reading
from core.pages import page_of


@never_cache
@require_safe
def readings(request):
    """Say who looked at files in which this person stands, the last first."""
    page = page_of(request, actions.readings_about(request.user))
    return render(request, "accounts/readings.html", {"page": page, "is_own": True})


@never_cache
@require_safe
def all_readings(request):
    """Say to who coordinates which offices read which files; never whose file it was, nor what stood there."""
    if not request.user.has_perm("accounts.see_readings"):
        raise PermissionDenied
    page = page_of(request, Reading.objects.select_related("reader").order_by("-pk"))
    return render(request, "accounts/readings.html", {"page": page, "is_own": False})
