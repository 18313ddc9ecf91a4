"""Choosing among figures, for other programs."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.enums import Level
from observatory import months
from observatory.enums import Band, Scope
from observatory.models import Benchmark, Snapshot


class MonthFilter(django_filters.FilterSet):
    """By the month that the twelve end with, as 2026-11: the newest public one when none is named."""

    month = django_filters.CharFilter(method="of_month", label=_("Month, as 2026-11"), max_length=7)
    level = django_filters.ChoiceFilter(label=_("Level of the council"), choices=Level.choices)

    def of_month(self, queryset, name, value):
        return queryset.filter(edition__month=months.read(value))


class ScoreFilter(MonthFilter):
    """By month, level, size, region."""

    size = django_filters.ChoiceFilter(field_name="band", label=_("Size of the commune"), choices=Band.choices)
    region = django_filters.CharFilter(field_name="region__code", label=_("Region, by its code"), max_length=2)

    class Meta:
        model = Snapshot
        fields = []


class GroupFilter(MonthFilter):
    """By month, level, scope."""

    scope = django_filters.ChoiceFilter(label=_("Which councils are added up"), choices=Scope.choices)

    class Meta:
        model = Benchmark
        fields = []
