"""One set of filters for the list and the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from territories.enums import Kind, Level
from territories.models import Territory


class TerritoryFilter(django_filters.FilterSet):
    level = django_filters.MultipleChoiceFilter(label=_("Level"), choices=Level)
    parent = django_filters.CharFilter(label=_("Code of the territory it is in"), field_name="parent__code")
    kind = django_filters.ChoiceFilter(label=_("Urban or rural"), choices=Kind)
    q = django_filters.CharFilter(label=_("Name, in any script; misspellings are forgiven"), method="named")

    class Meta:
        model = Territory
        fields = ["level", "parent", "kind", "q"]

    def named(self, queryset, name, value):
        return queryset.search(value)
