"""Spaces as other programs read them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import Theme
from spaces.enums import Role, SpaceState, Tongue
from spaces.models import Association, Charter, Clause, Membership, Space
from spaces.offers import offers_for


class CommuneSerializer(serializers.Serializer):
    """The commune of a space. `population` counts people at the census of `census_year`."""

    code = serializers.CharField()
    slug = serializers.CharField()
    name_ar = serializers.CharField()
    name_fr = serializers.CharField()
    population = serializers.IntegerField()
    census_year = serializers.IntegerField()


class SpaceSerializer(serializers.ModelSerializer):
    """A line of the list. `member_count` counts people; `charter_version` is the one in force."""

    slug = serializers.CharField(source="commune.slug", read_only=True)
    state = serializers.ChoiceField(choices=SpaceState.choices, read_only=True)
    commune = CommuneSerializer(read_only=True)
    member_count = serializers.IntegerField(read_only=True)
    charter_version = serializers.IntegerField(read_only=True, allow_null=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Space
        fields = [
            "id", "slug", "state", "commune", "opened_at", "is_demo", "member_count", "charter_version",
            "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, space) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/spaces/{space.commune.slug}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, space) -> list[str]:
        """What the caller may do now."""
        return offers_for(space, self.context["request"].user)


class ClauseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Clause
        fields = ["number", "text_ar", "text_fr"]


class CharterSerializer(serializers.ModelSerializer):
    clauses = ClauseSerializer(many=True, read_only=True)

    class Meta:
        model = Charter
        fields = ["version", "published_at", "clauses"]


class StaffSerializer(serializers.ModelSerializer):
    """Someone who acts for the space, by her public name."""

    name = serializers.CharField(source="user.public_name", read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Membership
        fields = ["name", "role", "started_at"]
        read_only_fields = fields


class SpaceDetailSerializer(SpaceSerializer):
    charter = serializers.SerializerMethodField()
    staff = serializers.SerializerMethodField()

    class Meta(SpaceSerializer.Meta):
        fields = [*SpaceSerializer.Meta.fields, "welcome_ar", "welcome_fr", "contact", "charter", "staff"]
        read_only_fields = fields

    @extend_schema_field(CharterSerializer(allow_null=True))
    def get_charter(self, space):
        charter = space.charters.in_force()
        return CharterSerializer(charter).data if charter else None

    @extend_schema_field(StaffSerializer(many=True))
    def get_staff(self, space):
        return StaffSerializer(space.memberships.staff(), many=True).data


class VersionSerializer(serializers.Serializer):
    """The charter's version that the person has read: the one in force."""

    version = serializers.IntegerField(min_value=1, max_value=32767)


class SeatSerializer(serializers.Serializer):
    """The commune of an association's seat."""

    code = serializers.CharField()
    slug = serializers.CharField()
    name_ar = serializers.CharField()
    name_fr = serializers.CharField()


class AssociationSerializer(serializers.ModelSerializer):
    """What everyone sees of an association. `founded` is a year.

    `checked_on` is the day on which its dossier was complete and checked; null else, and nothing says what it lacks.
    `email`, `phone` and `site` are null unless the association shows them.
    """

    seat = SeatSerializer(read_only=True)
    founded = serializers.IntegerField(source="founded_on.year", read_only=True)
    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.choices), read_only=True)
    languages = serializers.ListField(child=serializers.ChoiceField(choices=Tongue.choices), read_only=True)
    checked_on = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    site = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Association
        fields = [
            "id", "name_ar", "name_fr", "seat", "founded", "themes", "languages", "checked_on", "email", "phone",
            "site", "created_at", "is_demo", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "date"})
    def get_checked_on(self, association):
        return association.checked_on if association.is_in_order else None

    @extend_schema_field({"type": ["string", "null"], "format": "email"})
    def get_email(self, association) -> str | None:
        return association.reach.get("email")

    @extend_schema_field({"type": ["string", "null"]})
    def get_phone(self, association) -> str | None:
        return association.reach.get("phone")

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_site(self, association) -> str | None:
        return association.reach.get("site")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, association) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/associations/{association.pk}/")
