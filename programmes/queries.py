"""Reads of communal action plans: who sees which, lists."""

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from councils.queries import current_mandates
from needs.queries import shown_to
from plans.enums import OVER, ActionState
from programmes.enums import PRIVATE, UNREAD
from territories.queries import unread_of

PLACE = "council__territory"
MONEY = models.DecimalField(max_digits=16, decimal_places=2)


def councils_of(user) -> set[int]:
    """Return the councils in which a person holds a mandate today. One query a request."""
    return {mandate.council_id for mandate in current_mandates(user)}


class ProgrammeQuerySet(models.QuerySet):
    def public(self):
        """Those whose preparation is open to everyone: the president's decision is posted."""
        return self.exclude(state__in=PRIVATE)

    def visible_to(self, user):
        """Public ones for everyone; one in preparation for the people of its council."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(~Q(state__in=PRIVATE) | Q(council__in=councils_of(user)))

    def for_list(self):
        """With what a card shows: the council's place, how many projects there are, are done, are late."""
        late = Q(projects__due_on__lt=localdate()) & ~Q(projects__state__in=OVER)
        return (
            self.select_related(PLACE)
            .defer(*unread_of(PLACE))
            .annotate(
                project_count=Count("projects"),
                done_count=Count("projects", filter=Q(projects__state=ActionState.DONE)),
                late_count=Count("projects", filter=late),
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related(PLACE, "updates", "session", "decision__deliberation__item").defer(*unread_of(PLACE))

    def locked(self):
        """For an action: the row locked, before any row of the programme."""
        return self.select_related(PLACE).defer(*unread_of(PLACE)).select_for_update(of=("self",), no_key=True)


class ProjectQuerySet(models.QuerySet):
    def public(self):
        """Those of a programme whose draft is written."""
        return self.exclude(programme__state__in=UNREAD)

    def visible_to(self, user):
        """Public ones for everyone; those of a draft that is not written for the people of its council."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(~Q(programme__state__in=UNREAD) | Q(programme__council__in=councils_of(user)))

    def for_list(self):
        """With what a line shows: axis, milestones, money by its sums, voices of the round that is asked."""
        milestones = _rows("Milestone").filter(project=OuterRef("pk")).order_by().values("project")
        lines = _rows("BudgetLine").filter(project=OuterRef("pk")).order_by().values("project")
        voices = _rows("Voice").filter(project=OuterRef("pk"), round=OuterRef("round")).order_by().values("project")
        return (
            self.select_related("programme__council__territory", "axis", "thread")
            .defer(*unread_of("programme__council__territory"))
            .annotate(
                milestone_count=_number(milestones.annotate(n=Count("pk"))),
                reached_count=_number(milestones.filter(reached_on__isnull=False).annotate(n=Count("pk"))),
                sourced=_sum(lines, "amount"),
                committed=_sum(lines, "committed"),
                paid=_sum(lines, "paid"),
                yes_count=_number(voices.filter(is_done=True).annotate(n=Count("pk"))),
                no_count=_number(voices.filter(is_done=False).annotate(n=Count("pk"))),
                remark_count=Coalesce(F("thread__shown_count"), 0),
            )
            .order_by("axis__position", "axis_id", "position", "id")
        )

    def for_detail(self):
        return self.select_related(
            "programme__council__territory", "programme__updates", "axis", "thread", "earlier"
        ).defer(*unread_of("programme__council__territory"))

    def late(self):
        """Those whose day has passed, and that wait still."""
        return self.filter(due_on__lt=localdate()).exclude(state__in=OVER)


def _number(rows) -> Coalesce:
    return Coalesce(Subquery(rows.values("n"), output_field=models.IntegerField()), 0)


def _sum(lines, column: str) -> Coalesce:
    total = lines.annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=MONEY), Value(0, output_field=MONEY))


def _rows(name: str) -> models.QuerySet:
    """Return the rows of a model of this app, by its name: reads stand below the models."""
    return apps.get_model("programmes", name).objects.all()


class VoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reasons that are shown, of projects that `user` sees; the others for who wrote them and who moderates."""
        said = self.exclude(reason="")
        if user.is_active and user.is_superuser:
            return said
        shown = shown_to(user, "user", "project__programme__council__territory__space")
        return said.filter(shown, project__in=_rows("Project").visible_to(user))
