"""The yearly evaluation report (113-14, art. 271–272): counted once, published, never changed."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.workflow import Refused
from plans.actions.saying import told
from programmes.actions.locking import lock_programme
from programmes.actions.telling import tell_everyone
from programmes.enums import ProgrammeState, StepKind
from programmes.evaluating import figures_of
from programmes.models import Evaluation, Programme, Step

COMMENT_MAX = 4_000


def publish_evaluation(programme: Programme, year: int, *, by: User, **said: Any) -> Evaluation:
    """Publish the evaluation report of a year with the council's comment, and return it. Locks the programme.

    `said`: `comment_ar`, `comment_fr`. Its figures are counted now and stay. Raises `PermissionDenied`, `Unfit` for a
    year outside the programme or to come, `Refused` for one that is published.
    """
    columns = told(said, "comment", COMMENT_MAX)
    with transaction.atomic():
        row = lock_programme(programme.pk, by, "programmes.lead_programme")
        if row.state not in {ProgrammeState.RUNNING, ProgrammeState.ENDED}:
            raise Refused(_("A programme is evaluated once it is carried out."), "not_running")
        if year not in row.years or year > localdate().year:
            raise Unfit(_("Choose a year of the programme that has begun."), "year")
        if row.evaluations.filter(year=year).exists():
            raise Refused(_("The report of this year is published already: it does not change."), "published")
        made = Evaluation.objects.create(programme=row, year=year, by=by, figures=figures_of(row, year), **columns)
        Step.objects.create(programme=row, kind=StepKind.EVALUATION, year=year, done_on=localdate(), by=by)
        journal.record(row, "publish_evaluation", by=by, data={"year": year})
        tell_everyone(
            row,
            f"evaluation.{year}",
            lambda: gettext("The evaluation report of %(mark)s can be read: “%(title)s”."),
            by=by,
            url=reverse("programmes:evaluation", args=[row.pk, year]),
            mark=str(year),
        )
    return made
