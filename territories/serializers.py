"""Territories as other programs read them."""

import json

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from territories.enums import Kind, Level
from territories.models import Territory


class PointSerializer(serializers.Serializer):
    """A point in degrees (WGS84)."""

    lat = serializers.FloatField(source="y")
    lon = serializers.FloatField(source="x")


class TerritorySerializer(serializers.ModelSerializer):
    """A territory. `population` counts people at the census of `census_year`; `parent` is a code; `point` lies inside.

    `geometry` is there when `?geometry=outline` asks for it: GeoJSON, simplified, not for legal use.
    """

    level = serializers.ChoiceField(choices=Level.choices, read_only=True)
    kind = serializers.ChoiceField(choices=[*Kind.choices, ("", "")], read_only=True)
    parent = serializers.CharField(source="parent.code", read_only=True, allow_null=True, default=None)
    point = PointSerializer(read_only=True, allow_null=True)
    geometry = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Territory
        fields = [
            "code", "level", "kind", "slug", "name_ar", "name_fr", "population", "households", "census_year", "parent",
            "point", "geometry", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    def get_fields(self):
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and request.query_params.get("geometry") != "outline":
            fields.pop("geometry")
        return fields

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_geometry(self, territory):
        text = getattr(territory, "outline_json", None)
        return json.loads(text) if text else None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, territory) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/territories/{territory.code}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, territory) -> list[str]:
        """What the caller may do now: nothing, the territories are reference data."""
        return []


class PlaceSerializer(serializers.Serializer):
    """Where a point is."""

    commune = TerritorySerializer()
    arrondissement = TerritorySerializer(allow_null=True)
