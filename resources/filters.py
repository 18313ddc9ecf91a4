"""One set of filters for the pages and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from resources.enums import Language, Licence, Reader, ResourceKind
from resources.models import Resource
from territories.models import Territory

SEARCH_MAX = 120  # characters


class ResourceFilter(django_filters.FilterSet):
    """Choose among resources."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=SEARCH_MAX,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ResourceKind.choices, empty_label=_("every kind"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"))
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Language.choices, method="in_language", empty_label=_("every language")
    )
    role = django_filters.ChoiceFilter(
        label=_("For whom"), choices=Reader.choices, method="for_role", empty_label=_("everyone")
    )
    licence = django_filters.ChoiceFilter(label=_("Licence"), choices=Licence.choices, empty_label=_("every licence"))
    place = django_filters.CharFilter(
        label=_("Place"),
        method="in_place",
        max_length=80,
        help_text=_("A commune, a province or a region, by its name."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    class Meta:
        model = Resource
        fields = []

    def search(self, queryset, name, value):
        """Those that hold each word, in any spelling; when none does, those whose title is spelt like it."""
        return queryset.search(value)

    def in_language(self, queryset, name, value):
        return queryset.filter(languages__contains=[value])

    def for_role(self, queryset, name, value):
        return queryset.filter(readers__contains=[value])

    def in_place(self, queryset, name, value):
        """Those about a territory (its slug, its code or its name), inside it, or about one that holds it."""
        territory = Territory.objects.light().filter(Q(slug=value) | Q(code=value)).first()
        territory = territory or Territory.objects.light().search(value).first()
        return queryset.about(territory.code) if territory else queryset.none()


class ResourceApiFilter(ResourceFilter):
    """As the pages', over every space and association."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    association = django_filters.NumberFilter(field_name="association", label=_("Association, by its number"))
