"""Reads of calls, applications and projects: who sees which, lists."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from calls.enums import ApplicationState, CallState, Kind, ProjectState
from core.enums import Visibility
from councils.enums import Role as Office
from councils.queries import current_mandates
from debates.queries import MODERATING, in_spaces_of
from spaces.enums import OFFICERS, Role, SpaceState
from spaces.queries import REPRESENTATIVE, positions_of, roles_of, under
from territories.queries import unread_of

FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}
# Who speaks for the council that pays, besides whoever signs for its president.
ASKING = {Office.PRESIDENT, Office.VICE_PRESIDENT, Office.DIRECTOR, Office.OFFICER}
PREPARING = {REPRESENTATIVE, *OFFICERS}
LONG = ("purpose_ar", "purpose_fr", "folded")


def led_by(user, path: str = "") -> Q:
    """Return the condition that a call (at `path` from the row) is led by `user`."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    roles = roles_of(user)
    held = [pk for pk, names in roles.by_space.items() if names & FACILITATING]
    condition = Q(**{f"{path}space__in": held}) | under(roles.codes, f"{path}space__commune__code")
    councils = {one.council_id for one in current_mandates(user) if one.role in ASKING or one.may_publish}
    return condition | Q(**{f"{path}council__in": councils}) if councils else condition


class CallQuerySet(models.QuerySet):
    def public(self):
        """Published at some time, in a space that was opened: everyone reads it."""
        return self.filter(published_at__isnull=False).exclude(space__state=SpaceState.DRAFT)

    def visible_to(self, user):
        """Public ones for everyone; drafts for those who lead them."""
        if user.is_active and user.is_superuser:
            return self
        shown = Q(published_at__isnull=False) & ~Q(space__state=SpaceState.DRAFT)
        return self.filter(shown | led_by(user))

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return self.for_detail().defer(*self._shapes(), *LONG).fetch_mode(models.FETCH_RAISE)

    def for_detail(self):
        """With what the page of one call shows, but for its categories, its grid and its applications."""
        return self.select_related("space__commune", "council__territory", "tie_criterion").defer(
            *self._shapes(), "folded"
        )

    def _shapes(self):
        return unread_of("space__commune", "council__territory")

    def locked(self):
        """For an action: the row locked. Taken before any row of the call."""
        return self.select_for_update(of=("self",), no_key=True)

    def due_to_close(self):
        """Those whose last moment has passed."""
        return self.filter(state=CallState.PUBLISHED, closes_at__lte=now())


class EvaluatorQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An association's own, for those who prepare its files; those of a call, once sent, for those who lead it."""
        if user.is_active and user.is_superuser:
            return self
        if not user.is_authenticated:
            return self.none()
        prepared = [pk for pk, position in positions_of(user).items() if position in PREPARING]
        sent = ~Q(state=ApplicationState.DRAFT)
        return self.filter(Q(association__in=prepared) | (sent & led_by(user, "call__")))

    def sent(self):
        """Those that were sent, whatever became of them."""
        return self.exclude(state=ApplicationState.DRAFT)

    def with_all(self):
        """With what the rules ask for and a page shows."""
        shapes = ("call__space__commune", "call__council__territory", "association__seat")
        return self.select_related(
            "association__seat", "category", "project", "call__space__commune", "call__council__territory",
            "call__tie_criterion",
        ).defer(*unread_of(*shapes))  # fmt: skip

    def locked(self):
        return self.select_for_update(of=("self",), no_key=True)


class ProjectQuerySet(models.QuerySet):
    def public(self):
        """Funded projects are everyone's, but for those withdrawn before their agreement."""
        return self.filter(application__call__awarded_at__isnull=False).exclude(
            application__call__space__state=SpaceState.DRAFT
        )

    def visible_to(self, user):
        """Everyone sees a funded project."""
        return self if user.is_active and user.is_superuser else self.public()

    def for_list(self):
        """With the association, the category and the call."""
        return self.for_detail().fetch_mode(models.FETCH_RAISE)

    def for_detail(self):
        shapes = ("application__call__space__commune", "application__call__council__territory")
        return self.select_related(
            "application__association__seat", "application__category", "application__call__space__commune",
            "application__call__council__territory",
        ).defer(
            *unread_of(*shapes, "application__association__seat"),
            "application__call__folded",
        )  # fmt: skip

    def standing(self):
        """Those whose sum is still taken from the envelope."""
        return self.exclude(state=ProjectState.STOPPED)


class EvidenceQuerySet(models.QuerySet):
    def photos_for(self, user):
        """Photos of public projects for everyone; one that was taken away for who added it and who moderates there."""
        space = "milestone__project__application__call__space"
        shown = self.filter(kind=Kind.PHOTO)
        if user.is_active and user.is_superuser:
            return shown
        call = {"milestone__project__application__call__awarded_at__isnull": False}
        condition = Q(visibility=Visibility.VISIBLE)
        if user.is_authenticated and user.is_active:
            condition |= Q(added_by=user) | in_spaces_of(user, MODERATING, space)
        return shown.filter(condition, **call).exclude(**{f"{space}__state": SpaceState.DRAFT})
