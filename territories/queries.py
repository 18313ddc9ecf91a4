"""Reads of the territorial division."""

from django.contrib.gis.db import models

from territories.enums import Level


class TerritoryQuerySet(models.QuerySet):
    def communes(self):
        return self.filter(level=Level.COMMUNE)

    def light(self):
        """Without the shapes, which weigh hundreds of kilobytes."""
        return self.defer("boundary", "outline")
