"""Acts on a need: join, leave, move, merge, ask and reply, add a photo. Each is a POST that leads back to the need."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.fields import TranscriptForm
from core.workflow import Refused
from needs import actions, rules
from needs.forms import MergeForm, NoteForm, PhotoForm, QuestionForm, ReplyForm
from needs.likeness import similar
from needs.models import Need, VoiceNote
from needs.views.reading import visible_need
from spaces.views.fetch import visible_space


def _back(request, need, words=""):
    """Lead back to the need; with htmx answer with the place of the buttons only."""
    if request.htmx:
        need = visible_need(request, need.pk)
        return render(request, "needs/detail.html#join", {"need": need, "acts": rules.acts(need, request.user)})
    if words:
        messages.success(request, words)
    return redirect(need)


@require_POST
def join(request, pk):
    """Support and follow a need: the same polite answer the second time."""
    need = visible_need(request, pk)
    trust.require(request.user, "needs.join")
    actions.join(need, by=request.user)
    return _back(request, need, _("You joined this need. We will tell you what becomes of it."))


@require_POST
def leave(request, pk):
    need = visible_need(request, pk)
    actions.leave(need, by=request.user)
    return _back(request, need, _("You left this need."))


@require_http_methods(["GET", "POST"])
def move(request, pk, action):
    """Perform a move of the table; asked by GET, show what it does and ask for the reason."""
    need = visible_need(request, pk)
    if action not in Need.MOVES:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(need, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            return _back(request, need, _("Done. The history below shows it."))
    elif request.method == "GET" and action not in rules.acts(need, request.user):
        raise PermissionDenied
    context = {"need": need, "space": need.space, "form": form, "move": Need.MOVES[action], "action": action}
    return render(request, "needs/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def merge(request, pk):
    """Join a need to another that says the same: choose among those that look like it, or give a number."""
    need = visible_need(request, pk)
    if not request.user.has_perm("needs.merge_need", need):
        raise PermissionDenied
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        into = Need.objects.visible_to(request.user).filter(space=need.space, pk=form.cleaned_data["into"]).first()
        try:
            if into is None:
                raise Refused(_("There is no such need in this commune."))
            actions.merge(need, into=into, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("into", str(refusal))
        else:
            return _back(request, into, _("The two needs are one now. Each person counts once."))
    likely = [row for row in similar(need.space, f"{need.title} {need.text}", need.location) if row.pk != need.pk]
    context = {"need": need, "space": need.space, "form": form, "likely": likely}
    return render(request, "needs/merge.html", context, status=422 if form.errors else 200)


@require_POST
def unmerge(request, pk):
    need = visible_need(request, pk)
    form = NoteForm(request.POST)
    actions.unmerge(need, by=request.user, note=form.cleaned_data["note"] if form.is_valid() else "")
    return _back(request, need, _("The two needs are apart again."))


@require_POST
def ask(request, pk):
    """The facilitator asks the people of a need for a detail."""
    need = visible_need(request, pk)
    form = QuestionForm(request.POST)
    if form.is_valid():
        actions.ask_detail(need, by=request.user, question=form.cleaned_data["question"])
        return _back(request, need, _("Your question is shown, and the people of this need are told."))
    return render(request, "needs/ask.html", {"need": need, "space": need.space, "form": form}, status=422)


@require_POST
def reply(request, pk, question):
    need = visible_need(request, pk)
    row = get_object_or_404(need.detail_requests, pk=question)
    form = ReplyForm(request.POST)
    if form.is_valid():
        told = actions.reply_detail(row, by=request.user, reply=form.cleaned_data["reply"])
        words = _("Your reply is shown.") if told.is_shown else _("Your reply waits until a moderator has read it.")
        return _back(request, need, words)
    context = {"need": need, "space": need.space, "form": form, "question": row}
    return render(request, "needs/ask.html", context, status=422)


@require_http_methods(["GET", "POST"])
def add_photo(request, pk):
    need = visible_need(request, pk)
    if not request.user.has_perm("needs.add_photo", need):
        raise PermissionDenied
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_photo(need, by=request.user, file=data["photo"], description=data["photo_description"])
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            return _back(request, need, _("The photo is shown."))
    context = {"need": need, "space": need.space, "form": form}
    return render(request, "needs/photo.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def transcribe(request, pk):
    """Type out what is said in the voice note of a need."""
    need = visible_need(request, pk)
    if not request.user.has_perm("needs.transcribe_need", need):
        raise PermissionDenied
    note = VoiceNote.objects.filter(need=need).first()
    form = TranscriptForm(request.POST or None, initial={"transcript": note.transcript if note else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.transcribe(need, by=request.user, text=form.cleaned_data["transcript"])
        except Refused as refusal:
            form.add_error("transcript", str(refusal))
        else:
            return _back(request, need, _("Thank you. Everyone can read now what is said."))
    context = {"need": need, "note": note, "form": form}
    return render(request, "needs/transcribe.html", context, status=422 if form.errors else 200)


@require_safe
def desk(request, slug):
    """The facilitator's desk: what waits to be referred, what is held, what looks like another."""
    space = visible_space(request, slug)
    if not request.user.has_perm("spaces.moderate_space", space):
        raise PermissionDenied
    needs = Need.objects.visible_to(request.user).filter(space=space).standing().for_list()
    context = {
        "space": space,
        "voiced": needs.filter(state="voiced", visibility="visible").order_by("-support_count", "id")[:50],
        "held": needs.exclude(visibility="visible").order_by("id")[:50],
        "unanswered": needs.filter(detail_requests__replied_at__isnull=True, detail_requests__isnull=False).distinct()[
            :20
        ],
    }
    return render(request, "needs/desk.html", context)
