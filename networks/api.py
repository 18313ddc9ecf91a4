"""Networks for other programs: read by anyone, by the same filters as their pages; nothing is written here."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.permissions import PublicRead
from networks.filters import MemberFilter, NetworkFilter
from networks.models import Network
from networks.serializers import (
    NetworkCharterSerializer,
    NetworkDetailSerializer,
    NetworkMemberSerializer,
    NetworkSerializer,
)

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class NetworkViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Networks of associations. One in preparation, or hidden, does not exist here (404)."""

    permission_classes = [PublicRead]
    scope = "networks"
    queryset = Network.objects.none()
    filterset_class = NetworkFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        rows = Network.objects.public()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def get_serializer_class(self):
        return NetworkSerializer if self.action == "list" else NetworkDetailSerializer

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        self._knows(self.filterset_class)
        return super().filter_queryset(queryset)

    def _knows(self, filters) -> None:
        unknown = self.request.query_params.keys() - filters.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})

    @extend_schema(responses=NetworkCharterSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def charters(self, request, pk=None):
        """All versions of its charter, the newest first, with how many members adhere to each."""
        versions = self.get_object().charters.with_adhering().order_by("-version")
        return Response(NetworkCharterSerializer(versions, many=True).data)

    @extend_schema(
        responses=NetworkMemberSerializer(many=True),
        filters=False,
        parameters=[OpenApiParameter(name, str) for name in MemberFilter.base_filters],
    )
    @action(detail=True)
    def members(self, request, pk=None):
        """The directory: active members that wish to be named, the newest first."""
        self._knows(MemberFilter)
        rows = self.get_object().members.active().filter(is_listed=True).for_list()
        found = MemberFilter(request.query_params, queryset=rows, request=request)
        if not found.is_valid():
            raise ValidationError(found.errors)
        page = self.paginate_queryset(found.qs)
        return self.get_paginated_response(NetworkMemberSerializer(page, many=True).data)
