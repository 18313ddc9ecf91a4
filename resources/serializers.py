"""The information bank as other programs read it. No field names a person."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import Theme
from resources.enums import FileKind, Language, Licence, Reader, ResourceKind, ResourceState
from resources.models import Resource, Version

FILE_KINDS = [*FileKind.choices, ("", "none")]


class ResourceSerializer(serializers.ModelSerializer):
    """A line of the list. `owner` is "space", "association" or "lab"; `place` is the code of the territory where it
    holds, null for the whole country; `roles` are those for whom it is above all; `size` in bytes.
    """

    kind = serializers.ChoiceField(choices=ResourceKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=ResourceState.choices, read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    licence = serializers.ChoiceField(choices=Licence.choices, read_only=True)
    languages = serializers.ListField(child=serializers.ChoiceField(choices=Language.choices), read_only=True)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=Reader.choices), source="readers", read_only=True
    )
    owner = serializers.SerializerMethodField()
    owner_name = serializers.CharField(read_only=True)
    space = serializers.CharField(source="space.commune.slug", read_only=True, allow_null=True, default=None)
    association = serializers.IntegerField(source="association_id", read_only=True, allow_null=True)
    place = serializers.CharField(source="territory.code", read_only=True, allow_null=True, default=None)
    file_kind = serializers.ChoiceField(choices=FILE_KINDS, read_only=True)
    is_to_be_reviewed = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Resource
        fields = [
            "id", "kind", "state", "title_ar", "title_fr", "title_zgh", "summary_ar", "summary_fr", "summary_zgh",
            "theme", "languages", "roles", "licence", "source", "owner", "owner_name", "space", "association", "place",
            "issued_on", "published_at", "changed_at", "review_on", "is_to_be_reviewed", "version", "file_kind", "size",
            "is_demo", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_owner(self, resource) -> str:
        """Who gives it: a space, an association under its own name, or the Lab."""
        return "association" if resource.association_id else "space" if resource.space_id else "lab"

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, resource) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/resources/{resource.pk}/")


class ResourceDetailSerializer(ResourceSerializer):
    """One resource, with what it says.

    `link` is a page elsewhere, `address` where an organisation is; `file` is null when there is none; `blanks` are
    those of a model letter, in the caller's language.
    """

    link = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()
    blanks = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta(ResourceSerializer.Meta):
        fields = [
            *ResourceSerializer.Meta.fields, "text_ar", "text_fr", "text_zgh", "link", "phone", "email",
            "address", "pages", "file", "page", "blanks",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_link(self, resource) -> str:
        return resource.url

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_file(self, resource) -> str | None:
        if not resource.file:
            return None
        return self.context["request"].build_absolute_uri(f"{resource.get_absolute_url()}file/")

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, resource) -> str:
        return self.context["request"].build_absolute_uri(resource.get_absolute_url())


class ResourceVersionSerializer(serializers.ModelSerializer):
    """A version: what the resource said from `at` on, and what had changed, in words."""

    licence = serializers.ChoiceField(choices=Licence.choices, read_only=True)
    file_kind = serializers.ChoiceField(choices=FILE_KINDS, read_only=True)

    class Meta:
        model = Version
        fields = [
            "number", "at", "change", "title_ar", "title_fr", "title_zgh", "summary_ar", "summary_fr", "summary_zgh",
            "text_ar", "text_fr", "text_zgh", "source", "licence", "issued_on", "file_kind", "size",
        ]  # fmt: skip
        read_only_fields = fields
