"""A network, and the people who steer it: their mandates, their decisions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from networks.enums import NetworkKind, NetworkState
from networks.queries import DecisionQuerySet, MandateQuerySet, NetworkQuerySet
from networks.workflow import MOVES
from territories.models import Territory


class Network(models.Model):
    """A network, a federation or a forum that joins spaces, associations and people, across communes and regions.

    `themes` are values of `councils.enums.Theme`. `takes` says which kinds of members it takes (`MemberKind`); people
    may apply from `applications_from` to `applications_to`, both days included; no first day means not at all, no last
    day means without end. Its staff is its steering group (`Mandate`).
    """

    kind = models.CharField(max_length=12, choices=NetworkKind, default=NetworkKind.NETWORK)
    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    presentation_ar = models.TextField(blank=True)
    presentation_fr = models.TextField(blank=True)
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="networks")
    since = models.DateField(null=True, blank=True, help_text="the day of its founding, when it was founded before")
    takes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    applications_from = models.DateField(null=True, blank=True)
    applications_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=NetworkState, default=NetworkState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    founder = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = NetworkQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("network of associations")
        verbose_name_plural = _("networks of associations")
        ordering = ["name_fr", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") & ~Q(name_fr=""), name="network_has_its_names"),
            models.CheckConstraint(
                condition=Q(applications_to__isnull=True) | Q(applications_to__gte=F("applications_from")),
                name="network_takes_until_after_from",
            ),
            models.CheckConstraint(condition=Q(state="draft") | Q(opened_at__isnull=False), name="network_opened_once"),
        ]

    def __str__(self):
        return self.name_ar if get_language() == "ar" else self.name_fr

    def get_absolute_url(self):
        return reverse("networks:detail", args=[self.pk])

    @property
    def presentation(self) -> str:
        """Its words about itself: in Arabic for a reader of Arabic, in French for every other; else in the other."""
        pair = (self.presentation_ar, self.presentation_fr)
        first, second = pair if get_language() == "ar" else pair[::-1]
        return first or second

    @property
    def takes_applications(self) -> bool:
        """Open, and today is a day on which people may apply."""
        today = localdate()
        return (
            self.state == NetworkState.OPEN
            and bool(self.takes)
            and self.applications_from is not None
            and self.applications_from <= today
            and (self.applications_to is None or today <= self.applications_to)
        )


class Mandate(models.Model):
    """A person's seat in the steering group, with its task, from a day to a day (both included, the last may be open).

    It is never deleted: `ended_at` says that it ended before its last day.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="mandates")
    user = models.ForeignKey(User, models.PROTECT, related_name="network_mandates")
    task = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate in a steering group")
        verbose_name_plural = _("mandates in steering groups")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"], condition=Q(ended_at__isnull=True), name="one_mandate_a_network"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_its_start"
            ),
        ]

    def __str__(self):
        return f"mandate {self.pk}"


class Decision(models.Model):
    """A decision of the steering group, written once: a change of it is another decision."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    taken_on = models.DateField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    took_part = models.ManyToManyField(Mandate, related_name="decisions")
    is_public = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of a steering group")
        verbose_name_plural = _("decisions of steering groups")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="one_decision_a_number")]

    def __str__(self):
        return self.title
