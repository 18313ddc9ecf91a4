"""Choosing among the projects of a programme, and among programmes and projects for other programs."""

import django_filters
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from councils.enums import Theme
from plans.enums import OVER, ActionState
from programmes.enums import ProgrammeState
from programmes.models import Programme, Project

LATE = [("1", _("late only"))]


def in_year(year: int) -> Q:
    """Return the condition that work or money of a project falls in a year."""
    timed = Q(starts_on__year__lte=year, due_on__year__gte=year) | Q(starts_on=None, due_on__year=year)
    return timed | Q(lines__year=year)


class ProjectFilter(django_filters.FilterSet):
    """By axis, theme, state, year, place, lateness; what is offered are those of the programme."""

    axis = django_filters.ChoiceFilter(label=_("Axis"), field_name="axis", empty_label=_("every axis"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), empty_label=_("every theme"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActionState.choices, empty_label=_("every state"))
    year = django_filters.ChoiceFilter(label=_("Year"), method="of_year", empty_label=_("every year"))
    place = django_filters.ChoiceFilter(label=_("Place"), empty_label=_("everywhere"))
    late = django_filters.ChoiceFilter(
        label=_("Lateness"), choices=LATE, method="only_late", empty_label=_("late or not")
    )

    class Meta:
        model = Project
        fields = []

    def __init__(self, *args, axes=(), themes=(), years=(), places=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (("axis", axes), ("theme", themes), ("year", years), ("place", places)):
            self.filters[name].extra["choices"] = list(choices)

    def of_year(self, queryset, name, value):
        return queryset.filter(in_year(int(value))).distinct()

    def only_late(self, queryset, name, value):
        return queryset.filter(due_on__lt=localdate()).exclude(state__in=OVER)


class ProgrammeApiFilter(django_filters.FilterSet):
    """Programmes of a council, in a state."""

    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its commune"), max_length=80
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ProgrammeState.choices)

    class Meta:
        model = Programme
        fields = []


class ProjectApiFilter(django_filters.FilterSet):
    """Projects of a council or a programme, by theme, state and lateness."""

    council = django_filters.CharFilter(
        field_name="programme__council__territory__slug", label=_("Council, by the slug of its commune"), max_length=80
    )
    programme = django_filters.NumberFilter(
        field_name="programme", label=_("Programme, by its number"), min_value=1, max_value=2**31 - 1
    )
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActionState.choices)
    late = django_filters.ChoiceFilter(label=_("Lateness"), choices=LATE, method="only_late")

    class Meta:
        model = Project
        fields = []

    def only_late(self, queryset, name, value):
        return queryset.filter(due_on__lt=localdate()).exclude(state__in=OVER)
