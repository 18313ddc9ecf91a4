"""What a list of opinions is filtered by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from equality.enums import OpinionState, Subject
from equality.models import Opinion


class OpinionApiFilter(django_filters.FilterSet):
    """Over every council."""

    council = django_filters.CharFilter(
        field_name="body__council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )
    subject = django_filters.ChoiceFilter(label=_("What it is about"), choices=Subject.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=OpinionState.choices)
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices)

    class Meta:
        model = Opinion
        fields = []
