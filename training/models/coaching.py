"""Coaching (مواكبة): a coach at the side of a space, and what they note; theirs alone."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from spaces.models import Space
from training.queries import CoachingQuerySet


class Coaching(models.Model):
    """A coach of a space. Its notes are read by the coach, while it lasts, and the space's facilitators."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="coachings")
    coach = models.ForeignKey(User, models.PROTECT, related_name="coachings")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CoachingQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching")
        verbose_name_plural = _("coachings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "coach"], condition=Q(ended_at__isnull=True), name="one_coaching_each"
            )
        ]

    def __str__(self):
        return f"coaching {self.pk}"

    def get_absolute_url(self):
        return reverse("training:coaching", args=[self.pk])


class Note(models.Model):
    """What was worked on one day, and the next step with whether it was taken."""

    coaching = models.ForeignKey(Coaching, models.CASCADE, related_name="notes")
    on = models.DateField()
    subject = models.CharField(max_length=160)
    text = models.TextField(max_length=8000)
    next_step = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"note {self.pk}"
