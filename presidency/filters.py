"""One set of filters for the list pages and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from councils.models import Mandate
from presidency.enums import OrderKind, OrderState, QuestionState
from presidency.models import Order, WrittenQuestion

WORDS_MAX = 8  # of a search
IN_FORCE = [one for one in OrderState.choices if one[0] != OrderState.DRAFT]


def search_box() -> forms.SearchInput:
    return forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"})


class OrderFilter(django_filters.FilterSet):
    """Choose among the orders of a council."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=120, widget=search_box())
    kind = django_filters.ChoiceFilter(
        label=_("What it is about"), choices=OrderKind.choices, empty_label=_("everything")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=IN_FORCE, empty_label=_("every state"))
    year = django_filters.NumberFilter(label=_("Year"), min_value=1960, max_value=2200)

    class Meta:
        model = Order
        fields = []

    def search(self, queryset, name, value):
        """Orders whose title, number or text hold each word of the search."""
        for word in value.split()[:WORDS_MAX]:
            titles = Q(title_ar__icontains=word) | Q(title_fr__icontains=word)
            queryset = queryset.filter(titles | Q(text_ar__icontains=word) | Q(text_fr__icontains=word))
        return queryset


class OrderApiFilter(OrderFilter):
    """As the page's, over every council."""

    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )


class QuestionFilter(django_filters.FilterSet):
    """Choose among the written questions of a council; `members` are those who asked."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=120, widget=search_box())
    state = django_filters.ChoiceFilter(label=_("State"), choices=QuestionState.choices, empty_label=_("every state"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("every theme"))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), field_name="mandate", queryset=Mandate.objects.none(), empty_label=_("everyone")
    )

    class Meta:
        model = WrittenQuestion
        fields = []

    def __init__(self, *args, council=None, **kwargs):
        super().__init__(*args, **kwargs)
        if council is not None:
            asked = WrittenQuestion.objects.public().filter(council=council).values("mandate")
            self.filters["member"].queryset = Mandate.objects.filter(pk__in=asked).order_by("name_fr", "pk")

    def search(self, queryset, name, value):
        """Questions whose title, words or answer hold each word of the search."""
        for word in value.split()[:WORDS_MAX]:
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(text__icontains=word) | Q(state="answered", reply__icontains=word)
            )
        return queryset


class QuestionApiFilter(django_filters.FilterSet):
    """Over every council."""

    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=QuestionState.choices)
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices)

    class Meta:
        model = WrittenQuestion
        fields = []
