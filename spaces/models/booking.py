"""Halls of a commune's space, and what associations ask them for."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from spaces.enums import BookingState
from spaces.models.association import Association
from spaces.models.space import Space
from spaces.queries import BookingQuerySet
from spaces.workflow import BOOKING_MOVES


class Hall(models.Model):
    """A room that a commune's space lends to associations; `seats` counts people. One that is closed is asked no
    more."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="halls")
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="one_hall_a_name")]

    def __str__(self):
        return self.name


class HallBooking(models.Model):
    """A slot of a hall that an association asks for; the space's facilitators accept it, or refuse it with a reason.

    Two accepted slots of one hall never overlap; one may begin when the other ends.
    """

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="bookings")
    association = models.ForeignKey(Association, models.CASCADE, related_name="bookings")
    purpose = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = BookingQuerySet.as_manager()
    MOVES = BOOKING_MOVES

    class Meta:
        verbose_name = _("booking of a hall")
        verbose_name_plural = _("bookings of halls")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="booking_ends_after_its_start"),
            ExclusionConstraint(
                name="one_booking_of_a_hall_at_a_time",
                expressions=[
                    (
                        models.Func(
                            "starts_at",
                            "ends_at",
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("hall", RangeOperators.EQUAL),
                ],
                condition=Q(state="accepted"),
            ),
        ]

    def __str__(self):
        return f"booking {self.pk}"

    def get_absolute_url(self):
        return reverse("spaces:booking", args=[self.pk])
