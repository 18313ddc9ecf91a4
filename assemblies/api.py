"""General assemblies for other programs: those held before everyone, read by anyone."""

from rest_framework import mixins, viewsets

from assemblies.filters import AssemblyFilter
from assemblies.models import Assembly
from assemblies.serializers import AssemblyDetailSerializer, AssemblySerializer
from core.filtering import KnownFilters
from core.permissions import PublicRead


class AssemblyViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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
