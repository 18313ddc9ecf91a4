"""A desk that writes for people without a phone, and who works at it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mediation.enums import DeskKind
from mediation.queries import DeskQuerySet
from spaces.models import Association, Space


class Desk(models.Model):
    """A place of a commune where an agent writes for others. `name` is shown with everything that is written there.

    `place` says where it is and when it is open. It closes; it is never deleted.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="desks")
    kind = models.CharField(max_length=12, choices=DeskKind)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=200)
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="desks")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "name"], condition=Q(closed_at__isnull=True), name="one_desk_a_name"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(place=""), name="desk_says_where_it_is"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("mediation:desk", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Agent(models.Model):
    """A person works at a desk. She holds the role of desk agent in the space too, which asks a second factor."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="agents")
    user = models.ForeignKey(User, models.PROTECT, related_name="desk_places")
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("agent of a desk")
        verbose_name_plural = _("agents of desks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "user"], condition=Q(ended_at__isnull=True), name="one_place_at_a_desk"
            )
        ]

    def __str__(self):
        return f"agent {self.pk}"
