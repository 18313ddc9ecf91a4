"""Leading a group: prepared, its sessions, who came, opened, ended, cancelled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions as people
from accounts import audit
from accounts.enums import Dossier
from accounts.models import User
from core.pages import posted
from core.workflow import Refused
from training import actions
from training.forms.groups import CohortForm, NoteForm, SessionForm
from training.models import Cohort, Course
from training.views.fetch import led_cohort, led_session, say, space_for, status_of, visible_cohort, visible_course

WRITING = ["GET", "HEAD", "POST"]
PLANNED = ["subject", "starts_at", "ends_at", "place", "capacity"]


@require_http_methods(WRITING)
def create(request, pk):
    """Prepare a group of the Lab that follows a course."""
    course = visible_course(request, pk)
    if not request.user.has_perm("training.add_to_lab"):
        raise PermissionDenied
    return _create(request, course, None)


@require_http_methods(WRITING)
def create_in_space(request, slug, pk):
    """Prepare a group of a space that follows a course."""
    space = space_for(request, slug, "training.add_to_space")
    return _create(request, visible_course(request, pk), space)


def _create(request, course: Course, space):
    form = CohortForm(posted(request), initial={"title_ar": course.title_ar, "title_fr": course.title_fr})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_cohort(course, space, by=request.user, **_said(form, request.user, request.user))
        except Refused as refusal:
            say(form, refusal, trainer="contact")
        else:
            messages.success(request, _("The group is prepared. Now say when and where it meets."))
            return redirect("training:session-new", made.pk)
    context = {
        "course": course, "space": space, "form": form, "title": _("Prepare a group"), "button": _("Prepare the group"),
    }  # fmt: skip
    return render(request, "training/form.html", context, status=status_of(form))


@require_http_methods(WRITING)
def edit(request, pk):
    cohort = led_cohort(request, pk)
    form = CohortForm(posted(request), initial={"title_ar": cohort.title_ar, "title_fr": cohort.title_fr})

    def act():
        return actions.edit_cohort(cohort, by=request.user, **_said(form, request.user, cohort.trainer))

    return _written(request, cohort, form, act, _("Name and trainer"))


@require_http_methods(WRITING)
def session_new(request, pk):
    cohort, form = led_cohort(request, pk), SessionForm(posted(request))
    return _written(
        request, cohort, form, lambda: actions.add_session(cohort, by=request.user, **form.cleaned_data),
        _("Add a session"),
    )  # fmt: skip


@require_http_methods(WRITING)
def session(request, pk):
    row, cohort = led_session(request, pk)
    form = SessionForm(posted(request), initial={name: getattr(row, name) for name in PLANNED})
    return _written(
        request, cohort, form, lambda: actions.edit_session(row, by=request.user, **form.cleaned_data), _("Session")
    )


@require_POST
def session_remove(request, pk):
    row, cohort = led_session(request, pk)
    try:
        actions.remove_session(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(cohort)


@require_http_methods(WRITING)
def attendance(request, pk):
    """Tick who came to a session."""
    row, cohort = led_session(request, pk)
    if request.method == "POST":
        keys = [
            int(key) for key in request.POST.getlist("present") if key.isascii() and key.isdecimal() and len(key) < 16
        ]
        try:
            actions.mark_attendance(row, keys, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kept."))
        return redirect(cohort)
    audit.note(request, cohort, Dossier.COHORT)
    context = {
        "session": row,
        "cohort": cohort,
        "space": cohort.space,
        "registrations": cohort.registrations.seated().select_related("user"),
        "present": set(row.attendances.values_list("registration_id", flat=True)),
    }
    return render(request, "training/attendance.html", context)


@require_http_methods(WRITING)
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    cohort = visible_cohort(request, pk)
    if action not in Cohort.MOVES:
        raise Http404
    shape = Cohort.MOVES[action]
    if not request.user.has_perm(shape.permission, cohort):
        raise PermissionDenied
    form = NoteForm(posted(request))
    form.fields["note"].required = shape.needs_note
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_cohort(cohort, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(cohort)
    context = {
        "thing": cohort, "space": cohort.space, "form": form, "shape": shape, "action": action,
        "missing": _why_not(cohort, action), "back": cohort.get_absolute_url(),
    }  # fmt: skip
    return render(request, "training/move.html", context, status=status_of(form))


def _why_not(cohort: Cohort, action: str) -> str:
    shape = Cohort.MOVES[action]
    if cohort.state not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(cohort)
    except Refused as refusal:
        return str(refusal)
    return ""


def _said(form, by: User, trainer: User) -> dict:
    """Return what the act takes: the titles, and the trainer found by contact, else `trainer`. Raises `Refused`."""
    said = {name: form.cleaned_data[name] for name in ("title_ar", "title_fr")}
    contact = form.cleaned_data["contact"]
    try:
        found = people.look_for(contact, by=by) if contact else trainer
    except Refused as refusal:
        refusal.field = "trainer"
        raise
    return said | {"trainer": found}


def _written(request, cohort, form, act, title: str):
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            say(form, refusal, trainer="contact")
        else:
            messages.success(request, _("Kept."))
            return redirect(cohort)
    context = {
        "cohort": cohort, "space": cohort.space, "form": form, "title": title, "button": _("Keep it"),
    }  # fmt: skip
    return render(request, "training/form.html", context, status=status_of(form))
