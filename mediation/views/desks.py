"""Desks: where they are, for everyone; opened, staffed and looked over by whoever runs the space."""

import datetime
import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.fresh import step_up
from accounts.models import User
from core.pages import posted
from core.workflow import Refused
from mediation import actions
from mediation.enums import ActKind
from mediation.forms import AgentForm, OpenDeskForm
from mediation.models import Act, Agent, Desk, Registration
from mediation.views.fetch import overseen
from spaces.actions import find_to_appoint
from spaces.views.fetch import counted_space

SAMPLE, DAYS = 8, 30  # acts drawn by lot a week; days that are counted


@login_not_required
@require_safe
def in_space(request, slug):
    """The desks of a commune: where to go without a phone, and when."""
    space = counted_space(request, slug)
    desks = Desk.objects.visible_to(request.user).filter(space=space).open().for_list()
    context = {
        "space": space,
        "desks": desks,
        "mine": set(Desk.objects.worked_at_by(request.user).filter(space=space).values_list("pk", flat=True)),
        "may_run": request.user.has_perm("mediation.open_desk", space),
    }
    return render(request, "mediation/desks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, slug):
    """Open a desk."""
    space = counted_space(request, slug)
    if not request.user.has_perm("mediation.open_desk", space):
        raise PermissionDenied
    form = OpenDeskForm(posted(request), commune=space.commune)
    if request.method == "POST" and form.is_valid():
        try:
            desk = actions.open_desk(space, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The desk is open. Say who works there."))
            return redirect("mediation:oversight", desk.pk)
    context = {"space": space, "form": form}
    return render(request, "mediation/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def oversight(request, pk):
    """Who works at a desk, how much each wrote, and some acts drawn by lot; never for whom."""
    desk = overseen(request, pk)
    form = AgentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = find_to_appoint(desk.space, form.cleaned_data["contact"], by=request.user)
            actions.name_agent(desk, person, by=request.user)
        except Refused as refusal:
            form.add_error("contact", str(refusal))
        else:
            messages.success(request, _("This person works at the desk now, and is told."))
            return redirect("mediation:oversight", pk)
    context = {
        "desk": desk,
        "space": desk.space,
        "form": form,
        "agents": desk.agents.filter(ended_at__isnull=True).select_related("user"),
        "lines": _lines(desk),
        "days": DAYS,
        "sample": _sample(desk, request.user),
    }
    return render(request, "mediation/oversight.html", context, status=422 if form.errors else 200)


def _lines(desk: Desk) -> list[dict]:
    """Return what each agent wrote at a desk in the last days, by kind, and what was withdrawn or taken over since."""
    since = now() - datetime.timedelta(days=DAYS)
    counts = {kind: Count("pk", filter=Q(kind=kind)) for kind in ActKind.values}
    wrote = {
        row["agent"]: row
        for row in desk.acts.filter(at__gte=since)
        .order_by()
        .values("agent")
        .annotate(
            total=Count("pk"),
            checked=Count("pk", filter=Q(is_fine__isnull=False)),
            wrong=Count("pk", filter=Q(is_fine=False)),
            **counts,
        )
    }
    people = {
        row["agent"]: row
        for row in Registration.objects.filter(desk=desk, registered_at__gte=since)
        .order_by()
        .values("agent")
        .annotate(
            registered=Count("pk"),
            withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
            claimed=Count("pk", filter=Q(claimed_at__isnull=False)),
        )
    }
    names = User.objects.in_bulk(wrote.keys() | people.keys())
    nothing = dict.fromkeys(["total", "checked", "wrong", "registered", "withdrawn", "claimed", *ActKind.values], 0)
    return [
        nothing | wrote.get(pk, {}) | people.get(pk, {}) | {"name": names[pk].public_name}
        for pk in sorted(names, key=lambda one: -wrote.get(one, nothing)["total"])
    ]


def _sample(desk: Desk, user: User) -> list[Act]:
    """Return acts of the last days drawn by lot: the same ones all week, never the reader's own."""
    week = "{}-{}".format(*localdate().isocalendar()[:2])
    since = now() - datetime.timedelta(days=DAYS)
    keys = Act.objects.filter(desk=desk, at__gte=since).exclude(agent=user).values_list("pk", flat=True)
    drawn = sorted(keys[:5000], key=lambda pk: hashlib.sha256(f"{week}.{pk}".encode()).digest())[:SAMPLE]
    return list(Act.objects.filter(pk__in=drawn).select_related("agent").order_by("-pk"))


@require_POST
def check(request, pk):
    """Keep what was found of an act that was drawn by lot."""
    act = get_object_or_404(Act.objects.overseen_by(request.user), pk=pk)
    actions.check_act(act, by=request.user, is_fine=request.POST.get("is_fine") == "1")
    messages.success(request, _("Your word is kept."))
    return redirect("mediation:oversight", act.desk_id)


@require_POST
def end_agent(request, pk):
    """End a person's place at a desk."""
    agents = Agent.objects.filter(desk__in=Desk.objects.overseen_by(request.user))
    agent = get_object_or_404(agents, pk=pk)
    actions.end_agent(agent, by=request.user)
    messages.success(request, _("This person works at the desk no more."))
    return redirect("mediation:oversight", agent.desk_id)


@require_POST
def close(request, pk):
    """Close a desk."""
    desk = overseen(request, pk)
    actions.close_desk(desk, by=request.user)
    messages.success(request, _("The desk is closed. What was written there stays."))
    return redirect("mediation:desks", desk.space.commune.slug)
