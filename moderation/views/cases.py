"""One case: for who moderates, and for the author."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.enums import Dossier
from accounts.middleware import though_suspended
from core.pages import page_of
from core.workflow import Refused, available
from moderation import actions
from moderation.actions.ladder import next_steps
from moderation.forms import AppealForm, DecideForm, JudgeForm, ShowAgainForm
from moderation.kinds import VISIBLE, Picture, kinds, read
from moderation.models import Case
from moderation.views.fetch import say, visible_case
from moderation.workflow import APPEAL, DECIDE, UPHOLD

SAFE = {"GET", "HEAD"}


@require_safe
def mine(request):
    """What was decided about what the person wrote."""
    rows = Case.objects.filter(author=request.user, acts__isnull=False).distinct().for_list()
    page = page_of(request, rows)
    things = read(((case.kind, case.key) for case in page.rows), None)
    for case in page.rows:
        case.thing = things.get((case.kind, case.key))
    return render(request, "moderation/mine.html", {"page": page})


@require_safe
def detail(request, pk):
    """A case: to decide it, to judge its appeal, or to appeal, as the reader may."""
    case = visible_case(request, pk)
    forms = {}
    moves = available(case, request.user)
    if DECIDE in moves:
        forms["decide_form"] = DecideForm(space=case.space, pictures=_pictures_of(case, request.user))
    if UPHOLD in moves:
        forms["judge_form"] = JudgeForm()
    if APPEAL in moves:
        forms["appeal_form"] = AppealForm()
    return _page(request, case, **forms)


def _page(request, case: Case, **forms):
    kind = kinds().get(case.kind)
    moderates = request.user.has_perm("moderation.view_queue", case.space) and case.author_id != request.user.pk
    row = None
    if kind:  # its author reads what she wrote, whatever became of it
        rows = kind.rows() if case.author_id == request.user.pk else kind.visible_to(request.user)
        row = rows.filter(pk=case.key).first()
    if moderates and request.method in SAFE:
        audit.note(request, case, Dossier.REPORTS)
    decides = request.user.has_perm("moderation.decide_case", case)
    if decides and not forms.keys() & {"judge_form", "show_form"} and actions.can_show_again(case, kind, row):
        forms["show_form"] = ShowAgainForm()
    steps = next_steps([case.author_id] if case.author_id and moderates else [])
    context = {
        "case": case,
        "space": case.space,
        "moderates": moderates,
        "thing": kind.say(row) if row is not None else None,
        "standing": kind.standing(row) if row is not None else "gone",
        "is_visible": row is not None and kind.standing(row) == VISIBLE,
        "reports": case.reports.all() if moderates else [],
        "acts": case.acts.select_related("clause").order_by("pk"),
        "step": steps.get(case.author_id),
        "decided_it": case.decided_by_id == request.user.pk,
        **forms,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "moderation/case.html", context, status=422 if failed else 200)


def _pictures_of(case: Case, user) -> list[Picture]:
    """Return the pictures of the thing of a case that can be taken away alone; none when it is about a picture."""
    thing = None if case.is_about_picture else read([(case.kind, case.key)], user).get((case.kind, case.key))
    return list(thing.pictures) if thing else []


@require_http_methods(["POST"])
def decide(request, pk):
    """Decide a case."""
    case = visible_case(request, pk)
    if not request.user.has_perm("moderation.decide_case", case):
        raise PermissionDenied
    form = DecideForm(request.POST, space=case.space, pictures=_pictures_of(case, request.user))
    if form.is_valid():
        try:
            actions.decide(case, by=request.user, **form.decision)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Decided. The author is told why, and how to appeal."))
            return redirect(case)
    return _page(request, case, decide_form=form)


@though_suspended
@require_http_methods(["POST"])
def appeal(request, pk):
    """Ask for another look."""
    case = visible_case(request, pk)
    if not request.user.has_perm("moderation.appeal_case", case):
        raise PermissionDenied
    form = AppealForm(request.POST)
    if form.is_valid():
        try:
            actions.appeal(case, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your appeal was sent. Another moderator will look, and you will be told."))
            return redirect(case)
    return _page(request, case, appeal_form=form)


@require_http_methods(["POST"])
def show_again(request, pk):
    """Show again what was hidden."""
    case = visible_case(request, pk)
    if not request.user.has_perm("moderation.decide_case", case):
        raise PermissionDenied
    form = ShowAgainForm(request.POST)
    if form.is_valid():
        try:
            actions.show_again(case, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Done: it is shown again, and its author is told."))
            return redirect(case)
    return _page(request, case, show_form=form)


@require_http_methods(["POST"])
def judge(request, pk):
    """Decide an appeal."""
    case = visible_case(request, pk)
    if not request.user.has_perm("moderation.judge_appeal", case):
        raise PermissionDenied
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            actions.judge(
                case,
                overturns=form.cleaned_data["overturns"] == "yes",
                by=request.user,
                reply=form.cleaned_data["reply"],
            )
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Decided. The author is told."))
            return redirect(case)
    return _page(request, case, judge_form=form)
