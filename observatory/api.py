"""The observatory for other programs: read by anyone, public editions alone; nothing is written here."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.permissions import PublicRead
from observatory import months
from observatory.filters import GroupFilter, ScoreFilter
from observatory.models import Benchmark, Edition, Snapshot
from observatory.serializers import (
    CouncilGroupSerializer,
    EditionSerializer,
    ScoreDetailSerializer,
    ScoreSerializer,
)

ALSO_ALLOWED = {"cursor", "format"}


class Reading(mixins.ListModelMixin, viewsets.GenericViewSet):
    """A list of one month. What is before the councils alone is not there."""

    permission_classes = [PublicRead]
    scope = "councils"

    def filter_queryset(self, queryset):
        asked = self.request.query_params
        if unknown := asked.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        if not asked.get("month"):
            queryset = queryset.filter(edition=Edition.objects.public().order_by("-month").values("pk")[:1])
        return super().filter_queryset(queryset)


class EditionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The months that were counted and that everyone may see, the newest first."""

    permission_classes = [PublicRead]
    scope = "councils"
    serializer_class = EditionSerializer
    queryset = Edition.objects.none()

    def get_queryset(self):
        return Edition.objects.public()


class ScoreViewSet(Reading):
    """Councils’ figures of a month, and one council’s by the slug of its territory."""

    queryset = Snapshot.objects.none()
    serializer_class = ScoreSerializer
    filterset_class = ScoreFilter
    lookup_field = "council__territory__slug"
    lookup_url_kwarg = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def get_queryset(self):
        return Snapshot.objects.public().for_list()

    @extend_schema(responses=ScoreDetailSerializer, parameters=[OpenApiParameter("month", str)], filters=False)
    def retrieve(self, request, slug=None):
        """One council, in the month named or in the newest, with its comment and what it publishes."""
        rows = Snapshot.objects.public().filter(council__territory__slug=slug).for_detail()
        if text := request.query_params.get("month"):
            rows = rows.filter(edition__month=months.read(text))
        newest = rows.prefetch_related("comments").order_by("-edition__month").first()
        if newest is None:
            raise Http404
        return Response(ScoreDetailSerializer(newest).data)


class CouncilGroupViewSet(Reading):
    """Councils added up: of the country, of a region, of a size."""

    queryset = Benchmark.objects.none()
    serializer_class = CouncilGroupSerializer
    filterset_class = GroupFilter

    def get_queryset(self):
        rows = Benchmark.objects.filter(edition__in=Edition.objects.public().values("pk"))
        return rows.select_related("edition")
