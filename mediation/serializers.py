"""A desk as other programs read it: where it is. Nothing that was written there, and nobody who works there."""

from rest_framework import serializers

from mediation.models import Desk


class DeskSerializer(serializers.ModelSerializer):
    """A desk; `association` is the number of the one that keeps it."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    association = serializers.IntegerField(source="association_id", read_only=True, allow_null=True)

    class Meta:
        model = Desk
        fields = ["id", "space", "kind", "name", "place", "association", "opened_at"]
        read_only_fields = fields
