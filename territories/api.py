"""Territories for other programs: read by anyone."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from core.pagination import Pages
from core.permissions import PublicRead
from territories.filters import TerritoryFilter
from territories.forms import PointForm
from territories.models import Territory
from territories.serializers import PlaceSerializer, TerritorySerializer

GEOMETRY = OpenApiParameter(
    "geometry", enum=["outline"], description="`outline` adds the simplified boundary as GeoJSON"
)


class TerritoryPages(Pages):
    """By code; the answers to a search come best first, on one page."""

    ordering = "code"

    def paginate_queryset(self, queryset, request, view=None):
        if not request.query_params.get("q"):
            return super().paginate_queryset(queryset, request, view)
        self.has_next = self.has_previous = False
        return list(queryset[: self.page_size])


@extend_schema_view(list=extend_schema(parameters=[GEOMETRY]), retrieve=extend_schema(parameters=[GEOMETRY]))
class TerritoryViewSet(viewsets.ReadOnlyModelViewSet):
    """Regions, provinces and prefectures, communes, arrondissements, by their code at HCP, as `09.581.01.07`."""

    permission_classes = [PublicRead]
    scope = "territories"
    queryset = Territory.objects.none()
    serializer_class = TerritorySerializer
    filterset_class = TerritoryFilter
    pagination_class = TerritoryPages
    lookup_field = "code"
    lookup_value_regex = r"[0-9.]{1,16}"

    def get_queryset(self):
        found = Territory.objects.for_list()
        return found.with_outline() if self.request.query_params.get("geometry") == "outline" else found

    @extend_schema(
        parameters=[
            OpenApiParameter("lat", OpenApiTypes.DOUBLE, required=True, description="latitude, degrees WGS84"),
            OpenApiParameter("lon", OpenApiTypes.DOUBLE, required=True, description="longitude, degrees WGS84"),
            GEOMETRY,
        ],
        responses={200: PlaceSerializer, 404: OpenApiResponse(description="the sea, or another country")},
        filters=False,
    )
    @action(detail=False, pagination_class=None, filterset_class=None)
    def locate(self, request):
        """The commune, and the arrondissement if there is one, that hold a point."""
        form = PointForm(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: list(errors) for name, errors in form.errors.items()})
        place = self.get_queryset().locate(form.cleaned_data["lon"], form.cleaned_data["lat"])
        if place is None:
            raise NotFound(_("This point is in no commune of Morocco: it is in the sea or in another country."))
        return Response(PlaceSerializer(place, context=self.get_serializer_context()).data)
