"""One set of filters for each list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from councils.enums import Theme
from spaces.enums import SpaceState, Tongue
from spaces.models import Association, Space
from spaces.names import sound_of
from spaces.queries import under
from territories.enums import Level
from territories.models import Territory

WORDS_MAX = 8  # of a search
CODE_MAX = 16  # characters
PLACES_MAX = 12  # territories of one name


class SpaceFilter(django_filters.FilterSet):
    region = django_filters.CharFilter(label=_("Code of the region, as 09"), method="in_territory")
    commune = django_filters.CharFilter(label=_("Code of the commune"), field_name="commune__code")
    state = django_filters.ChoiceFilter(label=_("State"), choices=SpaceState)

    class Meta:
        model = Space
        fields = ["region", "commune", "state"]

    def in_territory(self, queryset, name, value):
        return queryset.filter(under([value[:CODE_MAX]], "commune__code"))


class SpaceAssociationFilter(django_filters.FilterSet):
    """Choose among the associations of one commune."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"), method="with_theme"
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Tongue.choices, empty_label=_("every language"), method="with_language"
    )
    in_order = django_filters.BooleanFilter(
        label=_("Dossier complete and checked"), method="standing", widget=forms.CheckboxInput
    )

    class Meta:
        model = Association
        fields = []

    def search(self, queryset, name, value):
        """Associations whose names hold each word of the search, or a word that sounds so, in any script."""
        for word in fold(value).split()[:WORDS_MAX]:
            holds, sound = Q(folded__contains=word), sound_of(word)
            queryset = queryset.filter(holds | Q(keys__contains=f" {sound} ") if sound else holds)
        return queryset

    def with_theme(self, queryset, name, value):
        return queryset.filter(themes__contains=[value])

    def with_language(self, queryset, name, value):
        return queryset.filter(languages__contains=[value])

    def standing(self, queryset, name, value):
        """Only the yes asks for something: what a dossier lacks is nobody's affair."""
        return queryset.in_order() if value else queryset


def regions(request):
    return Territory.objects.filter(level=Level.REGION).light().order_by("code")


class AssociationFilter(SpaceAssociationFilter):
    """Choose among the associations of the whole country."""

    place = django_filters.CharFilter(
        label=_("Commune or province"),
        method="in_place",
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=regions, to_field_name="code", empty_label=_("every region"), method="in_region"
    )

    def in_place(self, queryset, name, value):
        """Associations of the places that the name is the best for: seat or branch."""
        found = list(Territory.objects.light().search(value)[:PLACES_MAX])
        return queryset.active_under([one.code for one in found if one.match == found[0].match])

    def in_region(self, queryset, name, value):
        return queryset.active_under([value.code])


class AssociationApiFilter(SpaceAssociationFilter):
    """As the page's, with places named by their codes."""

    region = django_filters.CharFilter(label=_("Code of the region, as 09"), method="in_territory", max_length=CODE_MAX)
    commune = django_filters.CharFilter(label=_("Code of the commune"), method="in_territory", max_length=CODE_MAX)

    def in_territory(self, queryset, name, value):
        return queryset.active_under([value])
