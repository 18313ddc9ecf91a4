"""One set of filters for the list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.enums import CallState
from calls.models import Call
from core.folding import fold

WORDS_MAX = 8  # of a search


class CallFilter(django_filters.FilterSet):
    """Choose among the calls of a space."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=CallState.choices, empty_label=_("every state"))

    class Meta:
        model = Call
        fields = []

    def search(self, queryset, name, value):
        """Calls whose title or purpose hold each word of the search."""
        for word in fold(value).split()[:WORDS_MAX]:
            queryset = queryset.filter(folded__contains=word)
        return queryset


class CallApiFilter(CallFilter):
    """As the page's, over every space and council."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )
