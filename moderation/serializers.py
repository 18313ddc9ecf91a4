"""Moderation as other programs see it: the register, and a report sent. No field names a person or says what was
written."""

from rest_framework import serializers

from moderation.actions.reporting import WORDS_MAX
from moderation.enums import ActKind, Ground, Rule
from moderation.models import Act


class ModerationActSerializer(serializers.ModelSerializer):
    """A line of the register. `space` is the code of its commune, null for the Lab; `article` one of its charter."""

    space = serializers.CharField(source="space.commune.code", read_only=True, default=None, allow_null=True)
    thing = serializers.CharField(source="kind", read_only=True)
    act = serializers.ChoiceField(choices=ActKind.choices, read_only=True)
    ground = serializers.ChoiceField(choices=Ground.choices, read_only=True, allow_blank=True)
    rule = serializers.ChoiceField(choices=Rule.choices, read_only=True, allow_blank=True)
    article = serializers.IntegerField(source="clause.number", read_only=True, default=None, allow_null=True)
    by_rule = serializers.BooleanField(source="is_by_rule", read_only=True)
    case = serializers.IntegerField(source="case_id", read_only=True)

    class Meta:
        model = Act
        fields = ["id", "case", "at", "space", "thing", "act", "ground", "article", "rule", "by_rule"]
        read_only_fields = fields


class SentReportSerializer(serializers.Serializer):
    """A report: the kind and the number of the thing, a reason, and words for the moderators alone."""

    thing = serializers.SlugField(max_length=24)
    key = serializers.IntegerField(min_value=1, max_value=2**53)
    ground = serializers.ChoiceField(choices=Ground.choices)
    words = serializers.CharField(max_length=WORDS_MAX, required=False, allow_blank=True, default="")


class ReceivedReportSerializer(serializers.Serializer):
    """What is answered: nothing but that it is there."""

    received = serializers.BooleanField(read_only=True)
