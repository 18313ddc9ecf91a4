"""Needs as other programs read and write them."""

import json
from itertools import zip_longest

from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.enums import Visibility
from core.models import Entry
from councils.enums import Theme
from needs import rules
from needs.actions.attaching import DESCRIPTION_MAX
from needs.enums import Beneficiary, NeedState
from needs.models import DetailRequest, Need, Photo, VoiceNote
from needs.timeline import note_of


@extend_schema_field(
    {
        "type": "object",
        "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}},
        "required": ["lat", "lon"],
    }
)
class PointField(serializers.Field):
    """A point in degrees (WGS84), or null; in a form with files, written as JSON."""

    def to_representation(self, value):
        return {"lat": round(value.y, 6), "lon": round(value.x, 6)}

    def to_internal_value(self, data):
        try:
            point = json.loads(data) if isinstance(data, str) else data
            lat, lon = float(point["lat"]), float(point["lon"])
        except (KeyError, TypeError, ValueError, RecursionError):
            raise serializers.ValidationError("A point is {lat, lon}, in degrees.") from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise serializers.ValidationError("A point is {lat, lon}, in degrees.")
        return Point(lon, lat, srid=4326)


class NeedSerializer(serializers.ModelSerializer):
    """A line of the list. `support_count` counts people; `author` is a public name, nothing else of the person."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=NeedState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    beneficiary = serializers.ChoiceField(choices=Beneficiary.choices, read_only=True)
    location = PointField(read_only=True, allow_null=True)
    author = serializers.SerializerMethodField()
    merged_into = serializers.IntegerField(source="merged_into_id", read_only=True, allow_null=True)
    joined = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Need
        fields = [
            "id", "space", "title", "theme", "beneficiary", "place", "location", "state", "visibility", "support_count",
            "author", "joined", "merged_into", "created_at", "heard_at", "said_done_at", "confirmed_at", "url",
            "actions",
        ]  # fmt: skip
        read_only_fields = fields

    def get_author(self, need) -> str:
        """The author's public name; for a need entered at a desk, the desk."""
        relay = getattr(need, "relay", None)
        return relay.desk if relay else need.author.public_name

    def get_joined(self, need) -> bool:
        """Whether the caller has joined it."""
        return rules.joined_at(need, self.context["request"].user) is not None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, need) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/needs/{need.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, need) -> list[str]:
        """What the caller may do now."""
        return rules.acts(need, self.context["request"].user)


class FileAddress(serializers.HyperlinkedIdentityField):
    """The address of a file of a need, given to whoever may see the need."""

    def __init__(self, view_name, **options):
        super().__init__(view_name, lookup_field="pk", **options)


class PhotoSerializer(serializers.ModelSerializer):
    """A photo as JPEG, at most 1,600 pixels a side, and its thumbnail of 400."""

    image = FileAddress("needs:photo")
    thumbnail = FileAddress("needs:thumbnail")

    class Meta:
        model = Photo
        fields = ["id", "description", "width", "height", "at", "image", "thumbnail"]


class VoiceSerializer(serializers.ModelSerializer):
    """The voice note of a need, `seconds` long."""

    audio = FileAddress("needs:voice")

    class Meta:
        model = VoiceNote
        fields = ["seconds", "media_type", "transcript", "audio"]


class VoicesSerializer(serializers.Serializer):
    """How many of the people who asked say that it is done, and that it is not."""

    yes = serializers.IntegerField()
    no = serializers.IntegerField()


class DetailRequestSerializer(serializers.ModelSerializer):
    """A question with its reply; the reply is empty while moderators hold it back or hide it."""

    class Meta:
        model = DetailRequest
        fields = ["id", "question", "asked_at", "reply", "replied_at"]

    def to_representation(self, instance):
        shown = super().to_representation(instance)
        return shown if instance.is_shown else shown | {"reply": ""}


