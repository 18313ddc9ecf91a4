"""The roll of an assembly: one line a voter, who speaks for it, whether it is there, whom it gave its proxy."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.enums import Arrival, Presence, ProxyEnd, VoterKind
from assemblies.models.assembly import Assembly
from assemblies.queries import ProxyQuerySet, VoterQuerySet


class Voter(models.Model):
    """A member with one voice, as it was when the assembly was convened: the roll changes no more.

    `source` is the key of its membership, or of its place in the association (0 for the legal representative). Names
    are those of an organisation; a person's stand on her account (`speaker`) alone. `speaker` acts for it; a space
    without a facilitator has nobody, and is counted all the same.
    """

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="voters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=VoterKind)
    source = models.BigIntegerField(default=0)
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    speaker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_listed = models.BooleanField(default=True, help_text="a person may ask the network not to be named")
    presence = models.CharField(max_length=7, choices=Presence, default=Presence.ABSENT)
    arrival = models.CharField(max_length=5, choices=Arrival, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = VoterQuerySet.as_manager()

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="voter_numbered_once"),
            models.UniqueConstraint(fields=["assembly", "kind", "source"], name="one_voice_a_member"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The organisation's name, or the person's public one; `speaker` must be at hand."""
        if self.kind != VoterKind.PERSON:
            return (self.name_ar if get_language() == "ar" else self.name_fr) or self.name_ar or self.name_fr
        return self.speaker.public_name if self.speaker_id else ""

    @property
    def shown_name(self) -> str:
        """The name as other members read it."""
        return self.name if self.is_listed else gettext("A member who is not named")


class Proxy(models.Model):
    """A proxy (توكيل): `giver` is represented by `holder` until `ended_at`. One voter gives one at a time."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Voter, models.CASCADE, related_name="given")
    holder = models.ForeignKey(Voter, models.CASCADE, related_name="held")
    way = models.CharField(max_length=5, choices=Arrival)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=9, choices=ProxyEnd, blank=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["giver"], condition=Q(ended_at__isnull=True), name="one_proxy_a_giver"),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="proxy_goes_to_another"),
        ]

    def __str__(self):
        return f"{self.giver_id} → {self.holder_id}"
