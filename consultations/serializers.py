"""Consultations as other programs read them. No field tells who answered, nor who proposed a statement."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consultations.enums import Audience, ConsultationState, Method, PartKind, QuestionKind, Showing, Verdict
from consultations.models import (
    Candidate,
    Consultation,
    Document,
    Option,
    Part,
    Question,
    Raised,
    ReplyPoint,
    Statement,
)
from consultations.replies import reply_of
from consultations.rules import acts
from core.enums import Visibility
from core.models import Entry
from councils.enums import Theme


class ConsultationSerializer(serializers.ModelSerializer):
    """A line of the list. The three counts are of answers that were sent, by the way they came.

    `council` is null when the space asks; `takes_answers` tells whether an answer may be given at this moment.
    """

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    council = serializers.CharField(source="council.territory.slug", read_only=True, allow_null=True, default=None)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    audience = serializers.ChoiceField(choices=Audience.choices, read_only=True)
    showing = serializers.ChoiceField(choices=Showing.choices, read_only=True)
    state = serializers.ChoiceField(choices=ConsultationState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    response_count = serializers.IntegerField(read_only=True)
    takes_answers = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Consultation
        fields = [
            "id", "space", "council", "title", "theme", "audience", "is_anonymous", "showing", "state", "visibility",
            "opens_at", "closes_at", "opened_at", "closed_at", "published_at", "online_count", "desk_count",
            "paper_count", "response_count", "takes_answers", "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, consultation) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/consultations/{consultation.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, consultation) -> list[str]:
        """What the caller may do now."""
        return acts(consultation, self.context["request"].user)


SOURCE = ["source_path", "source_title"]


class OptionSerializer(serializers.ModelSerializer):
    """An option: its words in both languages, and the page here from which it came."""

    class Meta:
        model = Option
        fields = ["id", "text_ar", "text_fr", *SOURCE]
        read_only_fields = fields


class QuestionSerializer(serializers.ModelSerializer):
    """A question. It is asked when `shown_if` is null, or was answered by one of the options in `shown_for`."""

    kind = serializers.ChoiceField(choices=QuestionKind.choices, read_only=True)
    settings = serializers.DictField(read_only=True)
    shown_if = serializers.IntegerField(source="shown_if_id", read_only=True, allow_null=True)
    shown_for = serializers.ListField(child=serializers.IntegerField(), read_only=True)
    options = OptionSerializer(source="choices", many=True, read_only=True)

    class Meta:
        model = Question
        fields = [
            "id", "kind", "text_ar", "text_fr", "help_ar", "help_fr", "is_required", "settings", "shown_if",
            "shown_for", "options",
        ]  # fmt: skip
        read_only_fields = fields


class CandidateSerializer(serializers.ModelSerializer):
    """A need or a project among the priorities; `cost` in dirhams."""

    class Meta:
        model = Candidate
        fields = ["id", "text_ar", "text_fr", "about_ar", "about_fr", "cost", *SOURCE]
        read_only_fields = fields


class StatementSerializer(serializers.ModelSerializer):
    """A statement that is shown, as its author wrote it; who wrote it is not told."""

    class Meta:
        model = Statement
        fields = ["id", "text", *SOURCE]
        read_only_fields = fields


class PartSerializer(serializers.ModelSerializer):
    """A part, with what it asks now: what was taken out is left out. `budget` in dirhams."""

    kind = serializers.ChoiceField(choices=PartKind.choices, read_only=True)
    method = serializers.ChoiceField(choices=[*Method.choices, ("", "none")], read_only=True)
    questions = QuestionSerializer(source="asks", many=True, read_only=True)
    candidates = CandidateSerializer(source="proposals", many=True, read_only=True)
    statements = StatementSerializer(source="said", many=True, read_only=True)

    class Meta:
        model = Part
        fields = [
            "id", "kind", "title_ar", "title_fr", "method", "budget", "most", "questions", "candidates", "statements",
        ]  # fmt: skip
        read_only_fields = fields


class ConsultationDocumentSerializer(serializers.ModelSerializer):
    """A PDF; `size` in bytes."""

    file = serializers.HyperlinkedIdentityField("consultations:document", lookup_field="pk")

    class Meta:
        model = Document
        fields = ["id", "title", "pages", "size", "file"]
        read_only_fields = fields


class ReplyPointSerializer(serializers.ModelSerializer):
    """A point of the council's reply: what of the result, what the council does with it, why."""

    verdict = serializers.ChoiceField(choices=Verdict.choices, read_only=True)

    class Meta:
        model = ReplyPoint
        fields = ["about", "verdict", "reasons"]
        read_only_fields = fields


class ReplySerializer(serializers.Serializer):
    """The result before the council: its number there, until when it replies, when it replied, its points since."""

    referral = serializers.IntegerField(source="referral.pk", read_only=True)
    due_on = serializers.DateField(source="referral.due_on", read_only=True)
    answered_at = serializers.DateTimeField(source="referral.answered_at", read_only=True, allow_null=True)
    points = ReplyPointSerializer(many=True, read_only=True)


class RaisedSerializer(serializers.ModelSerializer):
    """A need that came from the result: its address here, without the language, and its title as it was raised."""

    class Meta:
        model = Raised
        fields = ["path", "title"]
        read_only_fields = fields


class ConsultationDetailSerializer(ConsultationSerializer):
    """One consultation: why people are asked, what will be done with the result, what is asked."""

    page = serializers.SerializerMethodField()
    documents = ConsultationDocumentSerializer(many=True, read_only=True)
    parts = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()
    thread = serializers.SerializerMethodField()
    reply = serializers.SerializerMethodField()
    needs = serializers.SerializerMethodField()

    class Meta(ConsultationSerializer.Meta):
        fields = [
            *ConsultationSerializer.Meta.fields, "purpose", "use", "summary", "page", "thread", "documents", "parts",
            "reply", "needs",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ReplySerializer(allow_null=True))
    def get_reply(self, consultation) -> dict | None:
        """Null until the result is put before the council; its points are there once it has answered."""
        reply = reply_of(consultation)
        return ReplySerializer(reply).data if reply["referral"] else None

    @extend_schema_field(RaisedSerializer(many=True))
    def get_needs(self, consultation) -> list:
        """The needs that came from the result; none before it is published."""
        if consultation.state != ConsultationState.PUBLISHED:
            return []
        return RaisedSerializer(consultation.raised.all(), many=True).data

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, consultation) -> str:
        return self.context["request"].build_absolute_uri(consultation.get_absolute_url())

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_thread(self, consultation) -> str | None:
        """Where it is discussed; null before it was opened."""
        if consultation.thread_id is None:
            return None
        return self.context["request"].build_absolute_uri(f"/api/v1/threads/{consultation.thread_id}/")

    @extend_schema_field(serializers.CharField())
    def get_summary(self, consultation) -> str:
        """What the result says, in the words of who leads; empty before it is published."""
        return consultation.summary if consultation.state == ConsultationState.PUBLISHED else ""

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, consultation) -> list:
        return PartSerializer(consultation.shown_parts, many=True, context=self.context).data


class ConsultationEntrySerializer(serializers.ModelSerializer):
    """One act of the history of a consultation: `note` is its public reason, `by` a public name."""

    note = serializers.CharField(source="said", read_only=True)
    by = serializers.CharField(source="by.public_name", read_only=True)

    class Meta:
        model = Entry
        fields = ["id", "at", "action", "axis", "source", "target", "by", "note"]
        read_only_fields = fields
