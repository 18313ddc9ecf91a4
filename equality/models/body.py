"""The consultative body for equity, equal opportunity and gender (هيئة المساواة وتكافؤ الفرص ومقاربة النوع)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import in_own_language
from councils.models import Council
from equality.enums import Background, Gender, Seat
from equality.queries import BodyQuerySet, MemberQuerySet
from spaces.models import Association


class DateRange(Func):
    """The days from one to another, both included; to the end of time when there is no last one."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days() -> DateRange:
    return DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Body(models.Model):
    """The body of a council for one term (organic law 113-14, art. 120): set up with civil society, heard on equality.

    A council has one at a time. `decided_by` cites the rules of procedure or the decision that set it up. A call for
    candidates is shown until `call_until`, with how to apply.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="equality_bodies")
    starts_on = models.DateField()
    ends_on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True)
    call_ar = models.TextField(blank=True)
    call_fr = models.TextField(blank=True)
    call_until = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultative body for equality")
        verbose_name_plural = _("consultative bodies for equality")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="body_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_body_of_a_council_at_a_time",
                expressions=[("council", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return str(_("Equality body of %(place)s") % {"place": self.council.territory.name})

    def get_absolute_url(self):
        return reverse("equality:body", args=[self.council.territory.slug])

    @property
    def call(self) -> str:
        return in_own_language(self.call_ar, self.call_fr)

    @property
    def is_calling(self) -> bool:
        """Candidates are called for, today too."""
        return bool(self.call) and self.call_until is not None and self.call_until >= localdate()


class Member(models.Model):
    """A person named to the body, from a day to a day within its term.

    `association` is the one she comes from, `background` her field otherwise. `user` is her account when she has one:
    she writes and votes under it. Her gender and whether she was under 35 are counted, and shown in sums alone.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="body_seats")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="body_members")
    background = models.CharField(max_length=12, choices=Background, default=Background.ASSOCIATION)
    seat = models.CharField(max_length=12, choices=Seat, default=Seat.MEMBER)
    gender = models.CharField(max_length=6, choices=Gender)
    is_young = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    folded = models.CharField(max_length=240, editable=False, help_text="the name, folded, by which twins are found")

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the equality body")
        verbose_name_plural = _("members of the equality body")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="seat_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(background="association", association__isnull=False)
                | ~Q(background="association") & Q(association__isnull=True),
                name="association_member_names_her_association",
            ),
            ExclusionConstraint(
                name="one_seat_a_person_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(user__isnull=False),
            ),
            ExclusionConstraint(
                name="one_chair_at_a_time",
                expressions=[("body", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                condition=Q(seat="chair"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.name_ar if get_language() == "ar" else self.name_fr

    @property
    def is_seated(self) -> bool:
        return self.starts_on <= localdate() <= self.ends_on
