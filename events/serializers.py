"""Events as other programs read them. No field tells who comes."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.enums import Visibility
from councils.enums import Theme
from events.enums import Access, EventKind, EventState, NoteKind, SlotKind, Standing
from events.models import Event, Note, Registration, Slot, Stand
from events.reading import counts_of
from events.rules import acts


class EventSerializer(serializers.ModelSerializer):
    """A line of the list. `takes_registrations` tells whether one may register at this moment."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    kind = serializers.ChoiceField(choices=EventKind.choices, read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=EventState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    takes_registrations = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = [
            "id", "space", "kind", "theme", "title_ar", "title_fr", "slogan_ar", "slogan_fr", "state", "visibility",
            "starts_at", "ends_at", "venue", "online_url", "capacity", "placed_count", "waiting_count", "opens_at",
            "closes_at", "takes_registrations", "published_at", "is_demo", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, event) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/events/{event.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, event) -> list[str]:
        """What the caller may do now."""
        return acts(event, self.context["request"].user)


class EventSlotSerializer(serializers.ModelSerializer):
    """A part of the programme. With `is_listed` people who registered take a place in it."""

    kind = serializers.ChoiceField(choices=SlotKind.choices, read_only=True)
    room = serializers.CharField(source="room.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Slot
        fields = [
            "id", "kind", "title_ar", "title_fr", "speakers", "room", "starts_at", "ends_at", "is_listed", "capacity",
            "placed_count",
        ]  # fmt: skip
        read_only_fields = fields


class EventStandSerializer(serializers.ModelSerializer):
    """An accepted stand."""

    association = serializers.IntegerField(source="association_id", read_only=True)

    class Meta:
        model = Stand
        fields = ["id", "number", "association", "title", "about"]
        read_only_fields = fields


class EventNoteSerializer(serializers.ModelSerializer):
    """A step of the chain; `sources` are the keys of the steps it comes from, `slot` is where it was said."""

    kind = serializers.ChoiceField(choices=NoteKind.choices, read_only=True)
    slot = serializers.IntegerField(source="slot_id", read_only=True, allow_null=True)
    sources = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Note
        fields = ["id", "kind", "number", "text", "slot", "sources"]
        read_only_fields = fields


class GroupCountSerializer(serializers.Serializer):
    """A group among those who came; `count` is null when it is too small to be shown."""

    group = serializers.CharField()
    count = serializers.IntegerField(allow_null=True)


class EventDetailSerializer(EventSerializer):
    """One event with its programme, stands, notes, counts, and its minutes once they are published."""

    association = serializers.IntegerField(source="association_id", read_only=True, allow_null=True)
    slots = EventSlotSerializer(many=True, read_only=True)
    stands = serializers.SerializerMethodField()
    notes = EventNoteSerializer(many=True, read_only=True)
    minutes = serializers.SerializerMethodField()
    people = serializers.SerializerMethodField()
    groups = serializers.SerializerMethodField()

    class Meta(EventSerializer.Meta):
        fields = [
            *EventSerializer.Meta.fields, "about", "organisers", "association", "slots", "stands", "notes", "minutes",
            "people", "groups",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(EventStandSerializer(many=True))
    def get_stands(self, event) -> list[dict]:
        return EventStandSerializer(event.stands.accepted(), many=True).data

    def get_minutes(self, event) -> str:
        """Empty until they are published."""
        return event.minutes if event.state == EventState.CLOSED else ""

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_people(self, event) -> int | None:
        """How many came; null until it is over."""
        return event.people if event.state in {EventState.OVER, EventState.CLOSED} else None

    @extend_schema_field(GroupCountSerializer(many=True))
    def get_groups(self, event) -> list[dict]:
        if event.state not in {EventState.OVER, EventState.CLOSED}:
            return []
        return [{"group": one.group, "count": one.count} for one in counts_of(event)]


class MyRegistrationSerializer(serializers.ModelSerializer):
    """One's own registration: what one needs in order to come may be given; the rest is told.

    `code` is the badge's, once one has a place.
    """

    access = serializers.ListField(child=serializers.ChoiceField(choices=Access.choices), default=list)
    note = serializers.CharField(max_length=200, default="", allow_blank=True)
    standing = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    code = serializers.SerializerMethodField()

    class Meta:
        model = Registration
        fields = ["access", "note", "standing", "number", "code", "at", "arrived_at"]
        read_only_fields = ["standing", "number", "code", "at", "arrived_at"]

    def get_code(self, row) -> str:
        """Empty while one waits."""
        return row.code if row.standing == Standing.PLACED else ""
