"""Reads of notices: each person sees her own, and nobody else's; public news is everyone's."""

from django.db import models


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Her own notices, an administrator included: an inbox is private. Without those of what is hidden from her."""
        return self.filter(user=user, is_shown=True) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at__isnull=True)

    def waiting(self):
        """What neither a message nor a digest has carried yet, urgent news apart: that has a job of its own."""
        return self.filter(carried_at__isnull=True, is_urgent=False)


class FollowingQuerySet(models.QuerySet):
    def of(self, user):
        """What a person follows: hers alone to see."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def topic(self, kind, key):
        return self.filter(kind=kind, key=key)


class NewsQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The same for everyone: what is told of is public, or the news is not shown."""
        return self.filter(is_shown=True)

    def topic(self, kind, key):
        return self.filter(topics__kind=kind, topics__key=key)
