"""The members of a network, the conditions they meet, what they publish under their own name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from networks.enums import STANDING, MemberKind, MemberState
from networks.models.network import Network
from networks.queries import MemberQuerySet, PublicationQuerySet
from networks.workflow import MEMBER_MOVES, PUBLICATION_MOVES
from spaces.models import Association, Space
from territories.models import Territory


def _exactly(kind: str) -> Q:
    """Return the condition that a row of `kind` names its own column, and that one only."""
    columns = {"space": "space", "association": "association", "person": "user"}
    return Q(kind=kind, **{f"{column}__isnull": name != kind for name, column in columns.items()})


def _once(column: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["network", column], condition=Q(state__in=sorted(STANDING)), name=f"one_membership_a_{column}"
    )


class Member(models.Model):
    """A space, an association or a person in a network: asked for, decided, suspended, ended; never deleted.

    `place` and `themes` are said by a space or a person: an association has its own. A person who does not wish to be
    named is counted, not listed (`is_listed`). `reason` is the last one given by the steering group: its people and
    the member's read it.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    kind = models.CharField(max_length=12, choices=MemberKind)
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="network_memberships")
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="network_memberships"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="network_memberships")
    place = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    letter = models.TextField(blank=True)
    is_listed = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.APPLIED)
    applied_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(auto_now_add=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = MemberQuerySet.as_manager()
    MOVES = MEMBER_MOVES

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        ordering = ["id"]
        indexes = [models.Index(fields=["network", "state", "id"], name="member_of_network")]
        constraints = [
            models.CheckConstraint(
                condition=_exactly("space") | _exactly("association") | _exactly("person"), name="member_is_one_thing"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "suspended", "excluded"]) | Q(joined_at__isnull=False),
                name="member_joined_on_a_day",
            ),
            *(_once(column) for column in ("space", "association", "user")),
        ]

    def __str__(self):
        return f"member {self.pk}"

    def get_absolute_url(self):
        return reverse("networks:member", args=[self.network_id, self.pk])

    @property
    def name(self) -> str:
        """Its name in the reader's language; `for_list` has read what it takes."""
        if self.kind == MemberKind.PERSON:
            return self.user.public_name
        return str(self.space if self.kind == MemberKind.SPACE else self.association)

    @property
    def where(self) -> Territory | None:
        """The commune of a space, the seat of an association, the place that a person told."""
        if self.kind == MemberKind.SPACE:
            return self.space.commune
        return self.association.seat if self.kind == MemberKind.ASSOCIATION else self.place

    @property
    def works_on(self) -> list[str]:
        return self.association.themes if self.kind == MemberKind.ASSOCIATION else self.themes

    def conditions_missing(self):
        """The conditions asked of its kind that nobody has ticked."""
        return self.network.conditions.asked_of(self.kind).exclude(ticks__member=self)


class ConditionQuerySet(models.QuerySet):
    def asked_of(self, kind: str):
        """The conditions in force for a kind of member."""
        return self.filter(retired_at__isnull=True).filter(Q(kind="") | Q(kind=kind))


class Condition(models.Model):
    """One condition of membership, of every kind of member or of one. It is retired, never changed once used."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=12, choices=MemberKind, blank=True)
    text_ar = models.CharField(max_length=300)
    text_fr = models.CharField(max_length=300)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition of membership")
        verbose_name_plural = _("conditions of membership")
        ordering = ["id"]

    def __str__(self):
        return self.text_ar if get_language() == "ar" else self.text_fr


class Tick(models.Model):
    """A condition that a member of the steering group found met."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="ticks")
    condition = models.ForeignKey(Condition, models.CASCADE, related_name="ticks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("condition found met")
        verbose_name_plural = _("conditions found met")
        constraints = [models.UniqueConstraint(fields=["member", "condition"], name="one_tick_a_condition")]

    def __str__(self):
        return f"tick {self.pk}"


class Publication(models.Model):
    """What a member says under its own name on the network's page. The network cannot change it.

    Moderation (the Lab's, never the network's) can hide it, with a reason.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="publications")
    title = models.CharField(max_length=160)
    text = models.TextField()
    document = models.FileField(upload_to="networks/publications/", blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()
    MOVES = PUBLICATION_MOVES

    class Meta:
        verbose_name = _("publication of a member")
        verbose_name_plural = _("publications of members")
        ordering = ["-id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("networks:publication", args=[self.pk])
