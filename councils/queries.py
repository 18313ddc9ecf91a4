"""Reads of councils, mandates and referrals."""

from django.db import models
from django.utils.timezone import localdate


class CouncilQuerySet(models.QuerySet):
    pass


class MandateQuerySet(models.QuerySet):
    def current(self, on=None):
        """Mandates that hold on a date (today in Morocco by default)."""
        day = on or localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)


class ReferralQuerySet(models.QuerySet):
    pass
