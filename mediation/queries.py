"""Reads of desks: everyone sees where they are; what was written at one, its own agents alone."""

from django.db import models
from django.db.models import Count, Q

from spaces.enums import STAFF, Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of

RELAYING = {Role.DESK, Role.FACILITATOR}
OVERSEEING = {Role.FACILITATOR, Role.COORDINATOR}
SHAPES = tuple(unread_of("space__commune"))


def _held(user, names, path: str) -> Q:
    """Return the condition that the space at `path` is one in which the person holds one of these roles."""
    held = [pk for pk, roles in roles_of(user).by_space.items() if roles & names]
    return Q(**{f"{path}__in": held})


class DeskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Desks of opened spaces for everyone; of a space in preparation for its staff and coordinators."""
        if user.is_active and user.is_superuser:
            return self
        condition = ~Q(space__state=SpaceState.DRAFT) | _held(user, STAFF, "space")
        return self.filter(condition | under(roles_of(user).codes, "space__commune__code"))

    def open(self):
        return self.filter(closed_at__isnull=True)

    def worked_at_by(self, user):
        """The open desks at which a person works today, with the role in the space that it asks."""
        if not user.is_authenticated:
            return self.none()
        places = {"agents__user": user, "agents__ended_at__isnull": True}
        return self.open().filter(_held(user, RELAYING, "space"), **places)

    def overseen_by(self, user):
        """Desks of the spaces that a person facilitates or coordinates."""
        if user.is_active and user.is_superuser:
            return self
        condition = _held(user, OVERSEEING, "space")
        return self.filter(condition | under(roles_of(user).codes, "space__commune__code"))

    def for_list(self):
        """With the space and its commune, and the association, without shapes."""
        shapes = (*SHAPES, *unread_of("association__seat"))
        return self.select_related("space__commune", "association__seat").defer(*shapes)


class OfDesksQuerySet(models.QuerySet):
    def visible_to(self, user):
        """To the agents of the very desk, and to nobody else: not to another desk of the same space."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(desk__in=self.model.desk.field.related_model.objects.worked_at_by(user))


class RegistrationQuerySet(OfDesksQuerySet):
    def for_detail(self):
        """With the desk, its space and the person."""
        return self.select_related("desk__space__commune", "user__commune").defer(
            *(f"desk__{shape}" for shape in SHAPES), *unread_of("user__commune")
        )

    def with_counts(self):
        """With `need_count`: what was written for her that names her (`Act.registration`)."""
        return self.annotate(need_count=Count("acts"))


class ActQuerySet(OfDesksQuerySet):
    def overseen_by(self, user):
        """Those of the desks that a person oversees: what was written, never for whom."""
        return self.filter(desk__in=self.model.desk.field.related_model.objects.overseen_by(user))


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        registrations = self.model.registration.field.related_model.objects.visible_to(user)
        return self.filter(registration__in=registrations)

    def waiting(self):
        return self.filter(outcome="waiting")
