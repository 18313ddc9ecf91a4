"""Reads of needs."""

from django.contrib.gis.db import models


class NeedQuerySet(models.QuerySet):
    pass
