"""Petitions as other programs read and write them. No field tells of a signer."""

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.enums import Visibility
from core.hiding import hide_places
from core.models import Entry
from councils.enums import Role, Theme
from petitions import rules
from petitions.counts import count, provinces_of
from petitions.enums import Bearer, Ground, Outcome, PetitionState, ReceiptWay, Telling
from petitions.models import Annex, Decision, Deposit, Hearing, Petition, Report, Ruling


class PetitionSerializer(serializers.ModelSerializer):
    """A line of the list. Counts are of people, exact as of `counted_at`; initial support is not a signature.

    `required` is the number of valid signatures that the law asks for, null for an association's petition.
    """

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    council = serializers.CharField(source="council.territory.slug", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    bearer = serializers.ChoiceField(choices=Bearer.choices, read_only=True)
    association = serializers.CharField(read_only=True, allow_null=True)
    state = serializers.ChoiceField(choices=PetitionState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    valid_count = serializers.IntegerField(read_only=True)
    missing_count = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Petition
        fields = [
            "id", "space", "council", "title", "theme", "bearer", "association", "state", "visibility", "required",
            "paper_count", "online_count", "valid_count", "missing_count", "support_count", "counted_at", "started_at",
            "threshold_reached_at", "deposited_at", "notify_by", "decided_at", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, petition) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/petitions/{petition.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, petition) -> list[str]:
        """What the caller may do now."""
        return rules.acts(petition, self.context["request"].user)


class ShareSerializer(serializers.Serializer):
    """A prefecture or province of a region: `valid` is null when it is small, or would give a small one away."""

    code = serializers.CharField()
    slug = serializers.CharField()
    valid = serializers.IntegerField(allow_null=True)
    is_enough = serializers.BooleanField(help_text="whether it brings what the law asks of each")


class ReceiptSerializer(serializers.ModelSerializer):
    """The receipt of the deposit; `file_hash` is the SHA-256 of the file handed in."""

    way = serializers.ChoiceField(choices=ReceiptWay.choices, read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    pdf = serializers.SerializerMethodField()

    class Meta:
        model = Deposit
        fields = ["number", "way", "deposited_on", "signed_role", "signature_count", "file_hash", "pdf"]
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_pdf(self, deposit) -> str | None:
        """The receipt itself; null when the council gave it on paper."""
        if deposit.way != ReceiptWay.AGRAW:
            return None
        address = reverse("petitions:receipt", args=[deposit.petition_id, "ar"])
        return self.context["request"].build_absolute_uri(address)


class RulingSerializer(serializers.ModelSerializer):
    """The notification: accepted, or rejected on grounds that are conditions of the law."""

    grounds = serializers.ListField(child=serializers.ChoiceField(choices=Ground.choices), read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Ruling
        fields = ["is_accepted", "grounds", "reasons", "notified_on", "notify_by", "signed_role"]
        read_only_fields = fields


class HearingSerializer(serializers.ModelSerializer):
    """The ordinary session: it opens on a day from `session_on` to `session_by`."""

    committee = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Hearing
        fields = ["session_on", "session_by", "committee", "committee_on", "deliberated_on"]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer):
    outcome = serializers.ChoiceField(choices=Outcome.choices, read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Decision
        fields = [
            "outcome", "number", "text", "votes_for", "votes_against", "abstentions", "decided_on", "signed_role",
        ]  # fmt: skip
        read_only_fields = fields


class ReportSerializer(serializers.ModelSerializer):
    class Meta:
        model = Report
        fields = ["id", "text", "at"]
        read_only_fields = fields


class AnnexSerializer(serializers.ModelSerializer):
    """A PDF annexed to it; `size` in bytes."""

    file = serializers.HyperlinkedIdentityField("petitions:annex", lookup_field="pk")

    class Meta:
        model = Annex
        fields = ["id", "title", "pages", "size", "file"]
        read_only_fields = fields


def step(name: str, kind: type[serializers.ModelSerializer]):
    """Return a field for one step of the procedure: null until it is there."""

    class Step(serializers.Field):
        def __init__(self):
            super().__init__(source="*", read_only=True)

        def to_representation(self, petition):
            row = getattr(petition, name, None)
            return kind(row, context=self.context).data if row else None

    return extend_schema_field(kind(allow_null=True))(Step)()


class PetitionDetailSerializer(PetitionSerializer):
    """One petition: its words, each step of its procedure, and what each province of a region brings."""

    page = serializers.SerializerMethodField()
    thread = serializers.SerializerMethodField()
    need = serializers.IntegerField(source="need_id", read_only=True, allow_null=True)
    referral = serializers.IntegerField(source="referral_id", read_only=True, allow_null=True)
    annexes = AnnexSerializer(many=True, read_only=True)
    by_place = serializers.SerializerMethodField()
    receipt = step("deposit", ReceiptSerializer)
    ruling = step("ruling", RulingSerializer)
    hearing = step("hearing", HearingSerializer)
    decision = step("decision", DecisionSerializer)
    reports = ReportSerializer(many=True, read_only=True)

    class Meta(PetitionSerializer.Meta):
        fields = [
            *PetitionSerializer.Meta.fields, "reasons", "aims", "spread_required", "by_place", "page", "thread",
            "need", "referral", "annexes", "receipt", "ruling", "hearing", "decision", "reports",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, petition) -> str:
        return self.context["request"].build_absolute_uri(petition.get_absolute_url())

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_thread(self, petition) -> str | None:
        """Where people talk about it."""
        if petition.thread_id is None:
            return None
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{petition.thread_id}/")

    @extend_schema_field(ShareSerializer(many=True))
    def get_by_place(self, petition) -> list[dict]:
        """Valid signatures by prefecture and province, for a region; empty elsewhere."""
        if not petition.spread_required:
            return []
        counts, places = count(petition, by_province=True), provinces_of(petition.council.territory)
        known = {place.code: counts.by_province[place.code] for place in places}
        unknown = counts.valid - sum(known.values())  # people whose place is not known are a place too
        shown = hide_places(known | ({"": unknown} if unknown > 0 else {}))
        return [
            {
                "code": place.code,
                "slug": place.slug,
                "valid": shown[place.code],
                "is_enough": known[place.code] >= petition.spread_required,
            }
            for place in places
        ]


class SignSerializer(serializers.Serializer):
    """A signature, or initial support. `attests`: the caller fulfils what the law asks of signers. `name` and `cin`
    only where the council's list needs them."""

    attests = serializers.BooleanField()
    telling = serializers.ChoiceField(choices=Telling.choices, default=Telling.INBOX)
    name = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    cin = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)


class MoveSerializer(serializers.Serializer):
    """What a move needs; each takes its own and leaves the others."""

    note = serializers.CharField(max_length=1_000, required=False, allow_blank=True)
    reasons = serializers.CharField(max_length=4_000, required=False, allow_blank=True)
    grounds = serializers.ListField(child=serializers.ChoiceField(choices=Ground.choices), required=False)
    number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    on = serializers.DateField(required=False)
    committee = serializers.IntegerField(required=False, min_value=1)
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False)
    text = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    votes_for = serializers.IntegerField(required=False, min_value=0, max_value=1_000)
    votes_against = serializers.IntegerField(required=False, min_value=0, max_value=1_000)
    abstentions = serializers.IntegerField(required=False, min_value=0, max_value=1_000)


class PetitionEntrySerializer(serializers.ModelSerializer):
    """One act of the history: `note` is its public reason, `by` a public name, empty for what time did."""

    note = serializers.CharField(source="said", read_only=True)
    by = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = ["id", "at", "action", "axis", "source", "target", "by", "note"]
        read_only_fields = fields

    def get_by(self, entry) -> str:
        return "" if entry.by.is_system else entry.by.public_name
