"""Advocacy: a text to be changed, what is asked, the steps, the allies, what came of it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from networks.enums import CampaignState
from networks.models.network import Network
from networks.queries import CampaignQuerySet
from networks.workflow import CAMPAIGN_MOVES


class Campaign(models.Model):
    """An advocacy campaign of a network. `target` is the text or decision it is about; `asks` and `allies` hold one a
    line; its outcome is written when it ends."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="campaigns")
    title = models.CharField(max_length=160)
    target = models.CharField(max_length=300)
    asks = models.TextField()
    allies = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=CampaignState, default=CampaignState.DRAFT)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()
    MOVES = CAMPAIGN_MOVES

    class Meta:
        verbose_name = _("advocacy campaign")
        verbose_name_plural = _("advocacy campaigns")
        ordering = ["-id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("networks:campaign", args=[self.pk])


class Step(models.Model):
    """A step of a campaign: planned for a day, or done on it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    on = models.DateField()
    text = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("step of a campaign")
        verbose_name_plural = _("steps of campaigns")
        ordering = ["on", "id"]

    def __str__(self):
        return self.text
