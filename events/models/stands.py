"""Stands of a project exhibition (معرض المشاريع)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import StandState
from events.models.event import Event
from events.queries import StandQuerySet
from events.workflow import STAND_MOVES
from spaces.models import Association


class Stand(models.Model):
    """A stand that an association asks for, with the project it shows. `number` is given when it is accepted."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="stands")
    association = models.ForeignKey(Association, models.PROTECT, related_name="stands")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=2000, blank=True)
    equipment = models.CharField(max_length=200, blank=True, help_text="a table, a socket, a screen…")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=StandState, default=StandState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = StandQuerySet.as_manager()
    MOVES = STAND_MOVES

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="stand_has_a_title"),
            models.UniqueConstraint(
                fields=["event", "association"],
                condition=Q(state__in=["asked", "accepted"]),
                name="one_stand_an_association",
            ),
            models.UniqueConstraint(
                fields=["event", "number"], condition=Q(state="accepted"), name="one_stand_a_number"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:stand", args=[self.event_id, self.pk])

    @property
    def look(self) -> str:
        """The name under which its state is drawn (`state_tone`)."""
        return "received" if self.state == StandState.ASKED else self.state
