"""Reads of spaces."""

from django.db import models


class SpaceQuerySet(models.QuerySet):
    pass
