"""The version in preparation: its paragraphs written, ordered, taken out; published, thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fresh import step_up
from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from plans import actions
from plans.actions.drafting import Overtaken
from plans.forms import NoteForm, PassageForm, SummaryForm
from plans.models import Passage, ReferenceDocument
from plans.reading import passages_of
from plans.views.fetch import a_move, draft_of, note_form, say, visible_document
from plans.workflow import PUBLISH

WRITE = "plans.write_document"
BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def begin_version(request, pk):
    """Begin a new version from the last one; asked by GET, say so."""
    document = visible_document(request, pk, WRITE)
    if request.method == "POST":
        actions.begin_version(document, by=request.user)
        return redirect("plans:draft", pk)
    context = {
        "title": _("Begin a new version"),
        "text": _("It starts from the last one. What is published stays as it is, and readable, for ever."),
        "label": _("Begin it"),
        "back": document.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(BOTH)
def draft(request, pk):
    """The version in preparation: its paragraphs in order, and what it brings."""
    document = visible_document(request, pk, WRITE)
    version = draft_of(document)
    known = {"summary_ar": version.summary_ar, "summary_fr": version.summary_fr}
    form = SummaryForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.summarize(version, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(request.path)
    context = {
        "document": document,
        "space": document.space,
        "version": version,
        "form": form,
        "passages": passages_of(version),
        "leads": request.user.has_perm("plans.publish_version", version),
    }
    return render(request, "plans/draft.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def passage_add(request, pk):
    """Write a new paragraph, after the one that `?after=` names."""
    document = visible_document(request, pk, WRITE)
    version = draft_of(document)
    form = PassageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        after = request.GET.get("after", "")
        said = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        try:
            made = actions.add_passage(
                version, by=request.user, after=int(after) if after.isascii() and after.isdecimal() else None, **said
            )
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The paragraph is kept."))
            return redirect(f"{reverse('plans:draft', args=[pk])}#p{made.pk}")
    context = {"document": document, "space": document.space, "form": form, "version": version}
    return render(request, "plans/passage.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def passage_edit(request, pk, key):
    """Write a paragraph anew. What another editor wrote meanwhile is shown beside what was typed."""
    document = visible_document(request, pk, WRITE)
    passage = Passage.objects.select_related("version", "edited_by").filter(pk=key, version__document=document).first()
    if passage is None:
        if request.method != "POST":
            raise Http404
        return _taken_out(request, document)
    known = {name: getattr(passage, name) for name in ("kind", "text_ar", "text_fr", "revision")}
    form = PassageForm(posted(request), initial=known)
    current = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"revision": form.cleaned_data["revision"] or 0}
        try:
            actions.edit_passage(passage, by=request.user, **said)
        except Overtaken as refusal:
            current = refusal.current
            # She has read it now: what she sends next was made on it.
            form = PassageForm(form.data | {"revision": current.revision})
            form.is_valid()
            form.add_error(None, str(refusal))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The paragraph is kept."))
            return redirect(f"{reverse('plans:draft', args=[pk])}#p{passage.pk}")
    context = {
        "document": document, "space": document.space, "form": form, "version": passage.version, "passage": passage,
        "current": current,
    }  # fmt: skip
    return render(request, "plans/passage.html", context, status=422 if form.errors else 200)


def _taken_out(request, document: ReferenceDocument):
    """Answer an editor whose paragraph another one took out: what she typed is there, to be added as a new one."""
    form = PassageForm(request.POST)
    form.is_valid()
    form.add_error(
        None,
        _("Another editor took this paragraph out meanwhile. What you wrote is below: keep it as a new paragraph."),
    )
    context = {
        "document": document, "space": document.space, "form": form, "version": draft_of(document),
        "post_to": reverse("plans:passage-add", args=[document.pk]),
    }  # fmt: skip
    return render(request, "plans/passage.html", context, status=422)


@require_POST
def passage_act(request, pk, key, act):
    """Move a paragraph up or down, or take it out."""
    document = visible_document(request, pk, WRITE)
    passage = Passage.objects.select_related("version").filter(pk=key, version__document=document).first()
    if act not in {"up", "down", "remove"}:
        raise Http404
    if passage is None:
        messages.info(request, _("Another editor took this paragraph out already."))
    elif act == "remove":
        revision = request.POST.get("revision", "")
        try:
            actions.remove_passage(
                passage, by=request.user, revision=int(revision) if revision.isascii() and revision.isdecimal() else 0
            )
        except Overtaken:
            messages.warning(
                request,
                _("Another editor changed this paragraph meanwhile: it was not taken out. Read it again first."),
            )
        else:
            messages.success(request, _("The paragraph is taken out of this version."))
    else:
        actions.move_passage(passage, by=request.user, up=act == "up")
    return redirect(f"{reverse('plans:draft', args=[pk])}#p{key}")


@require_http_methods(BOTH)
@step_up()
def publish(request, pk):
    """Publish the version in preparation; asked by GET, say what that does."""
    document = visible_document(request, pk)
    version = draft_of(document)
    if not request.user.has_perm("plans.publish_version", version):
        raise PermissionDenied
    form = note_form(request, version.MOVES[PUBLISH], NoteForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_version(version, by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("It is published: the members are told."))
            return redirect(document)
    return a_move(request, form, version, PUBLISH, of=document, back=reverse("plans:draft", args=[pk]))


@require_http_methods(BOTH)
def discard(request, pk):
    """Throw the version in preparation away, once asked."""
    document = visible_document(request, pk, WRITE)
    version = draft_of(document)
    if request.method == "POST":
        slug = document.space.commune.slug
        actions.discard_draft(version, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        left = ReferenceDocument.objects.filter(pk=pk).exists()
        return redirect("plans:document", pk) if left else redirect("plans:list", slug)
    context = {
        "title": _("Throw this draft away"),
        "text": _("What was written into version %(number)s of “%(title)s” is lost for good. What is published stays.")
        % {"number": version.number, "title": isolate(document.title)},
        "label": _("Throw it away"),
        "back": reverse("plans:draft", args=[pk]),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)
