"""What was found, as other programs read it. No field names a person."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class FoundThingSerializer(serializers.Serializer):
    """One thing found: its kind, its address here, where it is, in which state; `snippet` is plain text."""

    kind = serializers.CharField(source="kind.name")
    id = serializers.IntegerField(source="key")
    title = serializers.CharField(source="thing.title")
    snippet = serializers.SerializerMethodField()
    place = serializers.CharField(source="thing.place.code", allow_null=True, default=None)
    place_name = serializers.CharField(source="thing.place.name", allow_null=True, default=None)
    themes = serializers.ListField(child=serializers.CharField(), source="thing.themes")
    state = serializers.CharField(source="thing.state")
    is_open = serializers.BooleanField(source="thing.is_open", allow_null=True)
    date = serializers.SerializerMethodField()
    is_near = serializers.BooleanField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField())
    def get_snippet(self, one) -> str:
        """The part of what it says around the words asked for."""
        return one.plain_snippet

    @extend_schema_field(serializers.DateField())
    def get_date(self, one) -> str:
        """The day that it is ordered by: posted, opened, published, or of the event itself."""
        return one.day.isoformat()

    @extend_schema_field(serializers.URLField())
    def get_url(self, one) -> str:
        """The address of its page."""
        return self.context["request"].build_absolute_uri(one.thing.url)


class KindCountSerializer(serializers.Serializer):
    """How many of a kind; `is_more`: at least so many."""

    kind = serializers.CharField(source="kind.name")
    count = serializers.IntegerField()
    is_more = serializers.BooleanField()


class FoundSerializer(serializers.Serializer):
    """A page of results. `instead`: nothing holds what was asked, this was searched in its place; `perhaps`: a near
    spelling that finds more. `total` is a floor when `is_more`. `next` and `previous` are addresses, or null.
    """

    total = serializers.IntegerField()
    is_more = serializers.BooleanField()
    instead = serializers.CharField()
    perhaps = serializers.CharField()
    kinds = KindCountSerializer(many=True, source="counts")
    results = FoundThingSerializer(many=True, source="shown")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
