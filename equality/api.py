"""Opinions of consultative bodies for other programs: read only, what everyone may read."""

from rest_framework import mixins, viewsets

from core.filtering import KnownFilters
from core.permissions import PublicRead
from equality.filters import OpinionApiFilter
from equality.models import Opinion
from equality.serializers import OpinionDetailSerializer, OpinionSerializer


class OpinionViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Opinions that were published, and those that a president asked for."""

    permission_classes = [PublicRead]
    scope = "referrals"
    lookup_value_regex = "[0-9]{1,15}"
    queryset = Opinion.objects.none()
    filterset_class = OpinionApiFilter

    def get_queryset(self):
        rows = Opinion.objects.public()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def get_serializer_class(self):
        return OpinionSerializer if self.action == "list" else OpinionDetailSerializer
