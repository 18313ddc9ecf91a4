"""Reads of notices: each person sees her own, and nobody else's."""

from django.db import models


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Her own notices, an administrator included: an inbox is private. Without those of what is hidden from her."""
        return self.filter(user=user, is_shown=True) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at__isnull=True)
