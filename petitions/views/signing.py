"""Signing a petition, taking a signature back, looking at signatures that were held."""

import time

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import networks, trust
from accounts.middleware import for_everyone
from core.fitness import Unfit
from core.workflow import Refused
from petitions import actions, panels
from petitions.attesting import statements
from petitions.enums import SIGNING_STATES, PetitionState
from petitions.forms.signing import JudgeForm, SignForm
from petitions.models import Petition
from petitions.views.fetch import visible_petition

_remembered: dict[int, tuple[float, Petition]] = {}


def signable(pk: int) -> Petition:
    """Return a petition that everyone may read, with what signing asks for, or answer 404: no other can be signed."""
    return get_object_or_404(actions.with_terms(Petition.objects.public().for_signing()), pk=pk)


def remembered(pk: int) -> Petition:
    """Return what `signable` does, as it was read a second ago at most (`SIGNING_MEMORY`), by whoever signed it then.

    In a surge a petition is read once a second. Nothing is signed that was closed meanwhile: the row is written by a
    statement that looks at the petition as it is.
    """
    moment = time.monotonic()
    read_at, petition = _remembered.get(pk, (0.0, None))
    if petition is None or moment - read_at >= settings.SIGNING_MEMORY:
        petition = signable(pk)
        if len(_remembered) > 1000:
            _remembered.clear()
        _remembered[pk] = moment, petition
    return petition


@for_everyone
@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """Sign, on one page; a repeat is answered like the first time."""
    petition = remembered(pk) if request.method == "POST" else signable(pk)
    trust.require(request.user, "petitions.sign")
    terms = actions.terms_of(petition)
    form = SignForm(request.POST if request.method == "POST" else None, terms=terms)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(petition, by=request.user, network=networks.of(request), **form.cleaned_data)
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, unfit.message)
        else:
            return redirect("petitions:signed", pk)
    elif request.method == "GET" and petition.state not in SIGNING_STATES:
        raise Refused(_("This petition cannot be signed any more. Nothing about you was kept."), "closed")
    context = {
        "petition": petition,
        "space": petition.space,
        "form": form,
        "terms": terms,
        "statements": statements(petition),
        "lives_nowhere": request.user.commune_id is None,
    }
    return render(request, "petitions/sign.html", context, status=422 if form.errors else 200)


@require_safe
def signed(request, pk):
    """Thank a person who has signed, and say how many have. It says the same to everyone who comes here."""
    petition = signable(pk)
    context = {"petition": petition, "space": petition.space} | panels.signing(petition, request.user)
    return render(request, "petitions/signed.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_signature(request, pk):
    """Take one's signature back; asked by GET, say what it does now."""
    petition = Petition.objects.exclude(state=PetitionState.DRAFT).filter(pk=pk).first()
    if petition is None or actions.own_kind(petition, request.user) is None:
        raise Http404
    is_shown = Petition.objects.visible_to(request.user).filter(pk=pk).exists()
    back = petition.get_absolute_url() if is_shown else reverse("home")
    if request.method == "POST":
        is_gone = actions.withdraw_signature(petition, by=request.user)
        words = (
            _("Your signature is taken back: it is no longer counted.")
            if is_gone
            else _("What you wrote when you signed is forgotten. Your signature stays in what the council received.")
        )
        messages.success(request, words)
        return redirect(back)
    is_before = petition.state in SIGNING_STATES
    context = {
        "title": _("Take my signature back"),
        "text": _("It will no longer be counted. Until the petition is deposited, you may sign again.")
        if is_before
        else _(
            "The petition is in the council’s hands: your signature stays in its number. What you wrote for the list, "
            "and how you wanted to be told, will be forgotten."
        ),
        "label": _("Take it back") if is_before else _("Forget what I wrote"),
        "back": back,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def judge(request, pk):
    """Held signatures by hour and connection, in numbers only: let them count, or say why they do not."""
    petition = visible_petition(request, pk)
    if not request.user.has_perm("petitions.judge_signatures", petition):
        raise PermissionDenied
    groups = actions.held_groups(petition)
    form = JudgeForm(request.POST if request.method == "POST" else None, groups=groups, language=get_language())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if request.POST.get("act") == "invalidate":
                actions.invalidate(petition, by=request.user, **data)
                messages.success(request, _("Done: these signatures do not count. The journal says why."))
            else:
                actions.release(petition, by=request.user, group=data["group"], note=data["note"])
                messages.success(request, _("Done: these signatures will be in the next count."))
            return redirect("petitions:judge", pk)
        except Unfit as unfit:
            form.add_error(unfit.field, unfit.message)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {"petition": petition, "space": petition.space, "groups": groups, "form": form}
    return render(request, "petitions/judge.html", context, status=422 if form.errors else 200)
