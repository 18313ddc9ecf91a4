"""What a council owes about its action plan, for the calendar of clocks of its people (`councils.signals.duties`)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.clock import Clock
from councils.duties import Duty
from councils.models import Council
from notices.paths import without_language
from programmes.enums import ProgrammeState
from programmes.models import Programme
from programmes.steps import Stage, stages_of


def duties_of(councils: Iterable[Council]) -> list[Duty]:
    """Return the steps of the law that have a last day and are not done, of the latest programme of each council."""
    rows = Programme.objects.for_detail().filter(council__in=[council.pk for council in councils])
    rows = rows.exclude(state=ProgrammeState.ENDED).order_by("council_id", "-pk").distinct("council_id")
    return [
        Duty(
            row.council, stage.label, str(row), without_language(row.get_absolute_url()), _clock(row, stage),
            stage.article,
        )
        for row in rows
        for stage in stages_of(row)
        if stage.due_on and not stage.done_on
    ]  # fmt: skip


def _clock(programme: Programme, stage: Stage) -> Clock:
    return Clock(
        awaited=stage.label,
        who=_("the president of the council"),
        started_on=min(programme.term_started_on, stage.due_on),
        due_on=stage.due_on,
    )
