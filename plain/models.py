"""Recorded help, and what a space says easily of its own debates and consultations."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Recording
from debates.models import Thread
from plain.enums import HelpKey, Tongue, Written
from plain.queries import EasyTextQuerySet, HelpQuerySet
from spaces.models import Space


class HelpRecording(Recording):
    """A page or a step explained by voice, at most 120 seconds, in one spoken language.

    `space` is whose words they are; none for the Lab's, which are heard where a commune has not its own. The
    transcript is asked for: who cannot hear reads it beside the player.
    """

    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="recordings")
    key = models.CharField(max_length=16, choices=HelpKey)
    tongue = models.CharField(max_length=3, choices=Tongue)
    audio = models.FileField(upload_to="help/")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = HelpQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded help")
        verbose_name_plural = _("recorded help")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "key", "tongue"], nulls_distinct=False, name="one_recording_a_page_and_language"
            ),
            models.CheckConstraint(condition=Q(seconds__lte=120), name="help_at_most_two_minutes"),
            models.CheckConstraint(condition=~Q(transcript=""), name="help_has_its_words"),
        ]

    def __str__(self):
        return f"recorded help {self.pk}"

    def get_absolute_url(self):
        return reverse("plain:listen", args=[self.key])


class EasyText(models.Model):
    """What a debate or a consultation asks, in short sentences, by the facilitator of its space."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="easy_texts")
    language = models.CharField(max_length=2, choices=Written)
    text = models.TextField(max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = EasyTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text easy to read")
        verbose_name_plural = _("texts easy to read")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "language"], name="one_easy_text_a_language"),
            models.CheckConstraint(condition=~Q(text=""), name="easy_text_has_words"),
        ]

    def __str__(self):
        return f"easy text {self.pk}"
