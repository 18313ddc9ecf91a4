"""Partners and donors: who supports what; offers and needs of support."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from councils.enums import Theme
from networks.enums import OfferKind, OfferState, PartnerKind, PartnerState, SupportState
from networks.models.network import Network
from networks.queries import OfferQuerySet, PartnerQuerySet, SupportQuerySet
from networks.workflow import OFFER_MOVES, PARTNER_MOVES, SUPPORT_MOVES
from spaces.models import Association, Space
from territories.models import Territory


def _one_of(*columns: str) -> Q:
    """Return the condition that exactly one of the columns is filled."""
    condition = Q()
    for one in columns:
        condition |= Q(**{f"{column}__isnull": column != one for column in columns})
    return condition


class Partner(models.Model):
    """An organisation that helps: a partner or a donor. Everyone sees it once the Lab has put it on the list."""

    kind = models.CharField(max_length=8, choices=PartnerKind)
    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    presentation = models.TextField(blank=True)
    website = models.URLField(max_length=200, blank=True)
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=PartnerState, default=PartnerState.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    objects = PartnerQuerySet.as_manager()
    MOVES = PARTNER_MOVES

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name_fr", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") & ~Q(name_fr=""), name="partner_has_its_names"),
        ]

    def __str__(self):
        return Network.__str__(self)

    def get_absolute_url(self):
        return reverse("networks:partner", args=[self.pk])


class Officer(models.Model):
    """A person who acts for a partner under her own sign-in."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="partner_offices")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("officer of a partner")
        verbose_name_plural = _("officers of partners")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"], condition=Q(ended_at__isnull=True), name="one_office_a_partner"
            )
        ]

    def __str__(self):
        return f"officer {self.pk}"


class Support(models.Model):
    """What a partner supports: a network, an association or a space. Public once both sides say it.

    `amount` counts dirhams, when the two say how much; `ends_on` belongs to it.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="supports")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="supports")
    association = models.ForeignKey(Association, models.CASCADE, null=True, blank=True, related_name="supports")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="supports")
    subject = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=SupportState, default=SupportState.PROPOSED)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SupportQuerySet.as_manager()
    MOVES = SUPPORT_MOVES

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=_one_of("network", "association", "space"), name="support_has_one_side"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="support_ends_after_its_start"
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("networks:partner", args=[self.partner_id])

    @property
    def supported(self):
        """The network, the association or the space."""
        return self.network or self.association or self.space


class Offer(models.Model):
    """What someone offers, or needs: on a theme, at a place (none: anywhere), until a day that belongs to it."""

    kind = models.CharField(max_length=8, choices=OfferKind)
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="offers")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="offers")
    association = models.ForeignKey(Association, models.CASCADE, null=True, blank=True, related_name="offers")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="offers")
    theme = models.CharField(max_length=16, choices=Theme)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    until = models.DateField()
    state = models.CharField(max_length=8, choices=OfferState, default=OfferState.OPEN)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()
    MOVES = OFFER_MOVES

    class Meta:
        verbose_name = _("offer or need of support")
        verbose_name_plural = _("offers and needs of support")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["kind", "theme", "until"],
                condition=Q(state="open", visibility="visible"),
                name="offer_current",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("partner", "network", "association", "space"), name="offer_has_one_side"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("networks:offer", args=[self.pk])

    @property
    def side(self):
        """Who offers or needs: a partner, a network, an association or a space."""
        return self.partner or self.network or self.association or self.space

    @property
    def is_over(self) -> bool:
        return self.state == OfferState.CLOSED or self.until < localdate()
