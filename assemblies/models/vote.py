"""Votes on points of the agenda, and elections: who has how many voices, what was voted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assemblies.enums import Choice, Majority, VoteKind, VoteState, VoteWay
from assemblies.models.assembly import AgendaItem
from assemblies.models.roll import Voter
from assemblies.queries import VoteQuerySet
from assemblies.workflow import VOTE_MOVES


class Vote(models.Model):
    """One question put to the assembly, or the election of `seats` people.

    `roll`, `present`, `represented` and `needed` are the numbers of the moment it was opened, `voices` the sum of those
    present and represented: nothing that comes later changes who votes here. `votes_for`, `against`, `abstained` are
    counted voices. `number` is that of the resolution, given when it is adopted.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes")
    kind = models.CharField(max_length=10, choices=VoteKind, default=VoteKind.RESOLUTION)
    way = models.CharField(max_length=6, choices=VoteWay, default=VoteWay.HANDS)
    majority = models.CharField(max_length=10, choices=Majority, default=Majority.SIMPLE)
    seats = models.PositiveSmallIntegerField(default=0)
    question = models.TextField(max_length=1000)
    state = models.CharField(max_length=8, choices=VoteState, default=VoteState.PREPARED)
    roll = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    represented = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(default=0)
    votes_for = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)
    cast = models.PositiveIntegerField(default=0, help_text="voices that were given")
    is_adopted = models.BooleanField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = VoteQuerySet.as_manager()
    MOVES = VOTE_MOVES

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="assembly_vote_asks"),
            models.CheckConstraint(
                condition=Q(kind="resolution", seats=0) | Q(kind="election", way="secret", seats__gt=0),
                name="election_is_secret_and_has_seats",
            ),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("assemblies:vote", args=[self.pk])

    @property
    def voices(self) -> int:
        return self.present + self.represented


class Candidate(models.Model):
    """Someone who stands in an election, under the name that she gave. `votes` are counted voices."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)
    is_elected = models.BooleanField(default=False)
    is_level = models.BooleanField(default=False, help_text="level with others for the last seats")

    class Meta:
        verbose_name = _("candidate of an assembly")
        verbose_name_plural = _("candidates of an assembly")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["vote", "name"], name="assembly_candidate_once")]

    def __str__(self):
        return self.name


class VotingRight(models.Model):
    """Who votes in one vote, and with how many voices: its own, and those of the proxies it holds at that moment.

    `has_cast` is the mark on the list of voters. What was said stands here for a roll call alone (`choice`): nothing
    here, nor any moment, leads to what was put in the urn of a secret vote.
    """

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="rights")
    voter = models.ForeignKey(Voter, models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)
    covers = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="keys of represented voters")
    has_cast = models.BooleanField(default=False)
    choice = models.CharField(max_length=7, choices=Choice, blank=True)

    class Meta:
        verbose_name = _("right to vote")
        verbose_name_plural = _("rights to vote")
        ordering = ["voter_id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "voter"], name="one_right_a_voter"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="right_has_a_voice"),
        ]

    def __str__(self):
        return f"{self.vote_id} {self.voter_id}"


class Ballot(models.Model):
    """One voice in the urn of a secret vote: no name, no moment, a key by chance.

    While the vote is open it lies enciphered (`sealed`, `core.secrets`); once counted the ballots are written anew in
    the order of what they say (`said`), so that not even the order of writing tells whose each is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots")
    sealed = models.BinaryField(default=bytes, blank=True, editable=False)
    said = models.CharField(max_length=60, blank=True, help_text="F, A or S; or a mark 1 or 0 a candidate")

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["said", "id"]

    def __str__(self):
        return str(self.pk)
