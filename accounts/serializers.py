"""People as programs see them: never a contact, never a declaration."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from accounts.models import User
from accounts.rules import needs_second_factor
from accounts.trust import TRUST_NEEDED


class MeSerializer(serializers.ModelSerializer):
    """The person behind the request."""

    url = serializers.SerializerMethodField()
    name = serializers.CharField(source="public_name", read_only=True)
    commune = serializers.SlugRelatedField(
        "slug", read_only=True, allow_null=True, help_text="slug of the commune of residence"
    )
    trust = serializers.IntegerField(read_only=True, help_text="0 declared, 1 contact confirmed, 2 vouched for, 3 seen")
    second_factor_needed = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["url", "name", "language", "commune", "trust", "second_factor_needed", "actions"]
        read_only_fields = fields

    @extend_schema_field(str)
    def get_url(self, user):
        return reverse("me", request=self.context["request"])

    def get_second_factor_needed(self, user) -> bool:
        return needs_second_factor(user)

    def get_actions(self, user) -> list[str]:
        return [act for act, level in TRUST_NEEDED.items() if user.trust >= level]
