"""Councils, their committees, the people who hold a mandate in them, and the weeks in which these keep silent."""

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Days
from councils.enums import ELECTED, Role
from councils.queries import CouncilQuerySet, ElectionPeriodQuerySet, MandateQuerySet
from territories.models import Territory

ELECTED_LIST = sorted(ELECTED)  # a set would make another migration each day


class HeldOn(Func):
    """The days of a mandate, the first and the last one included."""

    function = "daterange"
    output_field = DateRangeField()


class Council(models.Model):
    """The elected council of a commune, a province or prefecture, or a region.

    `pledge_days` is the council's own promise, in days, when it is shorter than the law's delay; `pledge_days_kind`
    tells calendar from working days. `seats` counts people.
    """

    territory = models.OneToOneField(Territory, models.PROTECT, related_name="council")
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    pledge_days = models.PositiveSmallIntegerField(null=True, blank=True)
    pledge_days_kind = models.CharField(
        max_length=10,
        choices=[(Days.CALENDAR, Days.CALENDAR.label), (Days.WORKING, Days.WORKING.label)],
        default=Days.CALENDAR,
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    is_demo = models.BooleanField(default=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["territory__code"]

    def __str__(self):
        return str(_("Council of %(place)s") % {"place": self.territory.name})

    def get_absolute_url(self):
        return reverse("councils:detail", args=[self.territory.slug])


class Committee(models.Model):
    """A standing committee (organic law 113-14, art. 25–27), with the themes it studies."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="committees")
    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    themes = models.JSONField(default=list, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True, null=True, help_text="empty: before this was kept")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("standing committee")
        verbose_name_plural = _("standing committees")
        ordering = ["id"]

    def __str__(self):
        return self.name_ar if get_language() == "ar" else self.name_fr


class Mandate(models.Model):
    """A person's role in a council, from a date to a date: the only source of the right to answer.

    `user` is empty for an elected person who has no account. Staff hold a mandate by delegation (`delegation` says
    which). `may_publish` marks a delegation of signature: a vice-president or a director who may publish in the
    president's place. `district` (an arrondissement, or a commune in a higher council) and `places` are her
    constituency: where she follows what is asked, no limit to her rights.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="mandates")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="mandates")
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role)
    committee = models.ForeignKey(Committee, models.SET_NULL, null=True, blank=True, related_name="mandates")
    delegation = models.CharField(max_length=200, blank=True)
    may_publish = models.BooleanField(default=False)
    district = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="+")
    places = models.JSONField(default=list, blank=True, help_text="douars and neighbourhoods, as people write them")
    wants_brief = models.BooleanField(default=True, help_text="the week's brief, by mail")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True, null=True, help_text="empty: before this was kept")
    changed_at = models.DateTimeField(auto_now=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="one_mandate_of_a_person_in_a_role_at_a_time",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (HeldOn("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=ELECTED_LIST, user__isnull=False),
                violation_error_message=_("This person holds this office in this council on some of these days."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse an office that the same person, or for an office of one another person, holds on some of the days."""
        if self.council_id is None or self.starts_on is None or (self.ends_on and self.ends_on < self.starts_on):
            return
        other = Mandate.objects.in_the_way_of(self).first()
        if other is not None:
            words = {"name": other.name, "role": other.get_role_display(), "start": other.starts_on.isoformat()}
            raise ValidationError(
                _(
                    "%(name)s holds this office in this council since %(start)s (%(role)s): two mandates would "
                    "overlap. Give the first one its last day, or choose other days."
                )
                % words,
                "overlaps",
            )

    @property
    def name(self) -> str:
        return self.name_ar if get_language() == "ar" else self.name_fr


class ElectionPeriod(models.Model):
    """Days, both included, in which elected people's own words wait: entered by an operator, with the text that asks
    for it (`citation`). The reason, a whole sentence, is shown to them and to readers. What the law obliges a council
    to answer never waits."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    reason_ar = models.CharField(max_length=300)
    reason_fr = models.CharField(max_length=300)
    citation = models.CharField(max_length=200)

    objects = ElectionPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("election period")
        verbose_name_plural = _("election periods")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="election_period_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"

    @property
    def reason(self) -> str:
        return self.reason_ar if get_language() == "ar" else self.reason_fr
