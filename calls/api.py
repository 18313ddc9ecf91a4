"""Calls for other programs: read by anyone."""

from rest_framework import mixins, viewsets

from calls.enums import CallState
from calls.filters import CallApiFilter
from calls.models import Call
from calls.serializers import CallDetailSerializer, CallSerializer
from core.filtering import KnownFilters
from core.permissions import PublicRead


class CallViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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
