"""What the register is filtered by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from moderation.enums import ActKind, Ground
from moderation.models import Act


class ActApiFilter(django_filters.FilterSet):
    """Over every space."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    thing = django_filters.CharFilter(field_name="kind", label=_("Kind of thing"), max_length=24)
    act = django_filters.ChoiceFilter(label=_("Code of the act"), choices=ActKind.choices)
    ground = django_filters.ChoiceFilter(label=_("Reason"), choices=Ground.choices)

    class Meta:
        model = Act
        fields = []
