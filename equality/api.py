"""Opinions of consultative bodies for other programs: read only, what everyone may read."""

from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError

from core.permissions import PublicRead
from equality.filters import OpinionApiFilter
from equality.models import Opinion
from equality.serializers import OpinionDetailSerializer, OpinionSerializer

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class OpinionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)
