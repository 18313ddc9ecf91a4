"""General assemblies for other programs: those held before everyone, read by anyone."""

from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError

from assemblies.filters import AssemblyFilter
from assemblies.models import Assembly
from assemblies.serializers import AssemblyDetailSerializer, AssemblySerializer
from core.permissions import PublicRead

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class AssemblyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """General assemblies of networks and associations that everyone may read; the others do not exist here (404)."""

    permission_classes = [PublicRead]
    scope = "assemblies"
    queryset = Assembly.objects.none()
    filterset_class = AssemblyFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        rows = Assembly.objects.public().for_list()
        return rows if self.action == "list" else rows.prefetch_related("items__votes__candidates")

    def get_serializer_class(self):
        return AssemblySerializer if self.action == "list" else AssemblyDetailSerializer

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)
