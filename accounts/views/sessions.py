"""The browsers in which a person is signed in, and what a suspended person reads."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.browsers import name_of
from accounts.middleware import though_suspended


@never_cache
@require_safe
def sessions(request):
    """List the browsers that are signed in, this one first, then the last seen."""
    here = request.session.session_key
    rows = UserSession.objects.purge_and_list(request.user)
    rows.sort(key=lambda row: (row.session_key == here, row.last_seen_at), reverse=True)
    for row in rows:
        row.browser = name_of(row.user_agent)
    return render(request, "accounts/sessions.html", {"sessions": rows, "here": here, "others": len(rows) > 1})


@though_suspended
@require_POST
def end_session(request, pk):
    """Sign another browser out."""
    row = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    actions.end_session(row, by=request.user)
    messages.success(request, _("That browser is signed out."))
    return redirect("people:sessions")


@though_suspended
@require_POST
def end_others(request):
    """Sign every other browser out."""
    count = actions.end_sessions(request.user, besides=request.session.session_key)
    words = ngettext("%(count)d browser is signed out.", "%(count)d browsers are signed out.", count)
    messages.success(request, words % {"count": count})
    return redirect("people:sessions")


@never_cache
@require_safe
def suspension(request):
    """Say to a suspended person why, until when, and what she can do; others have nothing to read here."""
    if not request.user.is_suspended:
        return redirect("people:me")
    context = {
        "suspension": request.user.suspensions.first(),
        "may_appeal": request.user.has_perm("accounts.appeal_suspension", request.user),
    }
    return render(request, "accounts/suspension.html", context)
