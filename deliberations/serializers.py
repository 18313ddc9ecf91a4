"""Sessions and decisions as other programs read them: members of the council are named, no inhabitant is."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from councils.enums import Role, Theme
from deliberations.enums import (
    Caller,
    Countersigner,
    DecisionState,
    Force,
    ItemKind,
    ItemState,
    Majority,
    Origin,
    SessionKind,
    SessionState,
    SittingState,
    Stance,
    Visa,
)
from deliberations.models import AgendaItem, Decision, Deliberation, Session, Sitting, Vote
from deliberations.queries import is_shown


class SessionSerializer(serializers.ModelSerializer):
    """A line of the list. The session opens on `opens_on`, or once it is chosen on a day from `opens_from` to
    `opens_by`; `council` is the slug of its territory; `item_count` and `decision_count` are those that everyone reads.
    """

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    kind = serializers.ChoiceField(choices=SessionKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=SessionState.choices, read_only=True)
    called_by = serializers.ChoiceField(choices=[*Caller.choices, ("", "none")], read_only=True)
    item_count = serializers.IntegerField(read_only=True)
    decision_count = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            "id", "council", "kind", "year", "ordinal", "state", "called_by", "purpose", "opens_from", "opens_by",
            "opens_on", "ends_by", "agenda_closed_at", "sent_to_governor_on", "convened_on", "opened_at", "closed_at",
            "sent_on", "changed_at", "item_count", "decision_count", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, session) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/sessions/{session.pk}/")


class CouncilSittingSerializer(serializers.ModelSerializer):
    """A sitting: `in_office` counts the members in office when it was opened, the others are counted from its roll."""

    state = serializers.ChoiceField(choices=SittingState.choices, read_only=True)
    there_count = serializers.IntegerField(read_only=True)
    excused_count = serializers.IntegerField(read_only=True)
    absent_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Sitting
        fields = [
            "id", "number", "starts_at", "place", "call", "state", "is_public", "closed_reason", "in_office",
            "there_count", "excused_count", "absent_count",
        ]  # fmt: skip
        read_only_fields = fields


class CouncilVoteCountsSerializer(serializers.ModelSerializer):
    """A vote, with its denominators: the members at the sitting (`present`) and `in_office`. `president_side` is empty
    where it decided nothing; `is_second` tells that a second sitting decided: the first vote lacked its majority.
    """

    president_side = serializers.ChoiceField(choices=[*Stance.choices, ("", "none")], read_only=True)
    majority = serializers.ChoiceField(choices=Majority.choices, read_only=True)

    class Meta:
        model = Deliberation
        fields = [
            "for_count", "against_count", "abstain_count", "present", "in_office", "majority", "is_by_name",
            "president_side", "is_adopted", "is_second",
        ]  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(component_name="CouncilAgendaItem")
class AgendaItemSerializer(serializers.ModelSerializer):
    """A point of the agenda. `referral` is the matter before the council that it deals with, null when there is none or
    it is not shown to everyone; `decision` the address of its published decision, null when there is none."""

    state = serializers.ChoiceField(choices=ItemState.choices, read_only=True)
    kind = serializers.ChoiceField(choices=ItemKind.choices, read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    origin = serializers.ChoiceField(choices=Origin.choices, read_only=True)
    forced_by = serializers.ChoiceField(choices=[*Force.choices, ("", "none")], read_only=True)
    referral = serializers.SerializerMethodField()
    committee = serializers.CharField(source="committee.name_fr", read_only=True, allow_null=True, default=None)
    vote = CouncilVoteCountsSerializer(source="deliberation", read_only=True, allow_null=True, default=None)
    decision = serializers.SerializerMethodField()

    class Meta:
        model = AgendaItem
        fields = [
            "id", "number", "title_ar", "title_fr", "text", "kind", "theme", "origin", "article", "forced_by", "state",
            "reason", "committee", "committee_on", "report_summary", "referral", "vote", "decision",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_referral(self, item) -> int | None:
        return item.referral_id if item.referral_id and is_shown(item.referral) else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_decision(self, item) -> str | None:
        found = getattr(getattr(item, "deliberation", None), "decision", None)
        return found.address if found and found.is_published else None


class SessionDetailSerializer(SessionSerializer):
    """One session, with its sittings and the points of its agenda that everyone reads."""

    sittings = CouncilSittingSerializer(many=True, read_only=True, source="all_sittings")
    items = AgendaItemSerializer(many=True, read_only=True, source="public_items")

    class Meta(SessionSerializer.Meta):
        fields = [*SessionSerializer.Meta.fields, "sittings", "items"]
        read_only_fields = fields


@extend_schema_serializer(component_name="CouncilDecision")
class DecisionSerializer(serializers.ModelSerializer):
    """A published decision. `address` never changes; `session` is the one in which it was adopted. Two sign it: where
    `countersigned_role` is not the secretary of the council, `no_countersign_reason` says why she did not sign; it is
    empty, with no second name, for decisions of before Agraw asked for it. `opposed` is the address of the decision on
    which this one deliberates anew.
    """

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    state = serializers.ChoiceField(choices=DecisionState.choices, read_only=True)
    visa = serializers.ChoiceField(choices=Visa.choices, read_only=True)
    theme = serializers.ChoiceField(source="deliberation.item.theme", choices=Theme.choices, read_only=True)
    session = serializers.IntegerField(source="deliberation.item.session_id", read_only=True)
    signed_by_ar = serializers.CharField(source="signed_by.name_ar", read_only=True)
    signed_by_fr = serializers.CharField(source="signed_by.name_fr", read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    countersigned_by_ar = serializers.CharField(
        source="countersigned_by.name_ar", read_only=True, allow_null=True, default=None
    )
    countersigned_by_fr = serializers.CharField(
        source="countersigned_by.name_fr", read_only=True, allow_null=True, default=None
    )
    countersigned_role = serializers.ChoiceField(choices=[*Countersigner.choices, ("", "none")], read_only=True)
    opposed = serializers.CharField(
        source="deliberation.item.opposed.address", read_only=True, allow_null=True, default=None
    )
    vote = CouncilVoteCountsSerializer(source="deliberation", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = [
            "address", "council", "number", "year", "title_ar", "title_fr", "text_ar", "text_fr", "state", "theme",
            "adopted_on", "published_at", "posted_from", "posted_until", "sent_on", "visa", "visa_on", "session",
            "signed_by_ar", "signed_by_fr", "signed_role", "countersigned_by_ar", "countersigned_by_fr",
            "countersigned_role", "no_countersign_reason", "opposed", "vote", "changed_at", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, decision) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/decisions/{decision.address}/")


class CouncilVoteSerializer(serializers.ModelSerializer):
    """How one member voted. `mandate` is the number of her mandate in the council."""

    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True)
    name_ar = serializers.CharField(source="mandate.name_ar", read_only=True)
    name_fr = serializers.CharField(source="mandate.name_fr", read_only=True)
    mandate = serializers.IntegerField(source="mandate_id", read_only=True)

    class Meta:
        model = Vote
        fields = ["mandate", "name_ar", "name_fr", "stance"]
        read_only_fields = fields


@extend_schema_serializer(component_name="CouncilDecisionDetail")
class DecisionDetailSerializer(DecisionSerializer):
    """One decision, with the vote of each member where names were taken, and the matter that it answers."""

    votes = CouncilVoteSerializer(source="deliberation.votes", many=True, read_only=True)
    referral = serializers.SerializerMethodField()

    class Meta(DecisionSerializer.Meta):
        fields = [*DecisionSerializer.Meta.fields, "referral", "votes"]
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_referral(self, decision) -> int | None:
        referral = decision.deliberation.item.referral
        return referral.pk if referral and is_shown(referral) else None
