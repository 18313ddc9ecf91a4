"""The council's own word."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.fitness import Unfit
from core.pages import posted
from core.workflow import Refused
from observatory import actions
from observatory.forms import CommentForm
from observatory.models import Comment
from observatory.views.fetch import snapshot_of


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, slug):
    """Write and sign the comment on a month's figures."""
    council, snapshot = snapshot_of(request, slug)
    if snapshot is None:
        raise Http404
    if not request.user.has_perm("observatory.comment_snapshot", snapshot):
        raise PermissionDenied
    newest = Comment.objects.filter(snapshot=snapshot).first()
    initial = {"text": newest.text if newest else "", "version": newest.version if newest else 0}
    form = CommentForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(snapshot, by=request.user, **form.cleaned_data)
        except Unfit as unfit:
            form.add_error("text", unfit.message)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The comment is signed."))
            return redirect(snapshot)
    context = {"council": council, "snapshot": snapshot, "edition": snapshot.edition, "form": form}
    return render(request, "observatory/comment.html", context, status=422 if form.errors else 200)
