"""Following a project: what was done and spent, its moves, milestones and indicators; the inhabitants' voices."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from plans.forms import ActionMoveForm, FollowUpForm, IndicatorForm, MeasureForm, MilestoneForm
from plans.views.fetch import note_form, sent_files, why_not
from programmes import actions
from programmes.forms import ReasonForm, SpendForm
from programmes.models import Milestone, Project
from programmes.views.fetch import BOTH, FOLLOW, a_form, kept, visible_project
from programmes.workflow import POSTPONE, RESUME


def _form(request, row: Project, form, *, title: str, lead: str = "", multipart: int = 0, back: str = "", label=""):
    return a_form(
        request, form, title=title, programme=row.programme, back=back or row.get_absolute_url(), label=label,
        lead=lead or row.title, multipart=multipart,
    )  # fmt: skip


@require_http_methods(BOTH)
def follow_up(request, pk):
    """Say what was done, with the progress and what shows it."""
    row = visible_project(request, pk, FOLLOW)
    form = FollowUpForm(posted(request), sent_files(request), has_progress=not row.milestones.exists())
    done = kept(
        request, form, lambda: actions.follow_up(row, by=request.user, **form.cleaned_data),
        _("Kept: everyone can read it."), f"{row.get_absolute_url()}#follow-up",
    )  # fmt: skip
    return done or _form(request, row, form, title=_("Say where it stands"), multipart=1)


@require_http_methods(BOTH)
def move(request, pk, action):
    """Begin, finish, postpone, abandon a project or take it up again; asked by GET, say what that does."""
    row = visible_project(request, pk, FOLLOW)
    if action not in Project.MOVES:
        raise Http404
    form = note_form(request, Project.MOVES[action], ActionMoveForm, has_day=action in {POSTPONE, RESUME})
    done = kept(
        request, form, lambda: actions.move_project(row, action, by=request.user, **form.cleaned_data), _("Done."),
        row.get_absolute_url(),
    )  # fmt: skip
    context = {
        "programme": row.programme, "council": row.programme.council, "project": row, "form": form,
        "move": Project.MOVES[action], "action": action, "missing": why_not(row, action, form),
    }  # fmt: skip
    return done or render(request, "programmes/project_move.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def spend(request, pk, key):
    """Say how much of a budget line was committed and paid."""
    row = visible_project(request, pk, FOLLOW)
    line = get_object_or_404(row.lines, pk=key)
    form = SpendForm(posted(request), initial={"committed": line.committed, "paid": line.paid})
    back = f"{row.get_absolute_url()}#budget"
    done = kept(request, form, lambda: actions.spend(line, by=request.user, **form.cleaned_data), _("Kept."), back)
    return done or _form(
        request, row, form, title=_("What was committed and paid"), lead=f"{line.year} · {line.source_words}", back=back
    )


# --- milestones ---
@require_http_methods(BOTH)
def milestone_add(request, pk):
    """Add a milestone: from then on progress is counted from them."""
    row = visible_project(request, pk, FOLLOW)
    form = MilestoneForm(posted(request))
    done = kept(
        request, form, lambda: actions.add_milestone(row, by=request.user, **form.cleaned_data),
        _("The milestone is kept."), f"{row.get_absolute_url()}#milestones",
    )  # fmt: skip
    lead = _("From now on its progress is the share of its milestones that are reached.")
    return done or _form(request, row, form, title=_("Add a milestone"), lead=lead)


@require_POST
def milestone_act(request, pk, key, act):
    """Mark a milestone as reached today, take the mark away, or take it out."""
    row = visible_project(request, pk, FOLLOW)
    milestone = get_object_or_404(Milestone, pk=key, project=row)
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
    row = visible_project(request, pk, FOLLOW)
    form = IndicatorForm(posted(request))
    done = kept(
        request, form, lambda: actions.add_indicator(row, by=request.user, **form.cleaned_data),
        _("The indicator is kept."), f"{row.get_absolute_url()}#indicators",
    )  # fmt: skip
    return done or _form(request, row, form, title=_("Add an indicator"))


@require_POST
def indicator_remove(request, pk, key):
    row = visible_project(request, pk, FOLLOW)
    actions.remove_indicator(get_object_or_404(row.indicators, pk=key), by=request.user)
    messages.success(request, _("The indicator is taken out."))
    return redirect(f"{row.get_absolute_url()}#indicators")


@require_http_methods(BOTH)
def measure(request, pk, key):
    """Write a value of an indicator, with what shows it."""
    row = visible_project(request, pk, FOLLOW)
    indicator = get_object_or_404(row.indicators, pk=key)
    form = MeasureForm(posted(request), sent_files(request))
    done = kept(
        request, form, lambda: actions.measure(indicator, by=request.user, **form.cleaned_data),
        _("The value is kept."), f"{row.get_absolute_url()}#indicators",
    )  # fmt: skip
    return done or _form(request, row, form, title=_("Write a value"), lead=indicator.name, multipart=1)


# --- the inhabitants ---
@require_POST
def confirm(request, pk):
    """Say that a project is done."""
    row = visible_project(request, pk)
    actions.say_done(row, by=request.user)
    messages.success(request, _("Counted: you say that it is done."))
    return redirect(f"{row.get_absolute_url()}#voices")


@require_http_methods(BOTH)
def contest(request, pk):
    """Say that a project is not done, with what is missing."""
    row = visible_project(request, pk)
    form = ReasonForm(posted(request))
    back = f"{row.get_absolute_url()}#voices"
    done = kept(
        request, form, lambda: actions.say_not_done(row, by=request.user, **form.cleaned_data),
        _("Counted: you say that it is not done."), back,
    )  # fmt: skip
    return done or _form(request, row, form, title=_("It is not done"), back=back, label=_("Say so"))
