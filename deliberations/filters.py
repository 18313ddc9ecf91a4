"""One set of filters for the list pages and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from deliberations.enums import SessionKind, SessionState
from deliberations.models import Decision, Session


class DecisionFilter(django_filters.FilterSet):
    """Choose among the decisions of a council."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    year = django_filters.NumberFilter(
        label=_("Year"), min_value=2000, max_value=2200, widget=forms.NumberInput(attrs={"dir": "ltr"})
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), field_name="deliberation__item__theme", choices=Theme.choices, empty_label=_("every theme")
    )

    class Meta:
        model = Decision
        fields = []

    def search(self, queryset, name, value):
        """Decisions that hold each word in their title or their text."""
        for word in value.split()[:8]:
            queryset = queryset.filter(
                Q(title_ar__icontains=word)
                | Q(title_fr__icontains=word)
                | Q(text_ar__icontains=word)
                | Q(text_fr__icontains=word)
            )
        return queryset


class DecisionApiFilter(DecisionFilter):
    """As the page's, over every council."""

    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )


class SessionApiFilter(django_filters.FilterSet):
    """Choose among the sessions of every council."""

    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SessionKind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=SessionState.choices)
    year = django_filters.NumberFilter(label=_("Year"), min_value=2000, max_value=2200)

    class Meta:
        model = Session
        fields = []
