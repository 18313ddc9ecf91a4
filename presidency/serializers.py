"""Orders and written questions as other programs read them: public acts, under the names in which they were signed."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import Role, Theme
from presidency.enums import OrderKind, OrderState, QuestionState
from presidency.models import Order, WrittenQuestion


class OrderSerializer(serializers.ModelSerializer):
    """An order of a council's president. `replaced_by` is the number here of the order that replaced it."""

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    kind = serializers.ChoiceField(choices=OrderKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=OrderState.choices, read_only=True)
    signed_role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    replaced_by = serializers.IntegerField(source="replaced_by_id", read_only=True, allow_null=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = [
            "id", "council", "year", "number", "kind", "title_ar", "title_fr", "article", "state", "signed_on",
            "signed_role", "published_at", "repealed_at", "replaced_by", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, order) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/orders/{order.pk}/")


class OrderDetailSerializer(OrderSerializer):
    """An order with its text."""

    class Meta(OrderSerializer.Meta):
        fields = [*OrderSerializer.Meta.fields, "text_ar", "text_fr"]
        read_only_fields = fields


class WrittenQuestionSerializer(serializers.ModelSerializer):
    """A written question of a member. `age` in days, until its answer when it has one.

    `missed_on` is the opening of the session for which it came too late, null when it came in time.
    """

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    member_ar = serializers.CharField(source="mandate.name_ar", read_only=True)
    member_fr = serializers.CharField(source="mandate.name_fr", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=QuestionState.choices, read_only=True)
    session = serializers.IntegerField(source="session_id", read_only=True, allow_null=True)
    age = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = WrittenQuestion
        fields = [
            "id", "council", "member_ar", "member_fr", "title", "theme", "state", "received_on", "session",
            "session_on", "missed_on", "due_on", "answered_at", "age", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, question) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/written-questions/{question.pk}/")


class WrittenQuestionDetailSerializer(WrittenQuestionSerializer):
    """A question with its words and its answer, empty until it is signed."""

    reply = serializers.SerializerMethodField()

    class Meta(WrittenQuestionSerializer.Meta):
        fields = [*WrittenQuestionSerializer.Meta.fields, "text", "came_from", "reply"]
        read_only_fields = fields

    def get_reply(self, question) -> str:
        return question.reply if question.state == QuestionState.ANSWERED else ""
