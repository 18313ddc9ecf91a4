"""Coaching of a space: who coaches; the notes, which the coach and the facilitators alone read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions as people
from core.pages import page_of, posted
from core.workflow import Refused
from spaces.models import Space
from territories.queries import unread_of
from training import actions
from training.forms.groups import CoachForm, CoachingNoteForm
from training.models import Coaching, Note
from training.views.fetch import say, space_for, status_of

SHAPES = unread_of("space__commune")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_space(request, slug):
    """Who coaches a space; whoever coordinates it names a coach here."""
    space = space_for(request, slug, "training.view_coachings")
    may_appoint = request.user.has_perm("training.appoint_coach", space)
    form = CoachForm(posted(request))
    if request.method == "POST":
        if not may_appoint:
            raise PermissionDenied
        if form.is_valid():
            try:
                actions.appoint_coach(
                    space, people.look_for(form.cleaned_data["contact"], by=request.user), by=request.user
                )
            except Refused as refusal:
                form.add_error("contact", str(refusal))
            else:
                messages.success(request, _("The coach is named, and told."))
                return redirect("training:coachings", slug)
    context = {
        "space": space,
        "is_demo": space.is_demo,
        "coachings": space.coachings.select_related("coach").order_by("-id"),
        "readable": set(Coaching.objects.visible_to(request.user).filter(space=space).values_list("pk", flat=True)),
        "may_appoint": may_appoint,
        "form": form,
    }
    return render(request, "training/coachings.html", context, status=status_of(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, pk):
    """The notes of a coaching, newest first; the coach writes one."""
    coaching = _visible(request, pk)
    may_write = coaching.coach_id == request.user.pk and coaching.ended_at is None
    form = CoachingNoteForm(posted(request), initial={"on": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(coaching, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The note is kept."))
            return redirect(coaching)
    context = {
        "coaching": coaching,
        "space": coaching.space,
        "is_demo": coaching.space.is_demo,
        "page": page_of(request, coaching.notes.all()),
        "may_write": may_write,
        "form": form,
    }
    return render(request, "training/coaching.html", context, status=status_of(form))


@require_POST
def settle(request, pk):
    """Say that the next step of a note was taken, or was not."""
    note = get_object_or_404(Note, pk=pk, coaching__in=Coaching.objects.visible_to(request.user))
    try:
        actions.settle_note(note, by=request.user, is_done=request.POST.get("done") == "1")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:coaching", note.coaching_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    """Ask, then end a coaching: the coach, or whoever coordinates the space."""
    named = Space.objects.coordinated_by(request.user) if request.user.is_authenticated else Space.objects.none()
    rows = Coaching.objects.current().select_related("space__commune").defer(*SHAPES)
    coaching = get_object_or_404(
        rows.filter(coach=request.user) | rows.filter(space__in=named.order_by().values("pk")), pk=pk
    )
    if request.method == "POST":
        actions.end_coaching(coaching, by=request.user)
        messages.success(request, _("The coaching has ended. The facilitators keep its notes."))
        return (
            redirect("training:mine")
            if coaching.coach_id == request.user.pk
            else redirect("training:coachings", coaching.space.commune.slug)
        )
    context = {
        "title": _("End the coaching"),
        "text": _("The coach reads the notes no more; the facilitators of the space keep them."),
        "label": _("End the coaching"),
        "back": coaching.space.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


def _visible(request, pk: int) -> Coaching:
    rows = Coaching.objects.visible_to(request.user).select_related("space__commune", "coach").defer(*SHAPES)
    return get_object_or_404(rows, pk=pk)
