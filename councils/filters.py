"""Choosing among matters before a council: one set for the pages and the API."""

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from councils.enums import ReferralState, Theme
from councils.models import Committee, Council, Referral
from councils.queries import current_mandates
from territories.enums import Level


class Assigned(models.TextChoices):
    ME = "me", _("to me")
    SOMEONE = "someone", _("to someone")
    NOBODY = "nobody", _("to nobody")


class ReferralFilter(django_filters.FilterSet):
    """`councils` (ids) narrows the choice of committees to those of the page's councils."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=ReferralState.choices, empty_label=_("any"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=Theme.choices, empty_label=_("any"))
    committee = django_filters.ModelChoiceFilter(
        label=_("Standing committee"), queryset=Committee.objects.all(), empty_label=_("any")
    )
    place = django_filters.CharFilter(label=_("Place"), lookup_expr="icontains", max_length=120)
    overdue = django_filters.BooleanFilter(label=_("Late only"), method="is_overdue")

    class Meta:
        model = Referral
        fields = []

    def __init__(self, *args, councils=None, **kwargs):
        super().__init__(*args, **kwargs)
        if councils is not None:
            self.filters["committee"].queryset = Committee.objects.filter(council__in=councils)

    def is_overdue(self, queryset, name, value):
        return queryset.overdue() if value else queryset


class WorkbenchFilter(ReferralFilter):
    assigned = django_filters.ChoiceFilter(
        label=_("Assigned"), choices=Assigned.choices, method="is_assigned", empty_label=_("any")
    )

    def is_assigned(self, queryset, name, value):
        if value == Assigned.ME:
            return queryset.filter(mandate__in=[mandate.pk for mandate in current_mandates(self.request.user)])
        nobody = models.Q(mandate=None, committee=None, service="")
        return queryset.filter(nobody) if value == Assigned.NOBODY else queryset.exclude(nobody)


class ReferralApiFilter(ReferralFilter):
    council = django_filters.CharFilter(
        field_name="council__territory__slug", label=_("Council, by the slug of its territory"), max_length=80
    )


class CouncilFilter(django_filters.FilterSet):
    code = django_filters.CharFilter(field_name="territory__code", label=_("Code of the territory"), max_length=16)
    level = django_filters.ChoiceFilter(field_name="territory__level", label=_("Level"), choices=Level.choices)

    class Meta:
        model = Council
        fields = []
