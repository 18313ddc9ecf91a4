"""Preparing a debate and leading it: create, edit, move, its agenda, its documents, its sittings, who follows it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.text import isolate
from core.workflow import Refused
from debates import actions, offers
from debates.agendas import agenda as agenda_of
from debates.agendas import agendas
from debates.forms.debate import DebateForm, DocumentForm, NewDebateForm, PointForm, SittingForm
from debates.forms.thread import ReasonForm
from debates.models import Debate
from debates.views.fetch import debate_for, visible_debate, visible_sitting
from debates.workflow import HIDE, HOLD
from spaces.views.fetch import visible_space

ASKED = ["GET", "HEAD", "POST"]


def _posted(request):
    """Return what was posted, even when it is nothing; None when the page is asked for."""
    return request.POST if request.method == "POST" else None


def _taken(request, form, act) -> bool:
    """Tell whether the form was posted, is right, and `act` took it; a refusal stands in the form, by its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        field = getattr(refusal, "field", "note" if refusal.code == "note_missing" else None)
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True


def _page(request, template, form, **context):
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(ASKED)
def create(request, slug):
    """Prepare a debate, from nothing or from a model of its kind."""
    space = visible_space(request, slug)
    if not request.user.has_perm("debates.create_debate", space):
        raise PermissionDenied
    model = agenda_of(request.GET.get("model", ""), get_language())
    initial = {name: getattr(model, name) for name in ("title", "question", "theme")} if model else {}
    form = NewDebateForm(_posted(request), initial=initial, points=model.points if model else ())
    made = []
    if _taken(
        request,
        form,
        lambda data: made.append(actions.create_debate(space, by=request.user, points=form.points, **data)),
    ):
        messages.success(
            request, _("The debate is prepared. Only the people of the space see it until you announce it.")
        )
        return redirect(made[0])
    models = agendas(get_language())
    return _page(request, "debates/form.html", form, space=space, models=models, chosen=model, rows=form.rows)


@require_http_methods(ASKED)
def edit(request, pk):
    debate = debate_for(request, pk, offers.EDIT)
    form = DebateForm(_posted(request), debate=debate)
    if _taken(request, form, lambda data: actions.edit_debate(debate, by=request.user, **data)):
        messages.success(request, _("Your changes are kept."))
        return redirect(debate)
    return _page(request, "debates/form.html", form, space=debate.space, debate=debate)


@require_http_methods(ASKED)
def move(request, pk, action):
    """Perform a move of the table; asked by GET, say what it does and ask for the reason when there must be one."""
    debate = visible_debate(request, pk)
    table = debate.thread.MOVES if action in offers.VISIBILITY else Debate.MOVES
    if action not in table:
        raise Http404
    if request.method != "POST" and action not in offers.offers_for(debate, request.user):
        raise PermissionDenied
    form = ReasonForm(_posted(request))
    if _taken(request, form, lambda data: actions.move_debate(debate, action, by=request.user, note=data["note"])):
        messages.success(request, _("Done. The history below shows it."))
        return redirect(debate)
    context = {"debate": debate, "space": debate.space, "move": table[action], "action": action}
    context["needs_note"] = table[action].needs_note or action in {HOLD, HIDE}
    return _page(request, "debates/move.html", form, **context)


@require_http_methods(ASKED)
def agenda(request, pk):
    """The points of the agenda: add one, and go on to change, move or remove each."""
    debate = debate_for(request, pk, offers.AGENDA)
    form = PointForm(_posted(request))
    if _taken(request, form, lambda data: actions.add_agenda_point(debate, by=request.user, **data)):
        return redirect("debates:agenda", pk)
    points = debate.agenda.all()
    return _page(request, "debates/agenda.html", form, debate=debate, space=debate.space, points=points)


@require_http_methods(ASKED)
def agenda_point(request, pk, number):
    """Change the words or the minutes of a point."""
    debate = debate_for(request, pk, offers.AGENDA)
    point = get_object_or_404(debate.agenda, pk=number)
    form = PointForm(_posted(request), initial={"title": point.title, "minutes": point.minutes})
    if _taken(request, form, lambda data: actions.change_agenda_point(point, by=request.user, **data)):
        return redirect("debates:agenda", pk)
    return _page(request, "debates/point.html", form, debate=debate, space=debate.space, point=point)


