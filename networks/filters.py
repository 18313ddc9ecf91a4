"""One set of filters for a list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from networks.enums import MemberKind, NetworkKind, PartnerKind
from networks.models import Member, Network, Offer, Partner
from spaces.queries import under
from territories.enums import Level
from territories.models import Territory


def region_choices():
    """Return the regions as choices of a filter, by code."""
    regions = Territory.objects.filter(level=Level.REGION).only("code", "name_ar", "name_fr").order_by("code")
    return [(one.code, one.name) for one in regions]


class PlacedFilter(django_filters.FilterSet):
    """Words, a theme, a region; each list says in which columns."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"), method="in_theme"
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=region_choices, empty_label=_("every region"), method="in_region"
    )

    def search(self, queryset, name, value: str):
        for word in value.split()[:8]:
            queryset = queryset.filter(Q(name_ar__icontains=word) | Q(name_fr__icontains=word))
        return queryset

    def in_theme(self, queryset, name, value: str):
        return queryset.filter(themes__contains=[value])

    def in_region(self, queryset, name, value: str):
        """Those that work in the region or one of its communes, and those that name no place: everywhere."""
        through = queryset.model.territories.through.objects.filter(under([value[:16]], "territory__code"))
        column = queryset.model._meta.model_name
        keys = through.order_by().values(column)
        return queryset.filter(Q(pk__in=keys) | Q(territories__isnull=True))


class NetworkFilter(PlacedFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=NetworkKind.choices, empty_label=_("every kind"))

    class Meta:
        model = Network
        fields = []


class PartnerFilter(PlacedFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PartnerKind.choices, empty_label=_("every kind"))

    class Meta:
        model = Partner
        fields = []


class MemberFilter(PlacedFilter):
    """The directory of a network's members."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MemberKind.choices, empty_label=_("every kind"))

    class Meta:
        model = Member
        fields = []

    def search(self, queryset, name, value: str):
        for word in value.split()[:8]:
            condition = Q(kind=MemberKind.PERSON, user__display_name__icontains=word)
            for path in ("association__name", "space__commune__name"):
                condition |= Q(**{f"{path}_ar__icontains": word}) | Q(**{f"{path}_fr__icontains": word})
            queryset = queryset.filter(condition)
        return queryset

    def in_theme(self, queryset, name, value: str):
        return queryset.filter(Q(themes__contains=[value]) | Q(association__themes__contains=[value]))

    def in_region(self, queryset, name, value: str):
        condition = Q()
        for path in ("association__seat__code", "space__commune__code", "place__code"):
            condition |= under([value[:16]], path)
        return queryset.filter(condition)


class OfferFilter(PlacedFilter):
    """Offers, or needs: the page says which."""

    class Meta:
        model = Offer
        fields = []

    def search(self, queryset, name, value: str):
        for word in value.split()[:8]:
            queryset = queryset.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return queryset

    def in_theme(self, queryset, name, value: str):
        return queryset.filter(theme=value)

    def in_region(self, queryset, name, value: str):
        return queryset.filter(under([value[:16]], "territory__code") | Q(territory__isnull=True))
