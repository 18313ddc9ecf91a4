"""The procedure: each step on a page of its own, the receipt given on paper, the petitions before a council."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.fitness import Unfit
from core.pages import page_of
from core.parts import give
from core.workflow import Refused
from councils.models import Council, Mandate
from petitions import progress
from petitions.actions.standing import acting
from petitions.agenda import due_session
from petitions.models import Deposit, Petition
from petitions.rules import acts
from petitions.timeline import session_words, short_words
from petitions.views.fetch import visible_petition
from petitions.views.steps import STEPS, Step, step_of
from petitions.workflow import SCHEDULE


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("accept", "reject", "rule", "decide")
def step(request, pk, name):
    """Ask for what a step needs, then take it. A refusal keeps what was typed. Whoever has no part in it gets 404."""
    petition = visible_petition(request, pk)
    if name not in STEPS:
        raise Http404
    asked = step_of(petition, name, request.user)
    try:
        mandate = _capacity(petition, request.user, asked)
    except Refused as refused:  # her mandate has ended
        messages.error(request, str(refused))
        return redirect(petition)
    is_post = request.method == "POST"
    if not is_post and name not in acts(petition, request.user):
        messages.info(request, _("This step is not open now: see below where the petition stands."))
        return redirect(petition)
    form = asked.form(*((request.POST, request.FILES) if is_post else ()), petition=petition)
    if is_post and form.is_valid():
        try:
            asked.run(petition, by=request.user, **form.cleaned_data)
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, asked.done)
            return redirect(petition)
    context = {
        "petition": petition,
        "council": petition.council,
        "name": name,
        "step": asked,
        "form": form,
        "mandate": mandate,
        "is_upload": form.is_multipart(),
        **(_session(petition) if name == SCHEDULE else {}),
    }
    return render(request, "petitions/step.html", context, status=422 if form.errors else 200)


def _capacity(petition: Petition, user, asked: Step) -> Mandate | None:
    """Return the mandate in which this person takes the step, None for the mandatary. Raises `Http404`, `Refused`."""
    if asked.gives is None:
        if not user.has_perm("petitions.lead_petition", petition) or petition.author_id != user.pk:
            raise Http404
        return None
    try:
        return acting(petition, user, asked.gives)
    except PermissionDenied:
        raise Http404 from None


def _session(petition: Petition) -> dict:
    """Return the session that the law names, and the warning when its agenda may have left."""
    if not hasattr(petition, "ruling"):
        return {}
    due = due_session(petition)
    return {
        "due": due,
        "session": session_words(due.session.opens_from, due.session.opens_by),
        "warning": short_words(due) if due.is_short else "",
    }


def _say(form, refused: Refused) -> None:
    field = refused.field if isinstance(refused, Unfit) and refused.field in form.fields else None
    # `core.papers` names what it read "file", whatever the field is called here.
    if isinstance(refused, Unfit) and refused.field == "file" and "scan" in form.fields:
        field = "scan"
    form.add_error(field, str(refused))


@require_safe
def receipt_scan(request, pk):
    """The receipt that the council gave on paper: for the mandatary, the council's people, and who moderates."""
    petition = visible_petition(request, pk)
    deposit = get_object_or_404(Deposit.objects.exclude(scan=""), petition=petition)
    if not request.user.has_perm("petitions.read_receipt", petition):
        raise Http404
    response = give(request, deposit.scan, "application/pdf")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def before_council(request, slug):
    """The petitions that a council has in its hands, by their last day; its people see the next step of each."""
    council = get_object_or_404(Council.objects.for_list(), territory__slug=slug)
    rows = Petition.objects.visible_to(request.user).filter(council=council).for_list().with_steps()
    page = page_of(request, rows.exclude(notify_by=None), "notify_by", "id")
    handed_in = list(rows.waiting_for_receipt().order_by("handed_in_at", "id")[:50])
    for petition in (*page.rows, *handed_in):
        petition.line = progress.line_of(petition, request.user)
    context = {"council": council, "page": page, "handed_in": handed_in}
    return render(request, "petitions/before_council.html", context)
