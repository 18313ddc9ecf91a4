"""Calls for other programs: read by anyone."""

from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError

from calls.enums import CallState
from calls.filters import CallApiFilter
from calls.models import Call
from calls.serializers import CallDetailSerializer, CallSerializer
from core.permissions import PublicRead

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class CallViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Calls for projects. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "calls"
    queryset = Call.objects.none()
    filterset_class = CallApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        calls = Call.objects.visible_to(self.request.user)
        if self.action == "list":
            return calls.exclude(state=CallState.DRAFT).for_list()
        return calls.for_detail()

    def get_serializer_class(self):
        return CallSerializer if self.action == "list" else CallDetailSerializer

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)
