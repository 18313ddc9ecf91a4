"""Following an action: what was done, its moves, its milestones and indicators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from core.workflow import Refused
from plans import actions
from plans.forms import ActionMoveForm, FollowUpForm, IndicatorForm, MeasureForm, MilestoneForm
from plans.models import Action, Indicator, Milestone
from plans.views.fetch import a_form, a_move, note_form, say, sent_files, visible_action
from plans.workflow import POSTPONE, RESUME

FOLLOW = "plans.follow_action"
BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def follow_up(request, pk):
    """Say what was done, with the progress and what shows it."""
    row = visible_action(request, pk, FOLLOW)
    form = FollowUpForm(posted(request), sent_files(request), has_progress=not row.milestones.exists())
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_up(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept: everyone can read it."))
            return redirect(f"{row.get_absolute_url()}#follow-up")
    return _form(request, row, form, title=_("Say where it stands"), multipart=1)


@require_http_methods(BOTH)
def move(request, pk, action):
    """Begin, finish, postpone, abandon an action or take it up again; asked by GET, say what that does."""
    row = visible_action(request, pk, FOLLOW)
    if action not in Action.MOVES:
        raise Http404
    form = note_form(request, Action.MOVES[action], ActionMoveForm, has_day=action in {POSTPONE, RESUME})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_action(row, action, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Done."))
            return redirect(row)
    return a_move(request, form, row, action, of=row, back=row.get_absolute_url())


# --- milestones ---
@require_http_methods(BOTH)
def milestone_add(request, pk):
    """Add a milestone: from then on progress is counted from them."""
    row = visible_action(request, pk, FOLLOW)
    form = MilestoneForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_milestone(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The milestone is kept."))
            return redirect(f"{row.get_absolute_url()}#milestones")
    lead = _("From now on its progress is the share of its milestones that are reached.")
    return _form(request, row, form, title=_("Add a milestone"), lead=lead)


@require_POST
def milestone_act(request, pk, key, act):
    """Mark a milestone as reached today, take the mark away, or take it out."""
    row = visible_action(request, pk)
    milestone = get_object_or_404(Milestone, pk=key, action=row)
    acts = {
        "reach": actions.reach_milestone, "unreach": actions.unreach_milestone, "remove": actions.remove_milestone,
    }  # fmt: skip
    if act not in acts:
        raise Http404
    acts[act](milestone, by=request.user)
    messages.success(request, _("Done."))
    return redirect(f"{row.get_absolute_url()}#milestones")


# --- indicators ---
@require_http_methods(BOTH)
def indicator_add(request, pk):
    """Add an indicator: from a value today to the one to be reached."""
    row = visible_action(request, pk, FOLLOW)
    form = IndicatorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_indicator(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The indicator is kept."))
            return redirect(f"{row.get_absolute_url()}#indicators")
    return _form(request, row, form, title=_("Add an indicator"))


@require_POST
def indicator_remove(request, pk, key):
    row = visible_action(request, pk)
    actions.remove_indicator(get_object_or_404(row.indicators, pk=key), by=request.user)
    messages.success(request, _("The indicator is taken out."))
    return redirect(f"{row.get_absolute_url()}#indicators")


@require_http_methods(BOTH)
def measure(request, pk, key):
    """Write a value of an indicator, with what shows it."""
    row = visible_action(request, pk)
    if not request.user.has_perm(FOLLOW, row):
        raise PermissionDenied
    indicator = get_object_or_404(Indicator, pk=key, action=row)
    form = MeasureForm(posted(request), sent_files(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.measure(indicator, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The value is kept."))
            return redirect(f"{row.get_absolute_url()}#indicators")
    return _form(request, row, form, title=_("Write a value"), lead=indicator.name, multipart=1)


def _form(request, row: Action, form, *, title: str, lead: str = "", multipart: int = 0):
    return a_form(
        request, form, title=title, space=row.plan.space, label=_("Keep it"), back=row.get_absolute_url(),
        lead=lead or row.title, multipart=multipart,
    )  # fmt: skip
