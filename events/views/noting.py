"""Writing the chain of notes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from core.workflow import Refused
from debates.models import Contribution
from events import actions
from events.enums import NoteKind
from events.forms.taking_part import NoteForm
from events.models import Event, Note
from events.views.fetch import event_for, written

MOST_OFFERED = 200  # contributions of the event's debates, the newest
TITLES = {
    NoteKind.NOTE: gettext_lazy("Write a note"),
    NoteKind.ISSUE: gettext_lazy("Write an issue"),
    NoteKind.PRINCIPLE: gettext_lazy("Write a principle"),
    NoteKind.ACTION: gettext_lazy("Write an action"),
}


def _form(request, event: Event, kind: str, note: Note | None = None, slot: str = "") -> NoteForm:
    said = Contribution.objects.visible_to(request.user).shown().filter(thread__debate__event_slots__event=event)
    initial = {"slot": slot}
    if note:
        sources = [str(one.pk) for one in note.sources.all()]
        initial = {
            "text": note.text, "slot": str(note.slot_id or ""), "contribution": str(note.contribution_id or ""),
            "sources": sources,
        }  # fmt: skip
    return NoteForm(
        posted(request),
        kind=kind,
        slots=event.slots.all(),
        said=said.distinct().order_by("-pk")[:MOST_OFFERED],
        notes=event.notes.order_by("number"),
        initial=initial,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk, kind):
    """Write a step of the chain."""
    event = event_for(request, pk, "events.write_notes")
    if kind not in NoteKind.values:
        raise Http404
    form = _form(request, event, kind, slot=request.GET.get("slot", ""))

    def act():
        made = actions.add_note(event, by=request.user, kind=kind, **form.said)
        messages.success(request, _("It is kept."))
        return redirect(made)

    return written(request, event, form, TITLES[kind], act, reverse("events:notes", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, key):
    """Change a step of the chain."""
    event = event_for(request, pk, "events.write_notes")
    note = get_object_or_404(Note, pk=key, event=event)
    form = _form(request, event, note.kind, note)

    def act():
        return redirect(actions.edit_note(note, by=request.user, **form.said))

    remove = reverse("events:note-remove", args=[pk, key])
    return written(request, event, form, str(note), act, reverse("events:notes", args=[pk]), remove=remove)


@require_POST
def remove(request, pk, key):
    event = event_for(request, pk, "events.write_notes")
    try:
        actions.remove_note(get_object_or_404(Note, pk=key, event=event), by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is taken out."))
    return redirect("events:notes", pk)
