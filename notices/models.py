"""What a person is told: her inbox. Mail and text messages are the outbox's (`core.models.Message`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.queries import NoticeQuerySet


class Notice(models.Model):
    """One piece of news for one person, written in her language when it happened."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160, help_text="names the occasion: the same news is told once")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    is_urgent = models.BooleanField(default=False, help_text="also sent by e-mail or text message")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    is_shown = models.BooleanField(default=True, help_text="false while what it tells of is not shown to her")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_inbox"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_not_read"),
            models.Index(fields=["key"], condition=Q(is_urgent=True), name="notice_urgent"),
            models.Index(fields=["url"], name="notice_about"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notice_an_occasion")]

    def __str__(self):
        return self.text


class Follow(models.Model):
    """Shared shape of following a thing: each app has its own, with its own key."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
