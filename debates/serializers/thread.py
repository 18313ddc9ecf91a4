"""Discussions and contributions as other programs read and write them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from debates.enums import Audience, Channel, Moderation, ReactionKind, ThreadState, Visibility
from debates.models import Contribution, EarlierText, Thread, VoiceNote
from debates.reading import Reader


class ThreadSerializer(serializers.ModelSerializer):
    """A discussion. `last_seq` numbers its newest contribution, `rev` its newest change: `frames` goes on from it."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    state = serializers.ChoiceField(choices=ThreadState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    audience = serializers.ChoiceField(choices=Audience.choices, read_only=True)
    moderation = serializers.ChoiceField(choices=Moderation.choices, read_only=True)
    page = serializers.SerializerMethodField()
    contributions = serializers.SerializerMethodField()
    socket = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Thread
        fields = [
            "id", "space", "title", "state", "visibility", "audience", "moderation", "slow_seconds", "last_seq", "rev",
            "shown_count", "created_at", "page", "contributions", "socket", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, thread) -> str:
        return self.context["request"].build_absolute_uri(thread.path_here)

    @extend_schema_field(OpenApiTypes.URI)
    def get_contributions(self, thread) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{thread.pk}/contributions/")

    @extend_schema_field(OpenApiTypes.URI)
    def get_socket(self, thread) -> str:
        """Where a program listens to it (docs/live.md)."""
        return self.context["request"].build_absolute_uri(f"/ws/threads/{thread.pk}/").replace("http", "ws", 1)

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, thread) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{thread.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, thread) -> list[str]:
        """What the caller may do now."""
        return Reader(thread, self.context["request"].user).acts()


class SaidVoiceSerializer(serializers.ModelSerializer):
    """The voice note of a contribution, `seconds` long. `transcript` was typed by a person; `transcribed_as` says in
    what role, `author` for the one who speaks.
    """

    audio = serializers.HyperlinkedIdentityField("debates:voice", lookup_field="contribution_id", lookup_url_kwarg="pk")

    class Meta:
        model = VoiceNote
        fields = ["seconds", "media_type", "transcript", "transcribed_as", "audio"]


class ContributionSerializer(serializers.ModelSerializer):
    """What one person said. `seq` is its number in the discussion, `rev` that of its last change.

    `visibility` other than `visible` in a list: only its place is given. `mine` are the caller's own reactions.
    """

    thread = serializers.SerializerMethodField()
    parent = serializers.IntegerField(source="parent_id", read_only=True, allow_null=True)
    author = serializers.SerializerMethodField()
    office = serializers.CharField(read_only=True, help_text="as what she spoke, empty for an inhabitant")
    channel = serializers.ChoiceField(choices=Channel.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    agenda_point = serializers.IntegerField(source="agenda_point_id", read_only=True, allow_null=True)
    voice = serializers.SerializerMethodField()
    mine = serializers.ListField(child=serializers.ChoiceField(choices=ReactionKind.choices), read_only=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Contribution
        fields = [
            "id", "thread", "seq", "rev", "parent", "author", "office", "channel", "said_by", "text", "voice",
            "visibility", "agree_count", "disagree_count", "thank_count", "reply_count", "mine", "at", "edited_at",
            "pinned_at", "agenda_point", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_thread(self, row) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{row.thread_id}/")

    def get_author(self, row) -> str:
        """A public name; of one that is not shown, nothing in a list."""
        if row.channel == Channel.HALL or row.is_veiled or (not row.is_shown and not row.text and not row.spoken):
            return row.said_by
        return row.author.public_name

    @extend_schema_field(SaidVoiceSerializer(allow_null=True))
    def get_voice(self, row) -> dict | None:
        """The voice note, when there is one: then `text` may be empty."""
        return SaidVoiceSerializer(row.voice_note, context=self.context).data if row.voice_note else None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, row) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/contributions/{row.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, row) -> list[str]:
        """What the caller may do now."""
        return row.acts


class StandingSerializer(ContributionSerializer):
    """A contribution with its first answers; the others are asked for with `?parent=`."""

    answers = ContributionSerializer(many=True, read_only=True)

    class Meta(ContributionSerializer.Meta):
        fields = [*ContributionSerializer.Meta.fields, "answers"]
        read_only_fields = fields


class EarlierTextSerializer(serializers.ModelSerializer):
    """What a contribution said until `replaced_at`."""

    class Meta:
        model = EarlierText
        fields = ["text", "replaced_at"]
        read_only_fields = fields


class NewContributionSerializer(serializers.Serializer):
    """What to say. `parent` is what it answers; `client_key` makes sending it again harmless."""

    text = serializers.CharField(max_length=20_000)
    parent = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=2**63 - 1)
    client_key = serializers.UUIDField(required=False, allow_null=True, default=None)


@extend_schema_field(OpenApiTypes.BINARY)
class SoundUpload(serializers.FileField):
    """A recording; `core.voices` looks into it."""


class SpokenContributionSerializer(NewContributionSerializer):
    """What to say with a voice note, as a form (`multipart/form-data`): with it, `text` may be left out."""

    text = serializers.CharField(max_length=20_000, required=False, default="", allow_blank=True)
    voice = SoundUpload(
        required=False,
        allow_null=True,
        default=None,
        help_text="Ogg, WebM, MP4, MP3 or WAV; two minutes and 3 MB at most.",
    )


class TranscriptSerializer(serializers.Serializer):
    """What is said in a voice note, typed by a person."""

    transcript = serializers.CharField(max_length=20_000)


class ChangedContributionSerializer(serializers.Serializer):
    """The new text of a contribution."""

    text = serializers.CharField(max_length=20_000)


class MoveReasonSerializer(serializers.Serializer):
    """The public reason of a move; some moves demand one."""

    note = serializers.CharField(max_length=1_000, required=False, default="", allow_blank=True)
