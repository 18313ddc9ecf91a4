"""Who comes: a place or a number on the waiting list, and the counts of who came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import Access, Group, Standing
from events.models.event import Event, Slot
from events.queries import RegistrationQuerySet
from spaces.models import Association


class Registration(models.Model):
    """One person's place at an event, or her number on its waiting list.

    `number` is the order in which people registered, given under the event's lock; the first of those who wait takes a
    place that is given back. `association` is set when one registered her as its member. `code` is the badge's: eight
    signs made by a key (`events.badges`). `access` (`enums.Access`) and `note` are what she needs in order to come:
    logistics, erased thirty days after the event. `user` is emptied when she leaves: what was counted stays.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="registrations")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="registrations")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=8, choices=Standing)
    code = models.CharField(max_length=8, db_index=True)
    access = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["event", "number"], condition=Q(standing="waiting"), name="registration_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"], condition=~Q(standing="gone"), name="one_place_a_person_at_an_event"
            ),
            models.UniqueConstraint(fields=["event", "number"], name="registration_has_its_number"),
            models.UniqueConstraint(fields=["event", "code"], name="one_badge_a_code"),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(standing="placed"), name="only_who_has_a_place_arrives"
            ),
        ]

    def __str__(self):
        return f"registration {self.pk}"

    def get_access_display(self) -> list[str]:
        """What she needs in order to come, in words."""
        return [Access(one).label for one in self.access]


class Seat(models.Model):
    """A registered person's place in a workshop that has a list of its own, or her number on its waiting list."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="seats")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=8, choices=Standing)
    at = models.DateTimeField(auto_now_add=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a workshop")
        verbose_name_plural = _("places in workshops")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "registration"], condition=~Q(standing="gone"), name="one_place_a_person_in_a_slot"
            ),
            models.UniqueConstraint(fields=["slot", "number"], name="seat_has_its_number"),
        ]

    def __str__(self):
        return f"seat {self.pk}"


class Headcount(models.Model):
    """How many of a group came: `declared` at the door by people themselves, `entered` by the organisers.

    Counts alone: nothing leads from here to a person.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="headcounts")
    group = models.CharField(max_length=8, choices=Group)
    declared = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("count of a group")
        verbose_name_plural = _("counts of groups")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "group"], name="one_count_a_group")]

    def __str__(self):
        return f"{self.event_id} {self.group}"

    @property
    def count(self) -> int:
        return self.declared if self.entered is None else self.entered
