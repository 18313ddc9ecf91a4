"""One set of filters for the list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from councils.enums import Theme
from needs.filters import WORDS_MAX
from needs.words import keys_of
from petitions.enums import Bearer, PetitionState
from petitions.models import Petition


class PetitionFilter(django_filters.FilterSet):
    """Choose among the petitions of a space."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in PetitionState.choices if choice[0] != PetitionState.DRAFT],
        empty_label=_("every state"),
    )
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"))
    bearer = django_filters.ChoiceFilter(
        label=_("Presented by"), choices=Bearer.choices, empty_label=_("citizens and associations")
    )

    class Meta:
        model = Petition
        fields = []

    def search(self, queryset, name, value):
        """Petitions that hold each word of the search, or whose keys hold every key of it, whatever the script."""
        words = fold(value).split()[:WORDS_MAX]
        if not words:
            return queryset
        holds = Q()
        for word in words:
            holds &= Q(folded__contains=word)
        keys = keys_of(value)[:WORDS_MAX]
        return queryset.filter(holds | Q(keys__contains=keys) if keys else holds)


class PetitionApiFilter(PetitionFilter):
    """As the page's, over every space and council."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )
