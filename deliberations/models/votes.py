"""Who was there, what was deliberated (مداولة), and how each member voted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.models import Mandate
from deliberations.enums import Majority, Presence, Stance
from deliberations.models.agenda import AgendaItem
from deliberations.models.session import Sitting
from deliberations.queries import DeliberationQuerySet


class Attendance(models.Model):
    """Whether a member was at a sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendance")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    presence = models.CharField(max_length=7, choices=Presence)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["mandate_id"]
        constraints = [models.UniqueConstraint(fields=["sitting", "mandate"], name="one_attendance_a_member")]

    def __str__(self):
        return f"{self.mandate_id} {self.presence}"


class Deliberation(models.Model):
    """What the council deliberated on one point, and its vote (113-14, art. 43).

    `for_count`, `against_count` and `abstain_count` are counted from the votes by name when `is_by_name`; else they are
    the counts that the secretary announced. `present` and `in_office` are the members there and in office when it was
    voted, kept with it. `president_side` is the side that a tie went to.

    Where the first vote lacked the absolute majority of the members in office, the point is voted again at a second
    sitting, by the majority of the votes cast (`is_second`). The row is then that second vote's; the first one is kept
    in `first_counts`: its voices ("for", "against", "abstain": people), "present" and "in_office" (people), "sitting"
    (its id) and "votes" (the stance by the id of the voter's mandate, none where names were not taken).
    """

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="deliberation")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="deliberations")
    summary = models.TextField(max_length=10_000, blank=True)
    majority = models.CharField(max_length=8, choices=Majority)
    is_by_name = models.BooleanField(default=True)
    for_count = models.PositiveSmallIntegerField(default=0)
    against_count = models.PositiveSmallIntegerField(default=0)
    abstain_count = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField()
    in_office = models.PositiveSmallIntegerField()
    president_side = models.CharField(max_length=7, choices=Stance, blank=True)
    is_adopted = models.BooleanField()
    is_second = models.BooleanField(default=False, db_default=False)
    first_counts = models.JSONField(default=dict, db_default={}, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = DeliberationQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=models.F("for_count") + models.F("against_count") + models.F("abstain_count")),
                name="no_more_voices_than_members_present",
            ),
            models.CheckConstraint(
                condition=Q(in_office__gte=models.F("present")), name="no_more_present_than_in_office"
            ),
            models.CheckConstraint(
                condition=Q(is_second=False) ^ ~Q(first_counts={}), name="second_vote_keeps_the_first"
            ),
        ]

    def __str__(self):
        return f"deliberation {self.pk}"

    @property
    def cast(self) -> int:
        """Votes cast: abstentions are none."""
        return self.for_count + self.against_count

    @property
    def is_tie(self) -> bool:
        return self.for_count == self.against_count


class Vote(models.Model):
    """How one member voted."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="votes")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=7, choices=Stance)

    class Meta:
        verbose_name = _("vote by name")
        verbose_name_plural = _("votes by name")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deliberation", "mandate"], name="one_vote_a_member")]

    def __str__(self):
        return f"{self.mandate_id} {self.stance}"
