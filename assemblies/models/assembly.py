"""The general assembly (جمع عام) of a network or of an association, the rules of its body, its agenda."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.enums import AssemblyKind, AssemblyState, Electorate, Majority, Openness, Quorum
from assemblies.queries import AssemblyQuerySet, standing_of
from assemblies.tallies import Standing
from assemblies.workflow import MOVES
from core.enums import Visibility
from networks.models import Network
from spaces.models import Association

ONE_BODY = Q(network__isnull=True, association__isnull=False) | Q(network__isnull=False, association__isnull=True)


class Ruled(models.Model):
    """What the statutes of a body say of its assemblies.

    `notice_days` and `second_notice_days` are whole days before the day of the first and the second call. `proxies_max`
    is how many proxies one person may hold, none for 0; `counts_proxies` whether who is represented counts for the
    quorum. `majority` is the one proposed for a vote.
    """

    notice_days = models.PositiveSmallIntegerField(default=15)
    second_notice_days = models.PositiveSmallIntegerField(default=0)
    quorum_first = models.CharField(max_length=10, choices=Quorum, default=Quorum.MAJORITY)
    quorum_second = models.CharField(max_length=10, choices=Quorum, default=Quorum.ANY)
    counts_proxies = models.BooleanField(default=True)
    proxies_max = models.PositiveSmallIntegerField(default=1)
    majority = models.CharField(max_length=10, choices=Majority, default=Majority.SIMPLE)
    electorate = models.CharField(max_length=6, choices=Electorate, default=Electorate.ALL)

    class Meta:
        abstract = True


RULED = [field.name for field in Ruled._meta.local_fields]


class Bylaws(Ruled):
    """The rules of a network or an association for its ordinary, or its extraordinary, assemblies."""

    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="bylaws")
    association = models.ForeignKey(Association, models.CASCADE, null=True, blank=True, related_name="bylaws")
    kind = models.CharField(max_length=13, choices=AssemblyKind)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rules of assemblies")
        verbose_name_plural = _("rules of assemblies")
        constraints = [
            models.CheckConstraint(condition=ONE_BODY, name="bylaws_of_one_body"),
            models.UniqueConstraint(fields=["network", "kind"], name="bylaws_of_network_once"),
            models.UniqueConstraint(fields=["association", "kind"], name="bylaws_of_association_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def body(self) -> Network | Association:
        return self.network or self.association


class Assembly(Ruled):
    """One assembly, in at most two calls.

    Its rules are those of the body when it was convened. `call` is 1 or 2; `second_at` is when the second is held, and
    `first_call` keeps the numbers of the first (`roll`, `present`, `represented`, `needed`). `chair` presides,
    `rapporteur` writes the minutes.
    """

    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="assemblies")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="assemblies")
    kind = models.CharField(max_length=13, choices=AssemblyKind, default=AssemblyKind.ORDINARY)
    title = models.CharField(max_length=160)
    words = models.TextField(max_length=2000, blank=True, help_text="what the convener says to the members")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    openness = models.CharField(max_length=7, choices=Openness, default=Openness.MEMBERS)
    state = models.CharField(max_length=9, choices=AssemblyState, default=AssemblyState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    call = models.PositiveSmallIntegerField(default=1)
    second_at = models.DateTimeField(null=True, blank=True)
    first_call = models.JSONField(default=dict, blank=True)
    chair = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    rapporteur = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    adjourned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AssemblyQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("general assembly")
        verbose_name_plural = _("general assemblies")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=ONE_BODY, name="assembly_of_one_body"),
            models.CheckConstraint(condition=~Q(title=""), name="assembly_has_a_title"),
            models.CheckConstraint(
                condition=Q(call=1) | Q(call=2, second_at__isnull=False), name="second_call_has_its_date"
            ),
        ]
        indexes = [
            models.Index(fields=["network", "-starts_at"], name="assembly_of_network"),
            models.Index(fields=["association", "-starts_at"], name="assembly_of_association"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("assemblies:detail", args=[self.pk])

    @property
    def body(self) -> Network | Association:
        return self.network if self.network_id else self.association

    @property
    def held_at(self) -> datetime.datetime:
        """When the call that counts is held."""
        return self.second_at if self.call == 2 else self.starts_at

    @property
    def quorum(self) -> str:
        """The quorum of the call that counts."""
        return self.quorum_second if self.call == 2 else self.quorum_first

    @property
    def quorum_words(self) -> str:
        """The quorum of the call that counts, in words."""
        return str(Quorum(self.quorum).label)

    def standing(self) -> Standing:
        """Return who is there now; one query."""
        return standing_of(self)

    def has_open_vote(self, but: int = 0) -> bool:
        """Tell whether a vote is open, another one than `but`."""
        return any(
            vote.state == "open" and vote.pk != but
            for item in self.items.prefetch_related("votes")
            for vote in item.votes.all()
        )


class AgendaItem(models.Model):
    """One point of the agenda. It changes no more once the members were convened."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ["position", "id"]

    def __str__(self):
        return self.title
