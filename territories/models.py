"""The territorial division of Morocco: 12 regions, 75 provinces and prefectures, 1,503 communes, 41 arrondissements."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from territories.enums import Kind, Level
from territories.queries import TerritoryQuerySet


class Territory(models.Model):
    """One territorial collectivity, with its code at the Haut-Commissariat au Plan.

    `population` counts people at the census of `census_year` (RGPH 2024). `boundary` is exact to about 50 m,
    `outline` to about 200 m for maps; both are empty when no boundary is known.
    """

    code = models.CharField(max_length=16, unique=True)
    level = models.CharField(max_length=16, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    slug = models.SlugField(max_length=80, unique=True)
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    population = models.PositiveIntegerField()
    households = models.PositiveIntegerField(null=True, blank=True)
    census_year = models.PositiveSmallIntegerField()
    boundary = models.MultiPolygonField(null=True, blank=True, spatial_index=True)
    outline = models.MultiPolygonField(null=True, blank=True, spatial_index=False)
    point = models.PointField(null=True, blank=True, help_text="a point inside, for maps")
    folded = models.TextField(editable=False, help_text="every spelling of the name, folded for search, one a line")
    keys = models.TextField(editable=False, default="", help_text="the sounds of the name, one a line")

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="territory_folded_trgm"),
            GinIndex(fields=["keys"], opclasses=["gin_trgm_ops"], name="territory_keys_trgm"),
            models.Index(fields=["level", "code"], name="territory_level"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="region", parent__isnull=True) | Q(~Q(level="region"), parent__isnull=False),
                name="territory_has_a_parent_or_is_a_region",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language: Arabic for Arabic, French for every other."""
        return self.name_ar if get_language() == "ar" else self.name_fr

    @property
    def other_name(self) -> str:
        """The name in the other script, shown small beside the first."""
        return self.name_fr if get_language() == "ar" else self.name_ar

    def get_absolute_url(self):
        return reverse("territories:detail", args=[self.slug])
