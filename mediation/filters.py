"""By what the list of desks is filtered: what is not named here cannot be filtered by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from mediation.enums import DeskKind
from mediation.models import Desk


class DeskFilter(django_filters.FilterSet):
    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DeskKind.choices)

    class Meta:
        model = Desk
        fields = []
