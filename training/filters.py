"""One set of filters for the list page and the API: what is not named here cannot be filtered by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from training.enums import ForRole
from training.models import Course

WORDS_MAX = 8  # of a search


class CourseFilter(django_filters.FilterSet):
    """Choose among the courses."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=120,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    role = django_filters.ChoiceFilter(
        label=_("For the role"), choices=ForRole.choices, method="for_role", empty_label=_("every role")
    )

    class Meta:
        model = Course
        fields = []

    def search(self, queryset, name, value):
        """Courses whose titles or purpose hold each word of the search."""
        for word in fold(value).split()[:WORDS_MAX]:
            queryset = queryset.filter(folded__contains=word)
        return queryset

    def for_role(self, queryset, name, value):
        return queryset.for_role(value)


class CourseApiFilter(CourseFilter):
    """As the page's, and the courses of one space."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
