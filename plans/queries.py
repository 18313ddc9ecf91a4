"""Reads of reference documents and joint action plans: who sees which, lists."""

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from core.enums import Visibility
from plans.enums import OVER, VersionState
from spaces.enums import Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of

WRITING = {Role.FACILITATOR, Role.RAPPORTEUR, Role.COORDINATOR}
SEEING = {*WRITING, Role.MODERATOR}


def seen_by_staff(user, space: str = "space") -> Q:
    """Return the condition that `user` acts for the space at the path `space`; never, for nobody's."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    roles = roles_of(user)
    held = [pk for pk, names in roles.by_space.items() if names & SEEING]
    return Q(**{f"{space}__in": held}) | under(roles.codes, f"{space}__commune__code")


class DocumentQuerySet(models.QuerySet):
    def public(self):
        """Published at least once, visible, in a space that was opened: everyone may read them."""
        return self.filter(visibility=Visibility.VISIBLE, published_at__isnull=False).exclude(
            space__state=SpaceState.DRAFT
        )

    def visible_to(self, user):
        """Public ones for everyone; the others for the people of the space and the editors named for them."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE, published_at__isnull=False) & ~Q(space__state=SpaceState.DRAFT)
        if user.is_authenticated:
            named = _rows("Editor").filter(user=user, ended_at__isnull=True).values("document")
            condition |= seen_by_staff(user) | Q(pk__in=named)
        return self.filter(condition)

    def for_list(self):
        """With what a card shows: the space, the region, the number of the version in force (`version_number`)."""
        published = _rows("Version").filter(document=OuterRef("pk"), state=VersionState.PUBLISHED)
        return (
            self.select_related("space__commune", "region")
            .defer(*unread_of("space__commune", "region"))
            .annotate(version_number=Subquery(published.order_by("-number").values("number")[:1]))
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related("space__commune", "region", "author").defer(*unread_of("space__commune", "region"))

    def locked(self):
        """For an action: the row locked, before any row of the document."""
        return (
            self.select_related("space__commune", "region")
            .defer(*unread_of("space__commune", "region"))
            .select_for_update(of=("self",), no_key=True)
        )


class VersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=VersionState.PUBLISHED)


class ParagraphQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of a document that she sees, once a published version has them; the others for those who write it."""
        documents = _rows("ReferenceDocument")
        shown = _rows("Passage").filter(version__state=VersionState.PUBLISHED).values("paragraph")
        rows = self.filter(document__in=documents.visible_to(user))
        if user.is_active and user.is_superuser:
            return rows
        condition = Q(pk__in=shown)
        if user.is_authenticated:
            named = _rows("Editor").filter(user=user, ended_at__isnull=True).values("document")
            condition |= seen_by_staff(user, "document__space") | Q(document__in=named)
        return rows.filter(condition)


class PlanQuerySet(models.QuerySet):
    def public(self):
        """Published, visible, in a space that was opened."""
        return self.filter(visibility=Visibility.VISIBLE, published_at__isnull=False).exclude(
            space__state=SpaceState.DRAFT
        )

    def visible_to(self, user):
        """Public ones for everyone; the others for the people of the space."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE, published_at__isnull=False) & ~Q(space__state=SpaceState.DRAFT)
        return self.filter(condition | seen_by_staff(user))

    def for_list(self):
        """With what a card shows: the space, and how many actions there are, are done, are late."""
        late = Q(actions__due_on__lt=localdate()) & ~Q(actions__state__in=OVER)
        return (
            self.select_related("space__commune")
            .defer(*unread_of("space__commune"))
            .annotate(
                action_count=Count("actions"),
                done_count=Count("actions", filter=Q(actions__state="done")),
                late_count=Count("actions", filter=late),
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related("space__commune", "document", "author").defer(*unread_of("space__commune"))

    def locked(self):
        """For an action: the row locked, before any row of the plan."""
        return (
            self.select_related("space__commune")
            .defer(*unread_of("space__commune"))
            .select_for_update(of=("self",), no_key=True)
        )


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of a plan that she sees."""
        return self.filter(plan__in=_rows("Plan").visible_to(user))

    def for_list(self):
        """With what a line of the plan shows: axis, owner, how many milestones there are and are reached, remarks."""
        milestones = _rows("Milestone").filter(action=OuterRef("pk")).order_by().values("action")
        return (
            self.select_related("plan__space__commune", "axis", "association", "council__territory", "thread")
            .defer(*unread_of("plan__space__commune", "council__territory"))
            .annotate(
                milestone_count=Coalesce(Subquery(milestones.annotate(n=Count("pk")).values("n")), 0),
                reached_count=Coalesce(
                    Subquery(
                        milestones.filter(reached_on__isnull=False).annotate(n=Count("pk")).values("n"),
                    ),
                    0,
                ),
                remark_count=Coalesce(F("thread__shown_count"), 0),
            )
            .order_by("axis__position", "axis_id", "position", "id")
        )

    def for_detail(self):
        return self.select_related(
            "plan__space__commune", "plan__document", "axis", "association", "council__territory", "thread"
        ).defer(*unread_of("plan__space__commune", "council__territory"))

    def late(self):
        """Those whose day has passed, and that wait still."""
        return self.filter(due_on__lt=localdate()).exclude(state__in=OVER)


def _rows(name: str) -> models.QuerySet:
    """Return the rows of a model of this app, by its name: reads stand below the models."""
    return apps.get_model("plans", name).objects.all()
