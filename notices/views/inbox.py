"""A person's inbox, and what was sent to her."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.models import Message
from core.pages import is_searching, page_of
from notices import actions, paths
from notices.counts import delivered
from notices.enums import Kind
from notices.models import Notice


@never_cache
@require_safe
def inbox(request):
    """List her notices, newest first: all of them, those of one kind, those not read."""
    mine = Notice.objects.visible_to(request.user)
    kind, unread_only = request.GET.get("kind", ""), bool(request.GET.get("unread"))
    notices = mine.filter(kind=kind) if kind in Kind.values else mine
    context = {
        "page": page_of(request, notices.unread() if unread_only else notices),
        "unread_count": mine.unread().count(),
        "kinds": Kind.choices,
        "kind": kind if kind in Kind.values else "",
        "unread_only": unread_only,
        "searching": is_searching(request),
    }
    return render(request, "notices/inbox.html", context)


@never_cache
@require_safe
def read(request, pk):
    """Mark a notice as read and go to what it tells of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.read(notice, by=request.user)
    return redirect(paths.in_language(notice.url))


@require_POST
def read_all(request):
    actions.read_all(by=request.user)
    return redirect("notices:inbox")


@login_not_required
@never_cache
@require_safe
def count(request):
    """The header's link to the inbox, with how many notices wait. For a visitor there is none."""
    if not request.user.is_authenticated:
        return HttpResponse("")
    if not request.htmx:
        return redirect("notices:inbox")
    unread = Notice.objects.visible_to(request.user).unread().count()
    return render(request, "notices/_count.html", {"unread_count": unread})


@never_cache
@require_safe
def sent(request):
    """What was sent to her, when and by which way, and what became of it."""
    return render(request, "notices/sent.html", {"page": page_of(request, Message.objects.filter(user=request.user))})


@never_cache
@require_safe
def deliveries(request):
    """For operators: how many messages left by each way, and what waits. Counts alone: no address, no word."""
    if not request.user.has_perm("notices.see_deliveries"):
        raise PermissionDenied
    return render(request, "notices/deliveries.html", delivered())
