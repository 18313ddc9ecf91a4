"""Councils and what is before them, as other programs read them."""

from django.contrib.gis.geos import Point
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from councils import rules
from councils.actions import TEXT_LENGTH
from councils.enums import PauseReason, ReferralState, Role, Theme, Verdict
from councils.models import Answer, Committee, Council, Mandate, Pause, Referral
from notices.paths import in_language

STRINGS = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="CouncilTerritory")
class PlaceSerializer(serializers.Serializer):
    """The territory of a council."""

    code = serializers.CharField()
    slug = serializers.CharField()
    level = serializers.CharField()
    name_ar = serializers.CharField()
    name_fr = serializers.CharField()


class NumbersSerializer(serializers.Serializer):
    """What a council did, counted in clocks: `received` = `answered` + `waiting`; a matter put before it twice counts
    twice.

    `median_days` are calendar days from receipt to answer, pauses included.
    """

    received = serializers.IntegerField()
    answered = serializers.IntegerField()
    on_time = serializers.IntegerField(help_text="of `answered`")
    waiting = serializers.IntegerField()
    overdue = serializers.IntegerField(help_text="of `waiting`")
    median_days = serializers.IntegerField(allow_null=True)


class CommitteeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Committee
        fields = ["id", "name_ar", "name_fr", "themes"]
        read_only_fields = fields


class MandateSerializer(serializers.ModelSerializer):
    """A person who sits or works in the council today."""

    role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Mandate
        fields = ["id", "name_ar", "name_fr", "role", "committee", "delegation", "may_publish", "starts_on", "ends_on"]
        read_only_fields = fields


class CouncilSerializer(serializers.ModelSerializer):
    """`seats` counts people, `pledge_days` days of `pledge_days_kind`: the council's own promise to answer."""

    slug = serializers.CharField(source="territory.slug", read_only=True)
    territory = PlaceSerializer(read_only=True)
    pledge_days_kind = serializers.CharField(read_only=True)
    numbers = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Council
        fields = [
            "id", "slug", "territory", "seats", "pledge_days", "pledge_days_kind", "opened_at", "is_demo", "numbers",
            "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(NumbersSerializer)
    def get_numbers(self, council):
        return NumbersSerializer(self.context["numbers"][council.pk]).data

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, council) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/councils/{council.territory.slug}/")

    @extend_schema_field(STRINGS)
    def get_actions(self, council) -> list[str]:
        """What the caller may do now."""
        return ["edit"] if self.context["request"].user.has_perm("councils.edit_council", council) else []


class CouncilDetailSerializer(CouncilSerializer):
    members = serializers.SerializerMethodField()
    committees = CommitteeSerializer(many=True, read_only=True)

    class Meta(CouncilSerializer.Meta):
        fields = [*CouncilSerializer.Meta.fields, "members", "committees"]
        read_only_fields = fields

    @extend_schema_field(MandateSerializer(many=True))
    def get_members(self, council):
        return MandateSerializer(council.mandates.current(), many=True).data


