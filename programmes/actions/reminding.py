"""What time does: reminders of projects' days, and the visa that the governor's silence gives."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from accounts.models import User
from core.dates import day
from core.text import isolate
from core.workflow import Refused
from plans.enums import OVER
from programmes.actions.programmes import move_programme
from programmes.actions.telling import tell_the_council
from programmes.enums import ProgrammeState, StepKind
from programmes.models import Programme, Project
from programmes.workflow import EXECUTE

SOON, NEAR = datetime.timedelta(days=30), datetime.timedelta(days=7)
LATE = "late"


def remind_due() -> int:
    """Tell those who follow a project that its day is near or has passed, each once; return how many projects.

    Several workers may run this at once, and any day may have been missed.
    """
    waiting = Project.objects.filter(programme__state=ProgrammeState.RUNNING, due_on__lte=localdate() + SOON)
    return sum(_remind(pk) for pk in waiting.exclude(state__in=OVER).order_by("pk").values_list("pk", flat=True))


def _remind(pk: int) -> bool:
    with transaction.atomic():
        Programme.objects.locked().get(projects=pk)
        row = Project.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=pk)
        stage = _stage(row)
        mark = f"{row.due_on}:{stage}"
        if not stage or row.reminded == mark or row.state in OVER:
            return False
        row.reminded = mark
        row.save(update_fields=["reminded"])
        tell_the_council(row, f"due.{mark}", lambda: _words(row, stage), urgent=stage == LATE)
    return True


def _stage(project: Project) -> str:
    left = project.due_on - localdate()
    if left < datetime.timedelta(0):
        return LATE
    return "7" if left <= NEAR else "30" if left <= SOON else ""


def _words(project: Project, stage: str) -> str:
    said = {"title": isolate(project.title), "day": day(project.due_on, get_language())}
    if stage == LATE:
        return gettext("“%(title)s” was to be done by %(day)s: say where it stands.") % said
    return gettext("“%(title)s” is to be done by %(day)s: say where it stands.") % said


def take_silence_for_a_visa() -> int:
    """Make executable each programme of which the governor has said nothing within the law's time (art. 118)."""
    silent = Programme.objects.filter(
        state=ProgrammeState.VISA,
        steps__kind=StepKind.VISA,
        steps__done_on__isnull=True,
        steps__due_on__lt=localdate(),
    )
    system, count = User.objects.system(), 0
    for row in silent.order_by("pk"):
        try:
            move_programme(row, EXECUTE, by=system)
        except Refused:  # somebody was quicker
            continue
        count += 1
    return count
