"""A person's inbox."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.pages import page_of
from notices import actions, paths
from notices.models import Notice


@never_cache
@require_safe
def inbox(request):
    """List her notices, newest first."""
    notices = Notice.objects.visible_to(request.user)
    context = {"page": page_of(request, notices), "unread_count": notices.unread().count()}
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
