"""One set of filters for the list page and the API: what is not named here cannot be filtered or sorted by."""

import django_filters
from django import forms
from django.contrib.gis.geos import Point
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from core.folding import fold
from councils.enums import Theme
from needs.enums import Beneficiary, NeedState, Order
from needs.models import Need
from needs.words import keys_of
from spaces.models import Space

WORDS_MAX = 8  # of a search: more makes it slower and finds no better
NEAR = 2_000  # metres


class PointField(forms.CharField):
    """A point typed as `latitude,longitude` in degrees."""

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return None
        try:
            lat, lon = (float(part) for part in value.split(","))
        except ValueError:
            raise forms.ValidationError(_("Give a point as latitude,longitude, for example 29.70,-9.73.")) from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise forms.ValidationError(_("Give a point as latitude,longitude, for example 29.70,-9.73."))
        return Point(lon, lat, srid=4326)


@extend_schema_field(OpenApiTypes.STR)
class PointFilter(django_filters.Filter):
    field_class = PointField


class NeedFilter(django_filters.FilterSet):
    """Choose among the needs of a space; `order` is the `Order` asked for, newest first by default."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=NeedState.choices, empty_label=_("every state"))
    beneficiary = django_filters.ChoiceFilter(
        label=_("For whom"), choices=Beneficiary.choices, empty_label=_("whoever it is for")
    )
    ordering = django_filters.ChoiceFilter(
        label=_("Order"), choices=Order.choices, method="in_order", empty_label=None, null_label=None
    )
    joined = django_filters.BooleanFilter(
        label=_("Only those I joined"), method="joined_by_me", widget=forms.CheckboxInput
    )

    class Meta:
        model = Need
        fields = []

    @property
    def order(self) -> str:
        asked = self.form.cleaned_data.get("ordering") if self.is_bound and hasattr(self.form, "cleaned_data") else ""
        return asked or Order.NEWEST

    def search(self, queryset, name, value):
        """Needs that hold each word of the search, or whose keys hold every key of it, whatever the script."""
        words = fold(value).split()[:WORDS_MAX]
        if not words:
            return queryset
        holds = Q()
        for word in words:
            holds &= Q(folded__contains=word)
        keys = keys_of(value)[:WORDS_MAX]
        return queryset.filter(holds | Q(keys__contains=keys) if keys else holds)

    def in_order(self, queryset, name, value):
        return queryset.waiting() if value == Order.WAITING else queryset

    def joined_by_me(self, queryset, name, value):
        return queryset.joined_by(self.request.user) if value else queryset


class NeedApiFilter(NeedFilter):
    """As the page's, over every space, and by nearness."""

    space = django_filters.CharFilter(label=_("Space, by the slug of its commune"), method="in_space", max_length=80)
    near = PointFilter(label=_("Within 2 km of a point: latitude,longitude"), method="near_point")

    def in_space(self, queryset, name, value):
        """Needs of one space, read in their order from the index of that space, however many there are."""
        return queryset.filter(space=Space.objects.filter(commune__slug=value).values("pk")[:1])

    def near_point(self, queryset, name, value):
        return queryset.within(value, NEAR)
