"""Writing for a person: a need, a support, an answer; and what she signed by hand."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import answering
from consultations.asked import Asked
from consultations.enums import ConsultationState, Stance
from consultations.forms.answering import raw_of
from consultations.models import Consultation
from consultations.said import Faults, read_said
from consultations.views.desk import groups_of
from core.pages import posted
from core.workflow import Refused
from mediation import actions
from mediation.forms import EnterNeedForm, SignatureForm, SupportForm
from mediation.forms.steps import Walk
from mediation.views.fetch import registered
from needs.likeness import similar
from needs.models import Need
from petitions.enums import SIGNING_STATES, Bearer
from petitions.models import Petition

SAID = ("title", "text", "theme", "beneficiary", "place", "location", "client_key", "voice")
OFFERED = 10  # needs, consultations, petitions on a page


def _base(row) -> dict:
    return {"registration": row, "desk": row.desk, "space": row.desk.space, "back": row.get_absolute_url()}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def need(request, pk):
    """State a need for her, one question a page. Needs like it are offered to be joined first."""
    row = registered(request, pk)
    walk = Walk(request, EnterNeedForm, initial={"client_key": uuid.uuid4()})
    if walk.is_done:
        said = walk.form.cleaned_data
        photos = [(said["photo"], said["photo_description"])] if said["photo"] else []
        try:
            actions.enter_need(row, by=request.user, photos=photos, **{name: said[name] for name in SAID})
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            walk.form.add_error(field if field in walk.form.fields else None, str(refusal))
        else:
            messages.success(request, _("The need is published. Print her receipt: its number is on it."))
            return redirect(row)
    title = str(walk.said("title") or "")
    likely = similar(row.desk.space, f"{title} {walk.said('text') or ''}"[:500]) if walk.number == 1 and title else []
    context = _base(row) | {
        "walk": walk,
        "likely": likely,
        "title": _("State a need for her"),
        "send": _("Publish this need"),
    }
    return render(request, "mediation/need.html", context, status=walk.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request, pk):
    """Join a need for her: by its number, or one of those that most people share."""
    row = registered(request, pk)
    form = SupportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        visible = Need.objects.visible_to(request.user).filter(space=row.desk.space_id, pk=form.cleaned_data["need"])
        found = visible.select_related("space").first()
        if found is None:
            form.add_error("need", _("No need of this commune has this number."))
        else:
            try:
                actions.join_for(row, found, by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("She counts among those who ask for it."))
                return redirect(row)
    needs = Need.objects.visible_to(request.user).filter(space=row.desk.space_id, visibility="visible").standing()
    most = needs.for_list().order_by("-support_count", "-id")[:OFFERED]
    context = _base(row) | {"form": form, "needs": most}
    return render(request, "mediation/support.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def consultations(request, pk):
    """The consultations that take answers now."""
    row = registered(request, pk)
    rows = Consultation.objects.public().filter(space=row.desk.space_id, state=ConsultationState.OPEN).for_list()
    open_now = [one for one in rows.order_by("closes_at")[:OFFERED] if one.takes_answers()]
    return render(request, "mediation/consultations.html", _base(row) | {"consultations": open_now})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk, number):
    """Write down what she answers. A refusal keeps every word; what was sent is shown to nobody again."""
    row = registered(request, pk)
    shown = Consultation.objects.public().filter(space=row.desk.space_id)
    consultation = get_object_or_404(shown.for_detail(), pk=number)
    answering.check_time(consultation)
    asked, raw, faults, said_no = Asked(consultation), None, {}, ""
    if request.method == "POST":
        raw = raw_of(request.POST, request.FILES, asked)
        try:
            said = read_said(consultation, raw, asked=asked)
            taken = actions.answer_for(row, consultation, said, by=request.user, asked=asked)
        except Faults as found:
            faults = found.faults
        except Refused as refusal:
            said_no = str(refusal)
        else:
            messages.success(request, _("Her answer counts. Its number is %(number)d.") % {"number": taken})
            return redirect(row)
    context = _base(row) | {
        "consultation": consultation,
        "groups": groups_of(asked, raw, faults),
        "faults": faults,
        "said_no": said_no,
        "stances": Stance.choices,
    }
    return render(request, "mediation/answer.html", context, status=422 if faults or said_no else 200)


@never_cache
@require_safe
def petitions(request, pk):
    """The petitions that collect signatures: each is signed by hand, on a printed sheet."""
    row = registered(request, pk)
    rows = Petition.objects.public().filter(space=row.desk.space_id, state__in=SIGNING_STATES, bearer=Bearer.CITIZENS)
    return render(request, "mediation/petitions.html", _base(row) | {"petitions": rows.for_list()[:OFFERED]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request, pk, number):
    """Note on her receipt where on paper she signed a petition."""
    row = registered(request, pk)
    shown = Petition.objects.public().filter(space=row.desk.space_id, bearer=Bearer.CITIZENS)
    petition = get_object_or_404(shown.for_signing(), pk=number)
    form = SignatureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_signature(row, petition, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(
                request, _("It is on her receipt. Her signature counts once the sheet is typed and checked.")
            )
            return redirect(row)
    context = _base(row) | {"petition": petition, "form": form}
    return render(request, "mediation/signature.html", context, status=422 if form.errors else 200)
