"""Instant polls: the temperature of a sitting, not a vote of the law."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from debates.enums import PollState
from debates.models.sitting import Sitting
from debates.queries import PollQuerySet
from debates.workflow import POLL_MOVES


class Poll(models.Model):
    """A question with answers to choose one from. While it is open only the number of voters is shown."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="polls")
    question = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=PollState, default=PollState.DRAFT)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PollQuerySet.as_manager()
    MOVES = POLL_MOVES

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting"], condition=models.Q(state="open"), name="one_open_poll")
        ]

    def __str__(self):
        return self.question


class PollOption(models.Model):
    """One answer. `hall_votes` are hands counted in the hall and typed in by the console."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    hall_votes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("answer of a poll")
        verbose_name_plural = _("answers of a poll")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="one_option_a_number")]

    def __str__(self):
        return self.text


class PollVote(models.Model):
    """One person's answer; she may change it while the poll is open. Counted, never listed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("vote in a poll")
        verbose_name_plural = _("votes in a poll")
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="one_vote_each")]

    def __str__(self):
        return f"vote {self.pk}"
