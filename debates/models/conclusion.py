"""What a debate ends on: its points, and the minutes made from what happened."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councils.enums import Theme
from councils.models import Referral
from debates.enums import PointKind
from debates.models.debate import Debate
from debates.models.thread import Contribution


class Point(models.Model):
    """One point of a conclusion, with the contributions it came from.

    A question is put before the council when the conclusion is published, and holds the Referral; a need becomes one
    of the space's (the need holds a key to this point), for which `place` is asked here.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=14, choices=PointKind)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    theme = models.CharField(max_length=16, choices=Theme, blank=True)
    place = models.CharField(max_length=120, blank=True)
    sources = models.ManyToManyField(Contribution, related_name="points", blank=True)
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, blank=True, related_name="debate_point")

    class Meta:
        verbose_name = _("point of a conclusion")
        verbose_name_plural = _("points of a conclusion")
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="one_point_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="point_has_words"),
            models.CheckConstraint(condition=~Q(kind="need") | ~Q(place=""), name="point_of_need_has_a_place"),
        ]

    def __str__(self):
        return self.text


class Minutes(models.Model):
    """One published version of a debate's minutes (محضر). A version never changes: a correction is a new version.

    `facts` (`debates.minutes`) is everything the page and the PDFs are made from, so that a version can be made again
    word for word; `people` are the accounts named in it. The database refuses any other change than taking the name of
    a person who has left out of both, and any deletion.
    """

    debate = models.ForeignKey(Debate, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)
    note = models.CharField(max_length=400, blank=True, help_text="what changed since the version before")
    pdf_ar = models.FileField(upload_to="debates/minutes/", blank=True)
    pdf_fr = models.FileField(upload_to="debates/minutes/", blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["debate_id", "version"]
        constraints = [models.UniqueConstraint(fields=["debate", "version"], name="one_minutes_a_version")]
        indexes = [GinIndex(fields=["people"], name="minutes_by_person")]

    def __str__(self):
        return f"{self.debate_id} v{self.version}"

    def get_absolute_url(self):
        return reverse("debates:minutes", args=[self.debate_id, self.version])
