"""Public assemblies as other programs read them: numbers and words, nobody's name but those of candidates."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from assemblies.enums import AssemblyKind, AssemblyState, Majority, VoteKind, VoteState, VoteWay
from assemblies.models import AgendaItem, Assembly, Candidate, Vote
from assemblies.printing import LANGUAGES


class AssemblySerializer(serializers.ModelSerializer):
    """A line of the list. Of `network` and `association`, the keys of the body, one is null; `held_at` is when the call
    that counts is held, `call` 1 or 2.
    """

    network = serializers.IntegerField(source="network_id", read_only=True, allow_null=True)
    association = serializers.IntegerField(source="association_id", read_only=True, allow_null=True)
    body = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=AssemblyKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=AssemblyState.choices, read_only=True)
    held_at = serializers.DateTimeField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Assembly
        fields = [
            "id", "network", "association", "body", "kind", "title", "state", "call", "held_at", "place",
            "convened_at", "opened_at", "closed_at", "published_at", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, assembly) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/assemblies/{assembly.pk}/")


class AssemblyCandidateSerializer(serializers.ModelSerializer):
    """Someone who stood, with counted voices; `is_level` when level with others for the last seats."""

    class Meta:
        model = Candidate
        fields = ["name", "votes", "is_elected", "is_level"]
        read_only_fields = fields


class AssemblyVoteSerializer(serializers.ModelSerializer):
    """A vote that was counted: voices, of `voices` present or represented; `number` is that of the resolution."""

    kind = serializers.ChoiceField(choices=VoteKind.choices, read_only=True)
    way = serializers.ChoiceField(choices=VoteWay.choices, read_only=True)
    majority = serializers.ChoiceField(choices=Majority.choices, read_only=True)
    voices = serializers.IntegerField(read_only=True)
    candidates = AssemblyCandidateSerializer(many=True, read_only=True)

    class Meta:
        model = Vote
        fields = [
            "id", "kind", "way", "majority", "question", "seats", "roll", "present", "represented", "needed", "voices",
            "votes_for", "against", "abstained", "cast", "is_adopted", "number", "opened_at", "closed_at", "candidates",
        ]  # fmt: skip
        read_only_fields = fields


class AgendaItemSerializer(serializers.ModelSerializer):
    """A point of the agenda, with the votes that were counted."""

    votes = serializers.SerializerMethodField()

    class Meta:
        model = AgendaItem
        fields = ["position", "title", "text", "votes"]
        read_only_fields = fields

    @extend_schema_field(AssemblyVoteSerializer(many=True))
    def get_votes(self, item):
        counted = [vote for vote in item.votes.all() if vote.state == VoteState.CLOSED]
        return AssemblyVoteSerializer(counted, many=True).data


class AssemblyDetailSerializer(AssemblySerializer):
    """One assembly: its agenda, results, and the PDFs of its minutes once they are published."""

    agenda = AgendaItemSerializer(source="items", many=True, read_only=True)
    minutes = serializers.SerializerMethodField()

    class Meta(AssemblySerializer.Meta):
        fields = [*AssemblySerializer.Meta.fields, "words", "notice_days", "quorum", "agenda", "minutes"]
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_minutes(self, assembly) -> dict[str, str]:
        """The SHA-256 of each PDF, by its language; empty before they are published."""
        minutes = getattr(assembly, "minutes", None) if assembly.state == AssemblyState.PUBLISHED else None
        digests = {code: getattr(minutes, f"digest_{code}", "") for code in LANGUAGES}
        return {code: digest for code, digest in digests.items() if digest}
