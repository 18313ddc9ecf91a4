"""What waits for moderators: in each of their spaces, and for the Lab."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.fitness import Unfit
from core.pages import page_of, posted
from moderation import actions
from moderation.actions.ladder import next_steps
from moderation.enums import CaseState
from moderation.forms import DecideForm
from moderation.kinds import read
from moderation.likeness import grouped
from moderation.models import Case
from moderation.people import duties_on, load_of
from moderation.views.fetch import say
from spaces.models import Space
from spaces.views.fetch import space_for
from territories.queries import unread_of

SIZE = 30  # cases on a page
SINCE = datetime.timedelta(days=30)


@require_safe
def queues(request):
    """The spaces that a person moderates, with what waits in each."""
    waiting = Case.objects.moderated_by(request.user).waiting().order_by()
    counts = {row["space"]: row for row in waiting.values("space").annotate(n=Count("pk"), oldest=Min("opened_at"))}
    spaces = Space.objects.filter(pk__in=[pk for pk in counts if pk]).select_related("commune")
    spaces = spaces.defer(*unread_of("commune")).order_by("pk")
    lines = [counts[space.pk] | {"space": space} for space in spaces]
    context = {
        "lines": sorted(lines, key=lambda line: line["oldest"]),
        "lab": counts.get(None),
        "may_lab": request.user.has_perm("moderation.view_queue", None),
    }
    return render(request, "moderation/queues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request, slug):
    """What waits in a space: those that are alike together; one decision for all that are ticked."""
    space = space_for(request, slug, "moderation.view_queue")
    return _queue(request, space)


@require_http_methods(["GET", "HEAD", "POST"])
def lab(request):
    """What waits and belongs to no space: networks and what is offered there."""
    if not request.user.has_perm("moderation.view_queue", None):
        raise PermissionDenied
    return _queue(request, None)


def _queue(request, space: Space | None):
    form = DecideForm(posted(request), space=space)
    ticked = _ticked(request) if request.method == "POST" else set()
    refused = []
    if request.method == "POST":
        if not ticked:
            form.add_error(None, _("Tick at least one line."))
        elif form.is_valid():
            cases = Case.objects.for_list().filter(pk__in=ticked, space=space, state=CaseState.OPEN).order_by("pk")
            try:
                done = actions.decide_many(cases, by=request.user, **form.decision)
            except Unfit as refusal:
                say(form, refusal)
            else:
                refused = [one for one in done if one.refusal]
                _say_done(request, len(done) - len(refused))
                if not refused:
                    return redirect(request.path)
                form, ticked = DecideForm(space=space), {one.case.pk for one in refused}
    rows = Case.objects.waiting().filter(space=space).for_list()
    if request.GET.get("mine"):
        rows = rows.filter(assigned=request.user)
    page = page_of(request, rows, "opened_at", "id", size=SIZE)
    groups = grouped(page.rows)
    _complete([case for group in groups for case in group.cases], request.user)
    context = {
        "space": space, "form": form, "groups": groups, "page": page, "ticked": ticked, "refused": refused,
        "load": load_of(space, now() - SINCE) if space else [],
        "on_duty": duties_on(space, localdate()) if space else [],
        "may_run_rota": request.user.has_perm("moderation.run_rota", space),
        "mine": bool(request.GET.get("mine")),
    }  # fmt: skip
    return render(request, "moderation/queue.html", context, status=422 if form.errors or refused else 200)


def _ticked(request) -> set[int]:
    """Return the numbers of the cases that were ticked: one by one, or a group of them at once ("12.15")."""
    words = [*request.POST.getlist("case"), *".".join(request.POST.getlist("group")).split(".")]
    return {int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 16}


def _say_done(request, count: int) -> None:
    if count:
        words = ngettext(
            "%(n)d decision taken; the authors are told.", "%(n)d decisions taken; the authors are told.", count
        )
        messages.success(request, words % {"n": count})


def _complete(cases: list[Case], user) -> None:
    """Give each case its thing and the next step of its author: a query a kind, and one."""
    things = read(((case.kind, case.key) for case in cases), user)
    steps = next_steps([case.author_id for case in cases if case.author_id])
    for case in cases:
        case.thing = things.get((case.kind, case.key))
        case.step = steps.get(case.author_id)
