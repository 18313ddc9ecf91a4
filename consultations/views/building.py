"""Preparing a consultation: from a model, its words and dates, its documents; seen beforehand, thrown away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations import actions
from consultations.actions.documents import DOCUMENTS_MAX
from consultations.enums import ConsultationState
from consultations.forms.building import DocumentForm, SayingForm
from consultations.models import Consultation
from consultations.reading import parts_with_all
from consultations.templates import LANGUAGES, template, templates
from consultations.views.fetch import council_of, led_consultation, visible_consultation
from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from councils.models import Council
from spaces.models import Space
from spaces.views.fetch import visible_space
from territories.queries import unread_of

SAID = [
    "title", "purpose", "use", "theme", "audience", "is_anonymous", "showing", "opens_at", "closes_at",
]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, slug):
    """Prepare a consultation of a space, from a model or from nothing."""
    space = visible_space(request, slug)
    if not request.user.has_perm("consultations.ask_for_space", space):
        raise PermissionDenied
    return _begin(request, space, None)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_for_council(request, slug):
    """Prepare a consultation in which a council asks, in the space of its commune."""
    council = council_of(slug)
    if not request.user.has_perm("consultations.ask_for_council", council):
        raise PermissionDenied
    spaces = Space.objects.visible_to(request.user).select_related("commune")
    space = get_object_or_404(spaces.defer(*unread_of("commune")), commune=council.territory_id)
    return _begin(request, space, council)


def _begin(request, space: Space, council: Council | None):
    chosen = template(request.GET.get("model", ""), get_language())
    form = SayingForm(posted(request), initial=chosen.said if chosen else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(space, by=request.user, council=council, template=chosen, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept. Now write what is asked."))
            return redirect("consultations:build", made.pk)
    context = {
        "space": space,
        "council": council,
        "form": form,
        "models": templates(get_language()),
        "chosen": chosen,
        "is_begun": chosen is not None or request.method == "POST" or "model" in request.GET,
    }
    return render(request, "consultations/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The words, the audience and the dates of a draft."""
    consultation = led_consultation(request, pk)
    if (gone := no_draft(request, consultation)) is not None:
        return gone
    initial = {name: getattr(consultation, name) for name in SAID}
    form = SayingForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(consultation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept."))
            return redirect("consultations:build", pk)
    context = {"consultation": consultation, "space": consultation.space, "form": form}
    return render(request, "consultations/edit.html", context, status=422 if form.errors else 200)


@require_safe
def build(request, pk):
    """What a consultation asks, part by part: the page from which a draft is written and opened."""
    consultation = led_consultation(request, pk)
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "parts": parts_with_all(consultation),
        "is_draft": consultation.state == ConsultationState.DRAFT,
        "may_take_out": consultation.state in {ConsultationState.DRAFT, ConsultationState.OPEN},
        "documents": consultation.documents.all(),
    }
    return render(request, "consultations/build.html", context)


@login_not_required
@require_safe
def preview(request, pk):
    """What people will read, in the language that `?in=` names: nothing can be sent from here."""
    consultation = visible_consultation(request, pk)
    language = request.GET.get("in", get_language())
    language = language if language in LANGUAGES else "fr"
    with translation.override(language):
        context = {
            "consultation": consultation,
            "space": consultation.space,
            "parts": parts_with_all(consultation),
            "language": language,
            "languages": LANGUAGES,
        }
        response = render(request, "consultations/preview.html", context)
    response.headers["Content-Language"] = language
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, pk):
    """Add a document, or see which there are."""
    consultation = led_consultation(request, pk)
    form = DocumentForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_document(consultation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The document is added."))
            return redirect(request.path)
    rows = list(consultation.documents.all())
    is_draft = consultation.state == ConsultationState.DRAFT
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "form": form,
        "documents": rows,
        "is_draft": is_draft,
        "has_room": len(rows) < DOCUMENTS_MAX
        and consultation.state in {ConsultationState.DRAFT, ConsultationState.OPEN},
    }
    return render(request, "consultations/documents.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def document_remove(request, pk, document):
    consultation = led_consultation(request, pk)
    row = get_object_or_404(consultation.documents.select_related("consultation"), pk=document)
    actions.remove_document(row, by=request.user)
    messages.success(request, _("The document is taken away."))
    return redirect("consultations:documents", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    """Throw a draft away, once asked."""
    consultation = led_consultation(request, pk)
    if request.method == "POST":
        actions.discard(consultation, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("consultations:list", consultation.space.commune.slug)
    if (gone := no_draft(request, consultation)) is not None:
        return gone
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s”, with all it asks and its documents, is lost for good. Nobody has answered it.")
        % {"title": isolate(consultation.title)},
        "label": _("Throw it away"),
        "back": consultation.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


# --- what these doors share ---
def no_draft(request, consultation: Consultation) -> HttpResponseRedirect | None:
    """Answer with the page of what was opened, which is written no more; None for a draft."""
    if consultation.state == ConsultationState.DRAFT:
        return None
    messages.info(request, _("It was opened: people answer what they read, so that nothing of it changes any more."))
    return redirect(consultation)


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))