@require_POST
def agenda_move(request, pk, number):
    """Put a point one place up or down, or take it out of the agenda."""
    debate = debate_for(request, pk, offers.AGENDA)
    point = get_object_or_404(debate.agenda.select_related("debate"), pk=number)
    where = request.POST.get("to", "")
    if where == "out":
        actions.remove_agenda_point(point, by=request.user)
    else:
        actions.move_agenda_point(point, by=request.user, to=point.number + {"up": -1, "down": 1}.get(where, 0))
    return redirect("debates:agenda", pk)


@require_http_methods(ASKED)
def documents(request, pk):
    """The documents of a debate: add one, and go on to remove one."""
    debate = debate_for(request, pk, offers.DOCUMENTS)
    form = DocumentForm(_posted(request), request.FILES or None)
    if _taken(request, form, lambda data: actions.add_document(debate, by=request.user, **data)):
        messages.success(request, _("The document is added."))
        return redirect("debates:documents", pk)
    return _page(
        request, "debates/documents.html", form, debate=debate, space=debate.space, documents=debate.documents.all()
    )


@require_http_methods(ASKED)
def remove_document(request, pk, number):
    debate = debate_for(request, pk, offers.DOCUMENTS)
    row = get_object_or_404(debate.documents.select_related("debate"), pk=number)
    back = reverse("debates:documents", args=[pk])
    if request.method == "POST":
        actions.remove_document(row, by=request.user)
        return redirect(back)
    text = _("“%(title)s” is taken away from the debate.") % {"title": isolate(row.title)}
    context = {"title": _("Take the document away"), "text": text, "label": _("Take it away"), "back": back}
    return render(request, "components/confirm.html", context | {"danger": True, "space": debate.space})


@require_http_methods(ASKED)
def plan(request, pk):
    """Plan a sitting."""
    debate = debate_for(request, pk, offers.PLAN)
    form = SittingForm(_posted(request))
    if _taken(request, form, lambda data: actions.plan_sitting(debate, by=request.user, **data)):
        messages.success(request, _("The sitting is planned, and those who follow the debate are told."))
        return redirect(debate)
    return _page(request, "debates/sitting_form.html", form, debate=debate, space=debate.space)


@require_http_methods(ASKED)
def replan(request, pk):
    """Move a planned sitting to another moment or place."""
    sitting = _sitting_to_run(request, pk)
    form = SittingForm(_posted(request), initial={"starts_at": sitting.starts_at, "place": sitting.place})
    if _taken(request, form, lambda data: actions.replan_sitting(sitting, by=request.user, **data)):
        messages.success(request, _("The sitting is moved, and those who follow the debate are told."))
        return redirect(sitting.debate)
    context = {"debate": sitting.debate, "space": sitting.debate.space, "sitting": sitting}
    return _page(request, "debates/sitting_form.html", form, **context)


@require_http_methods(ASKED)
def cancel(request, pk):
    """Cancel a planned sitting, with the reason."""
    sitting = _sitting_to_run(request, pk)
    form = ReasonForm(_posted(request))
    if _taken(request, form, lambda data: actions.cancel_sitting(sitting, by=request.user, note=data["note"])):
        messages.success(request, _("The sitting is cancelled, and those who follow the debate are told."))
        return redirect(sitting.debate)
    context = {"debate": sitting.debate, "space": sitting.debate.space, "sitting": sitting}
    return _page(request, "debates/cancel.html", form, **context)


def _sitting_to_run(request, pk: int):
    sitting = visible_sitting(request, pk)
    if not request.user.has_perm("debates.run_sitting", sitting):
        raise PermissionDenied
    return sitting


@require_POST
def interest(request, pk):
    """Follow a debate, or follow it no more: the same polite answer the second time."""
    debate = visible_debate(request, pk)
    is_wanted = request.POST.get("follow", "yes") != "no"
    (actions.follow if is_wanted else actions.unfollow)(debate, by=request.user)
    if request.htmx:
        debate = visible_debate(request, pk)
        context = {"debate": debate, "acts": offers.offers_for(debate, request.user)}
        return render(request, "debates/detail.html#interest", context)
    messages.success(
        request,
        _("You follow this debate: you are told of its sittings and its conclusion.")
        if is_wanted
        else _("You do not follow this debate any more."),
    )
    return redirect(debate)
