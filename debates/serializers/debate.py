"""Debates as other programs read and write them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.models import Entry
from councils.enums import Theme
from debates.enums import CONCLUDED, Audience, DebateState, Moderation, SittingState, Visibility
from debates.models import AgendaPoint, Debate, Document, Sitting
from debates.offers import offers_for


class DebateSerializer(serializers.ModelSerializer):
    """A line of the list. `thread` is where its discussion is; moments are of Morocco's clock."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=DebateState.choices, read_only=True)
    visibility = serializers.ChoiceField(source="thread.visibility", choices=Visibility.choices, read_only=True)
    audience = serializers.ChoiceField(source="thread.audience", choices=Audience.choices, read_only=True)
    moderation = serializers.ChoiceField(source="thread.moderation", choices=Moderation.choices, read_only=True)
    contributions = serializers.IntegerField(source="thread.shown_count", read_only=True)
    thread = serializers.SerializerMethodField()
    next_sitting_at = serializers.DateTimeField(source="next_at", read_only=True, allow_null=True)
    live_sitting = serializers.IntegerField(source="live_id", read_only=True, allow_null=True)
    followed = serializers.BooleanField(source="is_followed", read_only=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Debate
        fields = [
            "id", "space", "title", "question", "theme", "state", "visibility", "audience", "moderation",
            "contributions", "opens_at", "closes_at", "announced_at", "opened_at", "closed_at", "concluded_at",
            "next_sitting_at", "live_sitting", "followed", "thread", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_thread(self, debate) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{debate.thread_id}/")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, debate) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/debates/{debate.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, debate) -> list[str]:
        """What the caller may do now."""
        return offers_for(debate, self.context["request"].user)


class AgendaPointSerializer(serializers.ModelSerializer):
    """A point of the agenda: `minutes` are planned, `spent_seconds` what it took so far."""

    class Meta:
        model = AgendaPoint
        fields = ["id", "number", "title", "minutes", "spent_seconds"]
        read_only_fields = fields


class DocumentSerializer(serializers.ModelSerializer):
    """A document: `size` in bytes, 0 for a page elsewhere, whose `address` is given."""

    class Meta:
        model = Document
        fields = ["id", "title", "address", "size", "at"]
        read_only_fields = fields


class PlannedSittingSerializer(serializers.ModelSerializer):
    """A sitting as its debate tells of it."""

    state = serializers.ChoiceField(choices=SittingState.choices, read_only=True)

    class Meta:
        model = Sitting
        fields = ["id", "number", "starts_at", "place", "state", "started_at", "ended_at"]
        read_only_fields = fields


class DebateDetailSerializer(DebateSerializer):
    """One debate: with its text, agenda, documents, sittings, and its conclusion once it is published."""

    page = serializers.SerializerMethodField()
    conclusion = serializers.SerializerMethodField()
    agenda = AgendaPointSerializer(many=True, read_only=True)
    documents = DocumentSerializer(many=True, read_only=True)
    sittings = PlannedSittingSerializer(many=True, read_only=True)

    class Meta(DebateSerializer.Meta):
        fields = [*DebateSerializer.Meta.fields, "text", "page", "conclusion", "agenda", "documents", "sittings"]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, debate) -> str:
        return self.context["request"].build_absolute_uri(debate.get_absolute_url())

    @extend_schema_field(serializers.CharField())
    def get_conclusion(self, debate) -> str:
        return debate.conclusion if debate.state in CONCLUDED else ""


class NewPointSerializer(serializers.Serializer):
    """A point of an agenda to be."""

    title = serializers.CharField(max_length=300)
    minutes = serializers.IntegerField(min_value=1, max_value=480, default=15)


class ChangedPointSerializer(serializers.Serializer):
    """What changes in a point; `number` is the place that it goes to, counted from 1."""

    title = serializers.CharField(max_length=300, required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=480, required=False)
    number = serializers.IntegerField(min_value=1, max_value=1000, required=False)


class ChangedDebateSerializer(serializers.Serializer):
    """What changes in a debate: what is left out stays."""

    title = serializers.CharField(max_length=300, required=False)
    question = serializers.CharField(max_length=1_000, required=False, allow_blank=True)
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    theme = serializers.ChoiceField(choices=Theme.choices, required=False)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)
    moderation = serializers.ChoiceField(choices=Moderation.choices, required=False)
    opens_at = serializers.DateTimeField(required=False, allow_null=True)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)


class NewDebateSerializer(ChangedDebateSerializer):
    """A debate to prepare in a space."""

    space = serializers.CharField(max_length=80, help_text="slug of the commune")
    title = serializers.CharField(max_length=300)
    theme = serializers.ChoiceField(choices=Theme.choices)
    agenda = NewPointSerializer(many=True, required=False)


class NewSittingSerializer(serializers.Serializer):
    """A sitting to plan."""

    starts_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class ReasonSerializer(serializers.Serializer):
    """The public reason of a move; some moves demand one."""

    note = serializers.CharField(max_length=1_000, required=False, default="", allow_blank=True)


class DebateEntrySerializer(serializers.ModelSerializer):
    """One act of the history of a debate: `note` is its public reason, `by` a public name."""

    note = serializers.CharField(source="said", read_only=True)
    by = serializers.CharField(source="by.public_name", read_only=True)

    class Meta:
        model = Entry
        fields = ["id", "at", "action", "axis", "source", "target", "by", "note"]
        read_only_fields = fields
