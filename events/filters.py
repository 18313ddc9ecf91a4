"""One set of filters for the list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from councils.enums import Theme
from events.enums import EventKind, EventState
from events.models import Event

WORDS_MAX = 8  # of a search


class EventFilter(django_filters.FilterSet):
    """Choose among the events of a space."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    when = django_filters.ChoiceFilter(
        label=_("When"),
        method="by_time",
        choices=[("coming", _("to come")), ("past", _("over"))],
        empty_label=_("any time"),
    )
    kind = django_filters.ChoiceFilter(label=_("What it is"), choices=EventKind.choices, empty_label=_("everything"))
    theme = django_filters.ChoiceFilter(label=_("Subject"), choices=Theme.choices, empty_label=_("every subject"))

    class Meta:
        model = Event
        fields = []

    def search(self, queryset, name, value):
        """Events whose title, theme or text hold each word of the search."""
        for word in fold(value).split()[:WORDS_MAX]:
            queryset = queryset.filter(folded__contains=word)
        return queryset

    def by_time(self, queryset, name, value):
        if value == "coming":
            return queryset.filter(ends_at__gt=now()).exclude(state=EventState.CANCELLED)
        return queryset.filter(ends_at__lte=now())


class EventApiFilter(EventFilter):
    """As the page's, over every space."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=EventState.choices)
