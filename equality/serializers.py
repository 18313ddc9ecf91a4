"""Opinions of consultative bodies as other programs read them. No field names a person."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import ReferralState, Theme
from equality.enums import OpinionState, Origin, Subject
from equality.models import Opinion


class OpinionSerializer(serializers.ModelSerializer):
    """An opinion. `votes_for` of `in_office` members; `item` is the point of a session's agenda that it is about;
    `referral` the matter under which the council replies."""

    council = serializers.CharField(source="body.council.territory.slug", read_only=True)
    origin = serializers.ChoiceField(choices=Origin.choices, read_only=True)
    subject = serializers.ChoiceField(choices=Subject.choices, read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=OpinionState.choices, read_only=True)
    item = serializers.IntegerField(source="item_id", read_only=True, allow_null=True)
    referral = serializers.IntegerField(source="referral_id", read_only=True, allow_null=True)
    reply_state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Opinion
        fields = [
            "id", "council", "origin", "subject", "theme", "title_ar", "title_fr", "state", "asked_on", "answer_by",
            "item", "votes_for", "votes_against", "abstentions", "present_count", "in_office", "adopted_at",
            "published_at", "referral", "reply_state", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=ReferralState.choices, allow_null=True))
    def get_reply_state(self, opinion) -> str | None:
        return opinion.referral.state if opinion.referral else None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, opinion) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/opinions/{opinion.pk}/")


class OpinionDetailSerializer(OpinionSerializer):
    """An opinion with what was asked and its words, empty until it is published."""

    text_ar = serializers.SerializerMethodField()
    text_fr = serializers.SerializerMethodField()

    class Meta(OpinionSerializer.Meta):
        fields = [*OpinionSerializer.Meta.fields, "question", "text_ar", "text_fr"]
        read_only_fields = fields

    def get_text_ar(self, opinion) -> str:
        return opinion.text_ar if opinion.is_public_text else ""

    def get_text_fr(self, opinion) -> str:
        return opinion.text_fr if opinion.is_public_text else ""
