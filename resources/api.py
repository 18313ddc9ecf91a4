"""The information bank for other programs: read by anyone, by the same filters as its pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.filtering import KnownFilters
from core.permissions import PublicRead
from resources.filters import ResourceApiFilter
from resources.models import Resource
from resources.serializers import ResourceDetailSerializer, ResourceSerializer, ResourceVersionSerializer


class ResourceViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The information bank: what is published. A draft, and what was withdrawn, do not exist here (404)."""

    permission_classes = [PublicRead]
    scope = "resources"
    queryset = Resource.objects.none()
    filterset_class = ResourceApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        rows = Resource.objects.public()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def get_serializer_class(self):
        return ResourceSerializer if self.action == "list" else ResourceDetailSerializer

    @extend_schema(responses=ResourceVersionSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def versions(self, request, pk=None):
        """All versions of a resource, the newest first."""
        return Response(ResourceVersionSerializer(self.get_object().versions.all(), many=True).data)