class NeedDetailSerializer(NeedSerializer):
    """One need: with its text, photos and voice, the questions asked, and how many say that it is done."""

    page = serializers.SerializerMethodField()
    thread = serializers.SerializerMethodField()
    debate = serializers.SerializerMethodField()
    referral = serializers.IntegerField(source="referral_id", read_only=True, allow_null=True)
    photos = serializers.SerializerMethodField()
    voice = serializers.SerializerMethodField()
    questions = DetailRequestSerializer(source="detail_requests", many=True, read_only=True)
    confirmations = serializers.SerializerMethodField()

    class Meta(NeedSerializer.Meta):
        fields = [
            *NeedSerializer.Meta.fields,
            "text",
            "page",
            "thread",
            "debate",
            "referral",
            "photos",
            "voice",
            "questions",
            "confirmations",
        ]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, need) -> str:
        return self.context["request"].build_absolute_uri(need.get_absolute_url())

    @extend_schema_field(OpenApiTypes.URI)
    def get_thread(self, need) -> str:
        """Where people talk about it."""
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{need.thread_id}/")

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_debate(self, need) -> str | None:
        """The debate whose conclusion it came from, if any."""
        if need.raised_by_id is None:
            return None
        return self.context["request"].build_absolute_uri(f"/api/v1/debates/{need.raised_by.debate_id}/")

    @extend_schema_field(PhotoSerializer(many=True))
    def get_photos(self, need) -> list[dict]:
        """The photos, without those that moderators took away."""
        return PhotoSerializer([one for one in need.photos.all() if one.is_shown], many=True, context=self.context).data

    @extend_schema_field(VoiceSerializer(allow_null=True))
    def get_voice(self, need) -> dict | None:
        """The voice note, when there is one."""
        note = getattr(need, "voice", None)
        return VoiceSerializer(note, context=self.context).data if note else None

    @extend_schema_field(
        {"type": ["object", "null"], "properties": {"yes": {"type": "integer"}, "no": {"type": "integer"}}}
    )
    def get_confirmations(self, need) -> dict[str, int] | None:
        """What the people who asked say, once the council has said that it is done."""
        return need.confirmations.current().counts() if need.said_done_at else None


class NewNeedSerializer(serializers.Serializer):
    """A need to post. `client_key` makes posting again harmless: the need already posted is answered."""

    space = serializers.CharField(max_length=80, help_text="slug of the commune")
    title = serializers.CharField(max_length=300)
    text = serializers.CharField(max_length=20_000, required=False, default="", allow_blank=True)
    theme = serializers.ChoiceField(choices=Theme.choices)
    beneficiary = serializers.ChoiceField(choices=Beneficiary.choices, default=Beneficiary.EVERYONE)
    place = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    location = PointField(required=False, allow_null=True, default=None)
    client_key = serializers.UUIDField(required=False, allow_null=True, default=None)


@extend_schema_field(OpenApiTypes.BINARY)
class Upload(serializers.FileField):
    """A file; `core.photos` or `core.voices` looks into it."""


class NeedWithFilesSerializer(NewNeedSerializer):
    """A need to post with its photos and voice note, as a form (`multipart/form-data`)."""

    photos = serializers.ListField(
        child=Upload(), default=list, help_text="At most four, as JPEG, PNG or WebP of at most 12 MB."
    )
    photo_descriptions = serializers.ListField(
        child=serializers.CharField(allow_blank=True, max_length=DESCRIPTION_MAX),
        default=list,
        help_text="What each photo shows, in the order of the photos.",
    )
    voice = Upload(
        required=False,
        allow_null=True,
        default=None,
        help_text="Ogg, WebM, MP4, MP3 or WAV; two minutes and 3 MB at most.",
    )

    def validate(self, data):
        descriptions = data.pop("photo_descriptions")
        if len(descriptions) > len(data["photos"]):
            raise serializers.ValidationError({"photo_descriptions": _("There are more descriptions than photos.")})
        data["photos"] = list(zip_longest(data["photos"], descriptions, fillvalue=""))
        return data


class NoteSerializer(serializers.Serializer):
    """The public reason of a move; some moves demand one."""

    note = serializers.CharField(max_length=1_000, required=False, default="", allow_blank=True)


class EntrySerializer(serializers.ModelSerializer):
    """One act of the history: `note` is its public reason, `by` a public name."""

    by = serializers.CharField(source="by.public_name", read_only=True)
    note = serializers.SerializerMethodField()

    def get_note(self, entry) -> str:
        return note_of(entry)

    class Meta:
        model = Entry
        fields = ["id", "at", "action", "axis", "source", "target", "by", "note"]
        read_only_fields = fields