class AnswerSerializer(serializers.ModelSerializer):
    """A published answer: who signed, in which capacity, when. `is_report` marks a later report of progress."""

    verdict = serializers.ChoiceField(choices=Verdict.choices, read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    signed_by_ar = serializers.CharField(source="signed_by.name_ar", read_only=True)
    signed_by_fr = serializers.CharField(source="signed_by.name_fr", read_only=True)
    is_report = serializers.BooleanField(read_only=True)

    class Meta:
        model = Answer
        fields = [
            "id", "verdict", "text", "planned_for", "signed_by_ar", "signed_by_fr", "signed_role", "published_at",
            "is_report",
        ]  # fmt: skip
        read_only_fields = fields


class PauseSerializer(serializers.ModelSerializer):
    reason = serializers.ChoiceField(choices=PauseReason.choices, read_only=True)

    class Meta:
        model = Pause
        fields = ["reason", "detail", "started_on", "ended_on"]
        read_only_fields = fields


class DraftSerializer(serializers.ModelSerializer):
    """The answer being prepared, for the people of the council."""

    verdict = serializers.ChoiceField(choices=Verdict.choices, read_only=True)

    class Meta:
        model = Answer
        fields = ["verdict", "text", "planned_for", "version", "drafted_at"]
        read_only_fields = fields


class ClockSerializer(serializers.Serializer):
    """Where the delay stands: `days_left` until the last day, negative after it; `words` in the reader's language."""

    state = serializers.ChoiceField(choices=["waiting", "soon", "overdue", "done", "late_done", "paused"])
    started_on = serializers.DateField()
    due_on = serializers.DateField()
    days_left = serializers.IntegerField()
    words = serializers.CharField()


class ReferralSerializer(serializers.ModelSerializer):
    """A matter put before a council. `page` is the public page of the thing behind it."""

    state = serializers.ChoiceField(choices=ReferralState.choices, read_only=True)
    state_words = serializers.CharField(source="get_state_display", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    paused_for = serializers.ChoiceField(choices=[("", ""), *PauseReason.choices], read_only=True)
    council = serializers.CharField(source="council.territory.slug", read_only=True)
    location = serializers.SerializerMethodField()
    clock = serializers.SerializerMethodField()
    days_left = serializers.SerializerMethodField()
    is_overdue = serializers.BooleanField(read_only=True)
    answers = AnswerSerializer(many=True, read_only=True, source="published_answers")
    page = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Referral
        fields = [
            "id", "council", "title", "summary", "theme", "place", "location", "state", "state_words", "received_at",
            "started_on", "due_on", "days_left", "is_overdue", "is_pledge", "rule_key", "paused_for", "answered_at",
            "committee", "service", "clock", "answers", "page", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["object", "null"], "description": "GeoJSON Point, WGS84: [longitude, latitude]"})
    def get_location(self, referral):
        point: Point | None = referral.location
        return {"type": "Point", "coordinates": [point.x, point.y]} if point else None

    @extend_schema_field(ClockSerializer(allow_null=True))
    def get_clock(self, referral):
        return ClockSerializer(referral.clock).data if referral.clock else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_days_left(self, referral) -> int | None:
        """Days until the last one, negative after it; empty once it is answered or withdrawn."""
        return referral.clock.days_left if referral.is_open else None

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, referral) -> str:
        return self.context["request"].build_absolute_uri(in_language(referral.url))

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, referral) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/referrals/{referral.pk}/")

    @extend_schema_field(STRINGS)
    def get_actions(self, referral) -> list[str]:
        """What the caller may do now."""
        return rules.moves_for(referral, self.context["request"].user)


class ReferralDetailSerializer(ReferralSerializer):
    """`draft` is empty for everyone but the people of the council."""

    pauses = PauseSerializer(many=True, read_only=True)
    draft = serializers.SerializerMethodField()

    class Meta(ReferralSerializer.Meta):
        fields = [*ReferralSerializer.Meta.fields, "pauses", "draft"]
        read_only_fields = fields

    @extend_schema_field(DraftSerializer(allow_null=True))
    def get_draft(self, referral):
        if not self.context["request"].user.has_perm("councils.view_drafts", referral):
            return None
        draft = referral.answers.filter(published_at=None).first()
        return DraftSerializer(draft).data if draft else None


# --- what a program sends ---
class AssignSerializer(serializers.Serializer):
    """At least one of the three. An officer sends nothing: she takes the matter herself."""

    mandate = serializers.PrimaryKeyRelatedField(queryset=Mandate.objects.all(), required=False, allow_null=True)
    committee = serializers.PrimaryKeyRelatedField(queryset=Committee.objects.all(), required=False, allow_null=True)
    service = serializers.CharField(max_length=120, required=False, allow_blank=True)


class AnswerTextSerializer(serializers.Serializer):
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    text = serializers.CharField(max_length=TEXT_LENGTH)
    planned_for = serializers.DateField(required=False, allow_null=True)


class DraftTextSerializer(AnswerTextSerializer):
    """`version` is the one that was read: 0 when there was no draft."""

    version = serializers.IntegerField(min_value=0)


class VersionReadSerializer(serializers.Serializer):
    """The version of the draft that was read: an act on another text is refused."""

    version = serializers.IntegerField(min_value=1)


@extend_schema_serializer(component_name="ReferralNote")
class NoteSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=1000)


class HaltSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(choices=PauseReason.choices)
    detail = serializers.CharField(max_length=300, required=False, allow_blank=True)
