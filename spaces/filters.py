"""One set of filters for the list page and the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from spaces.enums import SpaceState
from spaces.models import Space
from spaces.queries import under


class SpaceFilter(django_filters.FilterSet):
    region = django_filters.CharFilter(label=_("Code of the region, as 09"), method="in_territory")
    commune = django_filters.CharFilter(label=_("Code of the commune"), field_name="commune__code")
    state = django_filters.ChoiceFilter(label=_("State"), choices=SpaceState)

    class Meta:
        model = Space
        fields = ["region", "commune", "state"]

    def in_territory(self, queryset, name, value):
        return queryset.filter(under([value[:16]], "commune__code"))
