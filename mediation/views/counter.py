"""At the desk: whom the agent registers, what she finds again, what she prints."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit
from accounts.enums import Dossier
from core import pdf
from core.pages import page_of
from core.workflow import Refused
from mediation import actions, consent, limits, printing
from mediation.actions.registering import Consent, Person
from mediation.enums import ActKind, ClaimState
from mediation.forms import FindForm, RegisterForm
from mediation.forms.registering import EVERYONE, NOBODY
from mediation.forms.steps import Walk
from mediation.models import Claim, Desk, Registration
from mediation.references import sealed_of
from mediation.views.fetch import registered, worked_at


@never_cache
@require_safe
def mine(request):
    """The desks at which the person works."""
    desks = list(Desk.objects.worked_at_by(request.user).for_list())
    if len(desks) == 1:
        return redirect(desks[0])
    return render(request, "mediation/mine.html", {"desks": desks})


@never_cache
@require_safe
def desk(request, pk):
    """The desk of an agent: the two big buttons, who waits to be recognised, whom the desk registered."""
    row = worked_at(request, pk)
    return render(request, "mediation/desk.html", _at(request, row) | {"find_form": FindForm()})


@never_cache
@require_POST
def find(request, pk):
    """Find a person who came before, by the number of her receipt."""
    row = worked_at(request, pk)
    form = FindForm(request.POST)
    if form.is_valid():
        found = Registration.objects.filter(desk=row, reference=form.cleaned_data["reference"]).first()
        if found:
            return redirect(found)
        form.add_error("reference", _("No receipt of this desk has this number. Look at the paper."))
    return render(request, "mediation/desk.html", _at(request, row) | {"find_form": form}, status=422)


def _at(request, row: Desk) -> dict:
    waiting = Claim.objects.visible_to(request.user).waiting().filter(registration__desk=row)
    claims = [
        {"claim": claim, "typed": printing.name_in(claim), "known": sealed_of(claim.registration).get("name", "")}
        for claim in waiting.select_related("registration__user")
    ]
    for one in claims:  # two names side by side: whose they are reads who looked
        known = one["claim"].registration
        audit.note(request, known, Dossier.ANSWERS, owner=known.user)
    # Without names: a person's name is on her page, where each look is noted.
    page = page_of(request, Registration.objects.filter(desk=row).with_counts())
    return {
        "desk": row,
        "space": row.space,
        "today": limits.today_of(request.user),
        "claims": claims,
        "page": page,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, pk):
    """Register a person, one question a page."""
    row = worked_at(request, pk)
    limits.check_registrations(limits.today_of(request.user))
    walk = Walk(request, RegisterForm, initial={"commune": row.space.commune, "client_key": uuid.uuid4()})
    if walk.is_done and (found := _register(row, walk.form, request.user)):
        messages.success(request, _("She is registered. Now write what she came for."))
        return redirect(found)
    words = ""
    if walk.is_last:
        shows_name = walk.said("name_for") == EVERYONE
        words = consent.words(row.name, walk.said("to") or [], walk.said("language"), shows_name=shows_name)
    context = {
        "desk": row,
        "space": row.space,
        "walk": walk,
        "words": words,
        "words_language": walk.said("language"),
        "send": _("She agrees: register her"),
        "back": row.get_absolute_url(),
        "title": _("Register a person"),
    }
    return render(request, "mediation/register.html", context, status=walk.status)


def _register(row: Desk, form: RegisterForm, by) -> Registration | None:
    said = form.cleaned_data
    person = Person(
        said["commune"],
        said["language"],
        "" if said["name_for"] == NOBODY else said["name"],
        said["name_for"] == EVERYONE,
        said["birth_year"],
        said["gender"],
        said["has_disability"],
    )
    agreed = Consent(said["to"], said["way"], said["tongue"])
    try:
        return actions.register(row, person, agreed, by=by, client_key=said["client_key"])
    except Refused as refusal:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, str(refusal))
    return None


@never_cache
@require_safe
def person(request, pk):
    """A person at the desk: what was written for her, what can be, and her receipt."""
    row = registered(request, pk)
    audit.note(request, row, Dossier.ANSWERS, owner=row.user)
    context = {
        "registration": row,
        "desk": row.desk,
        "space": row.desk.space,
        "lines": printing.lines_of(row),
        "name": sealed_of(row).get("name", ""),
        "may": set(row.consent_to),
        "kinds": ActKind,
        "papers": printing.PAPERS,
        "languages": printing.LANGUAGES,
    }
    return render(request, "mediation/person.html", context)


@never_cache
@require_safe
def receipt(request, pk, paper, language):
    """Her receipt as PDF: A5, or for a printer of 80 mm."""
    row = registered(request, pk)
    if paper not in printing.PAPERS or language not in printing.LANGUAGES or row.withdrawn_at:
        raise Http404
    try:
        data = printing.receipt_pdf(row, paper, language)
    except pdf.NotHere:
        raise Refused(
            _("This server cannot make PDFs now: write the number and the code down for her by hand."), "no_pdf"
        ) from None
    audit.note(request, row, Dossier.ANSWERS, owner=row.user)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="agraw-{row.reference}-{paper}-{language}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """She takes her consent back, at the desk."""
    row = registered(request, pk)
    if request.method == "POST":
        actions.withdraw_consent(row, by=request.user)
        messages.success(request, _("Her consent is taken back: what was known of her is deleted."))
        return redirect(row.desk)
    return render(request, "mediation/withdraw.html", {"registration": row, "desk": row.desk, "space": row.desk.space})


@require_POST
def answer_claim(request, pk):
    """Say whether whoever claims a receipt is the person."""
    claim = Claim.objects.visible_to(request.user).filter(pk=pk).select_related("registration__desk").first()
    if claim is None:
        raise Http404
    is_she = request.POST.get("is_she") == "1"
    answered = actions.answer_claim(claim, by=request.user, is_she=is_she)
    said = answered.outcome == ClaimState.DONE
    messages.success(request, _("It is hers now.") if said else _("She is told that the desk did not recognise her."))
    return redirect(claim.registration.desk)
