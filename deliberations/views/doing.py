"""One act on one thing: ask for what it needs, then do it. A refusal keeps what was typed."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.fresh import step_up
from core.workflow import Refused
from councils.actions.people import acting_mandate
from councils.models import Council
from deliberations.models import Decision, SessionRequest, Sitting
from deliberations.rules import council_of
from deliberations.views import acts
from deliberations.views.fetch import visible_item, visible_session


def _do(request, thing, name: str, table: dict[str, acts.Act], *, council: Council, back: str, title: Any):
    """Draw the page of an act, or do it. Whoever holds no mandate that gives it is refused."""
    if name not in table:
        raise Http404
    act = table[name]
    try:
        mandate = acting_mandate(council_of(thing), request.user, act.gives, thing)
    except Refused as refused:  # her mandate has ended
        messages.error(request, str(refused))
        return redirect(back)
    is_post = request.method == "POST"
    if not is_post and not act.when(thing):
        messages.info(request, _("This step is not open now: see below where things stand."))
        return redirect(back)
    form = act.form(*((request.POST, request.FILES) if is_post else ()), thing=thing, initial=_asked(request))
    if is_post and form.is_valid():
        try:
            act.run(thing, by=request.user, **form.cleaned_data)
        except Refused as refused:
            field = getattr(refused, "field", None)
            form.add_error(field if field in form.fields else None, str(refused))
        else:
            messages.success(request, _("Done."))
            return redirect(back)
    context = {
        "act": act,
        "name": name,
        "thing": thing,
        "form": form,
        "mandate": mandate,
        "council": council,
        "title": title,
        "back": back,
        "is_upload": form.is_multipart(),
    }
    return render(request, "deliberations/act.html", context, status=422 if form.errors else 200)


def _asked(request) -> dict[str, str]:
    """Return what the address already says of the form: the matter that is put on an agenda."""
    referral = request.GET.get("referral", "")
    return {"referral": referral} if referral.isdecimal() and referral.isascii() and len(referral) < 16 else {}


def _desk(session) -> str:
    return reverse("deliberations:desk", args=[session.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("convene", "publish", "approve-minutes")
def on_session(request, pk, name):
    session = visible_session(request, pk)
    return _do(
        request, session, name, acts.OF_SESSION, council=session.council, back=_back(request, session, name),
        title=session.name,
    )  # fmt: skip


def _back(request, session, name: str) -> str:
    """A member who asks for a point goes back to the page; whoever prepares the session, to the desk."""
    return session.get_absolute_url() if name == "propose" else _desk(session)


@require_http_methods(["GET", "HEAD", "POST"])
def on_item(request, pk, name):
    item = visible_item(request, pk)
    back = f"{_desk(item.session)}#point-{item.pk}"
    return _do(request, item, name, acts.OF_ITEM, council=item.session.council, back=back, title=item.title)


@require_http_methods(["GET", "HEAD", "POST"])
def on_sitting(request, pk, name):
    rows = Sitting.objects.visible_to(request.user).select_related("session__council__territory")
    sitting = get_object_or_404(rows, pk=pk)
    session = sitting.session
    return _do(
        request, sitting, name, acts.OF_SITTING, council=session.council, back=_desk(session), title=session.name
    )


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("publish")
def on_decision(request, address, name):
    decision = get_object_or_404(Decision.objects.visible_to(request.user).for_detail(), address=address)
    return _do(
        request, decision, name, acts.OF_DECISION, council=decision.council, back=decision.get_absolute_url(),
        title=decision.title,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def on_council(request, slug, name):
    council = get_object_or_404(Council.objects.with_place(), territory__slug=slug)
    back = reverse("deliberations:of-council", args=[slug])
    return _do(request, council, name, acts.OF_COUNCIL, council=council, back=back, title=council)


@require_http_methods(["GET", "HEAD", "POST"])
def on_request(request, pk, name):
    rows = SessionRequest.objects.visible_to(request.user).select_related("council__territory")
    row = get_object_or_404(rows, pk=pk)
    back = reverse("deliberations:of-council", args=[row.council.territory.slug])
    return _do(request, row, name, acts.OF_REQUEST, council=row.council, back=back, title=row.purpose)
