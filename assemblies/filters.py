"""What other programs may filter assemblies by; anything else is refused."""

import django_filters

from assemblies.enums import AssemblyKind, AssemblyState
from assemblies.models import Assembly


class AssemblyFilter(django_filters.FilterSet):
    network = django_filters.NumberFilter(field_name="network_id", min_value=1, max_value=2**62)
    association = django_filters.NumberFilter(field_name="association_id", min_value=1, max_value=2**62)
    kind = django_filters.ChoiceFilter(choices=AssemblyKind.choices)
    state = django_filters.ChoiceFilter(choices=AssemblyState.choices)

    class Meta:
        model = Assembly
        fields: list[str] = []
