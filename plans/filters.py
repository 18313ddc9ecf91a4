"""Choosing among the actions of a plan, and among plans and documents for other programs."""

import django_filters
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from plans.enums import OVER, ActionState, OwnerKind, PlanState
from plans.models import Action, Plan, ReferenceDocument

LATE = [("1", _("late only"))]


class ActionFilter(django_filters.FilterSet):
    """By axis, owner, state, lateness; the axes and owners offered are those of the plan (`axes`, `owners`)."""

    axis = django_filters.ChoiceFilter(label=_("Axis"), field_name="axis", empty_label=_("every axis"))
    owner = django_filters.ChoiceFilter(label=_("Who answers for it"), method="of_owner", empty_label=_("everyone"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActionState.choices, empty_label=_("every state"))
    late = django_filters.ChoiceFilter(
        label=_("Lateness"), choices=LATE, method="only_late", empty_label=_("late or not")
    )

    class Meta:
        model = Action
        fields = []

    def __init__(self, *args, axes=(), owners=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["axis"].extra["choices"] = list(axes)
        self.filters["owner"].extra["choices"] = list(owners)

    def of_owner(self, queryset, name, value):
        """Those of one owner, by the key that `Action.owner_key` gives."""
        kind, _dash, key = value.partition("-")
        if kind in {OwnerKind.ASSOCIATION, OwnerKind.COUNCIL} and key.isdecimal():
            return queryset.filter(**{f"{kind}_id": int(key)})
        return queryset.filter(owner_kind=kind)

    def only_late(self, queryset, name, value):
        return queryset.filter(due_on__lt=localdate()).exclude(state__in=OVER)


class PlanApiFilter(django_filters.FilterSet):
    """Plans of a space, in a state."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=PlanState.choices)

    class Meta:
        model = Plan
        fields = []


class DocumentApiFilter(django_filters.FilterSet):
    """Reference documents of a space."""

    space = django_filters.CharFilter(
        field_name="space__commune__slug", label=_("Space, by the slug of its commune"), max_length=80
    )

    class Meta:
        model = ReferenceDocument
        fields = []
