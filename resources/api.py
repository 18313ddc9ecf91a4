"""The information bank for other programs: read by anyone, by the same filters as its pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.permissions import PublicRead
from resources.filters import ResourceApiFilter
from resources.models import Resource
from resources.serializers import ResourceDetailSerializer, ResourceSerializer, ResourceVersionSerializer

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class ResourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)

    @extend_schema(responses=ResourceVersionSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def versions(self, request, pk=None):
        """All versions of a resource, the newest first."""
        return Response(ResourceVersionSerializer(self.get_object().versions.all(), many=True).data)
