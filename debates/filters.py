"""One set of filters for the list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from debates.enums import DebateState
from debates.models import Debate


class DebateFilter(django_filters.FilterSet):
    """Choose among the debates of a space."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=DebateState.choices, empty_label=_("every state"))

    class Meta:
        model = Debate
        fields = []

    def search(self, queryset, name, value):
        """Debates whose title or question hold each word of the search."""
        return queryset.searched(value)


class DebateApiFilter(DebateFilter):
    """As the page's, over every space."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
