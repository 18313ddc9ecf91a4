"""The voice note of a contribution: heard by whoever sees it, typed out by its author or a moderator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.fields import TranscriptForm
from core.parts import give_apart
from core.workflow import Refused
from debates import actions
from debates.models import VoiceNote
from debates.views.talking import visible_contribution


@login_not_required
@require_safe
def voice(request, pk):
    """The voice note of the contribution `pk`, only to those who may see it."""
    row = get_object_or_404(VoiceNote.objects.visible_to(request.user), contribution=pk)
    return give_apart(request, row.audio, row.media_type)


@require_http_methods(["GET", "POST"])
def transcribe(request, pk):
    """Type out what is said in the voice note of the contribution `pk`."""
    said = visible_contribution(request, pk)
    if not request.user.has_perm("debates.transcribe_contribution", said):
        raise PermissionDenied
    note = said.voice_note
    form = TranscriptForm(request.POST or None, initial={"transcript": note.transcript if note else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.transcribe(said, by=request.user, text=form.cleaned_data["transcript"])
        except Refused as refusal:
            form.add_error("transcript", str(refusal))
        else:
            messages.success(request, _("Thank you. Everyone can read now what is said."))
            return redirect(said)
    context = {"said": said, "note": note, "space": said.thread.space, "form": form}
    return render(request, "debates/transcribe.html", context, status=422 if form.errors else 200)
