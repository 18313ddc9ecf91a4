"""Networks as other programs read them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import Theme
from networks.enums import MemberKind, NetworkKind, NetworkState
from networks.models import Charter, Clause, Decision, Mandate, Member, Network


class NetworkSerializer(serializers.ModelSerializer):
    """A line of the list. The three counts are of active members; `places` are codes of communes and regions where it
    works (none: everywhere); `charter_version` is the one in force; the days of applications are both included.
    """

    kind = serializers.ChoiceField(choices=NetworkKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=NetworkState.choices, read_only=True)
    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.choices), read_only=True)
    takes = serializers.ListField(child=serializers.ChoiceField(choices=MemberKind.choices), read_only=True)
    places = serializers.SerializerMethodField()
    space_count = serializers.IntegerField(read_only=True)
    association_count = serializers.IntegerField(read_only=True)
    person_count = serializers.IntegerField(read_only=True)
    charter_version = serializers.IntegerField(read_only=True, allow_null=True)
    takes_applications = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Network
        fields = [
            "id", "kind", "state", "name_ar", "name_fr", "themes", "places", "since", "takes", "applications_from",
            "applications_to", "takes_applications", "space_count", "association_count", "person_count",
            "charter_version", "opened_at", "is_demo", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_places(self, network) -> list[str]:
        return [place.code for place in network.territories.all()]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, network) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/networks/{network.pk}/")


class NetworkClauseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Clause
        fields = ["number", "text_ar", "text_fr", "text_zgh"]


class NetworkCharterSerializer(serializers.ModelSerializer):
    """One version of a charter; `adhering` counts the active members that adhere to it."""

    clauses = NetworkClauseSerializer(many=True, read_only=True)
    adhering = serializers.IntegerField(read_only=True)

    class Meta:
        model = Charter
        fields = ["version", "published_at", "adhering", "clauses"]


class NetworkMandateSerializer(serializers.ModelSerializer):
    """Someone who steers the network, by her public name."""

    name = serializers.CharField(source="user.public_name", read_only=True)

    class Meta:
        model = Mandate
        fields = ["name", "task", "starts_on", "ends_on"]


class NetworkDecisionSerializer(serializers.ModelSerializer):
    """A decision that everyone may read."""

    class Meta:
        model = Decision
        fields = ["number", "taken_on", "title", "text"]


class NetworkDetailSerializer(NetworkSerializer):
    """One network, with its words, its charter in force, its steering group and its last twenty public decisions."""

    charter = serializers.SerializerMethodField()
    steering_group = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    class Meta(NetworkSerializer.Meta):
        fields = [
            *NetworkSerializer.Meta.fields, "presentation_ar", "presentation_fr", "charter", "steering_group",
            "decisions", "page",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(NetworkCharterSerializer(allow_null=True))
    def get_charter(self, network):
        charter = network.charters.with_adhering().order_by("-version").first()
        return NetworkCharterSerializer(charter).data if charter else None

    @extend_schema_field(NetworkMandateSerializer(many=True))
    def get_steering_group(self, network):
        return NetworkMandateSerializer(network.mandates.current().select_related("user"), many=True).data

    @extend_schema_field(NetworkDecisionSerializer(many=True))
    def get_decisions(self, network):
        return NetworkDecisionSerializer(network.decisions.filter(is_public=True)[:20], many=True).data

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, network) -> str:
        return self.context["request"].build_absolute_uri(network.get_absolute_url())


class NetworkMemberSerializer(serializers.ModelSerializer):
    """A member of the directory, by the name it goes by; `place` is a code, null when none was told; `themes` are those
    of the association, or what a space or a person told."""

    kind = serializers.ChoiceField(choices=MemberKind.choices, read_only=True)
    name = serializers.CharField(read_only=True)
    association = serializers.IntegerField(source="association_id", read_only=True, allow_null=True)
    space = serializers.CharField(source="space.commune.slug", read_only=True, allow_null=True, default=None)
    place = serializers.CharField(source="where.code", read_only=True, allow_null=True, default=None)
    themes = serializers.ListField(
        child=serializers.ChoiceField(choices=Theme.choices), source="works_on", read_only=True
    )

    class Meta:
        model = Member
        fields = ["id", "kind", "name", "association", "space", "place", "themes", "joined_at"]
        read_only_fields = fields
