"""What a person is told: her inbox, what she follows, her wishes. What leaves is `core.models.Message`."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Channel
from notices.enums import Kind, Often, Topic
from notices.queries import FollowingQuerySet, NewsQuerySet, NoticeQuerySet
from territories.models import Territory


class Notice(models.Model):
    """One piece of news for one person, written in her language when it happened.

    `carried_at` is when a message, or a digest, was written for it, or when nothing was to be written: until then it
    waits. A digest takes what waits, so that none is told twice and none is lost.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160, help_text="names the occasion: the same news is told once")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    commune = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    is_urgent = models.BooleanField(default=False, help_text="also sent at once, in the way she chose")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    carried_at = models.DateTimeField(null=True, blank=True)
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
            models.Index(fields=["user", "id"], condition=Q(carried_at__isnull=True), name="notice_not_carried"),
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


class Following(models.Model):
    """A person follows a topic. `kind` and `key` name it (`notices.topics`): what it is, its own floor knows."""

    user = models.ForeignKey(User, models.CASCADE, related_name="followings")
    kind = models.CharField(max_length=16, choices=Topic)
    key = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed topic")
        verbose_name_plural = _("followed topics")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "key", "user"], name="following_of_a_topic")]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="one_following_a_topic")]

    def __str__(self):
        return f"{self.kind} {self.key}"


class News(models.Model):
    """One piece of public news, in each language, told to whoever follows one of its topics and shown in their feeds.

    `about_kind` and `about_key` name the thing itself: while it is not public, neither is the news.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    commune = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.JSONField(help_text="the text by language code")
    url = models.CharField(max_length=300)
    about_kind = models.CharField(max_length=16, choices=Topic)
    about_key = models.CharField(max_length=100)
    but = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    besides = models.JSONField(
        default=list, blank=True, db_default=[], help_text="occasions: whoever was told of one of them knows already"
    )
    at = models.DateTimeField(default=now, help_text="when it happened")
    is_shown = models.BooleanField(default=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of public news")
        verbose_name_plural = _("public news")
        ordering = ["-id"]
        indexes = [models.Index(fields=["url"], name="news_about")]

    def __str__(self):
        return self.key


class NewsTopic(models.Model):
    """One topic of a piece of news."""

    news = models.ForeignKey(News, models.CASCADE, related_name="topics", db_index=False)
    kind = models.CharField(max_length=16, choices=Topic)
    key = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("topic of a piece of news")
        verbose_name_plural = _("topics of a piece of news")
        indexes = [models.Index(fields=["kind", "key", "-news"], name="news_of_a_topic")]
        constraints = [models.UniqueConstraint(fields=["news", "kind", "key"], name="one_topic_of_a_news")]

    def __str__(self):
        return f"{self.kind} {self.key}"


class Preference(models.Model):
    """How a person wants to be told; without a row, as the defaults say. `digested_at`: her last digest."""

    user = models.OneToOneField(User, models.CASCADE, related_name="preference")
    often = models.CharField(_("How often"), max_length=8, choices=Often, default=Often.DAILY)
    is_muted = models.BooleanField(_("Send me nothing for now"), default=False)
    by_mail = models.BooleanField(_("By e-mail"), default=True)
    by_push = models.BooleanField(_("By notification on my devices"), default=True)
    by_sms = models.BooleanField(_("By text message, for what cannot wait"), default=True)
    by_whatsapp = models.BooleanField(_("By WhatsApp in place of text messages"), default=False, db_default=False)
    quiet_kinds = models.JSONField(default=list, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("preference of news")
        verbose_name_plural = _("preferences of news")

    def __str__(self):
        return f"preference {self.pk}"


class Device(models.Model):
    """A browser that shows our notifications: the address and keys that it gave (RFC 8030, RFC 8291)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    endpoint = models.TextField(max_length=1000)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the endpoint")
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=30)
    name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("device with notifications")
        verbose_name_plural = _("devices with notifications")
        ordering = ["-id"]

    def __str__(self):
        return f"device {self.pk}"


class Stop(models.Model):
    """An address, or a number, that wants no news. Its fingerprint alone is kept, whoever's account it is in."""

    channel = models.CharField(max_length=8, choices=Channel)
    contact = models.BinaryField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("address without news")
        verbose_name_plural = _("addresses without news")
        constraints = [models.UniqueConstraint(fields=["channel", "contact"], name="one_stop_an_address")]

    def __str__(self):
        return f"stop {self.pk}"
