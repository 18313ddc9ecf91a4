"""Reference documents and joint action plans as other programs read them. No field names a person."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.enums import Visibility
from plans.enums import ActionState, OriginKind, OwnerKind, PassageKind, PhaseKind, PlanState
from plans.models import Action, Adoption, Axis, Indicator, Measure, Milestone, Passage, Phase, Plan, ReferenceDocument


class PlanSerializer(serializers.ModelSerializer):
    """A line of the list. `action_count` counts all actions; `done_count` and `late_count` are parts of it."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    state = serializers.ChoiceField(choices=PlanState.choices, read_only=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    document = serializers.IntegerField(source="document_id", read_only=True, allow_null=True)
    action_count = serializers.IntegerField(read_only=True)
    done_count = serializers.IntegerField(read_only=True)
    late_count = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Plan
        fields = [
            "id", "space", "document", "title_ar", "title_fr", "state", "visibility", "starts_on", "ends_on",
            "published_at", "closed_at", "action_count", "done_count", "late_count", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, plan) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/plans/{plan.pk}/")


class MilestoneSerializer(serializers.ModelSerializer):
    """A step of an action; `reached_on` is null while it is not reached."""

    class Meta:
        model = Milestone
        fields = ["id", "title", "due_on", "reached_on"]
        read_only_fields = fields


class MeasureSerializer(serializers.ModelSerializer):
    """A value of an indicator on a day."""

    class Meta:
        model = Measure
        fields = ["on", "value", "note", "link"]
        read_only_fields = fields


class IndicatorSerializer(serializers.ModelSerializer):
    """From `baseline` to `target`, in `unit`; `values` by day, the newest last."""

    values = MeasureSerializer(source="measures", many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = ["id", "name_ar", "name_fr", "unit", "baseline", "target", "values"]
        read_only_fields = fields


class OriginSerializer(serializers.Serializer):
    """What something came from: its kind, and its number among the things of that kind."""

    kind = serializers.ChoiceField(choices=OriginKind.choices, read_only=True)
    id = serializers.IntegerField(source="key", read_only=True)


class PlanActionSerializer(serializers.ModelSerializer):
    """An action. `progress` in percent; `days_late` is 0 when it is not late; `owner` is a name."""

    owner_kind = serializers.ChoiceField(choices=OwnerKind.choices, read_only=True)
    owner = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=ActionState.choices, read_only=True)
    days_late = serializers.IntegerField(read_only=True)
    came_from = OriginSerializer(source="origins", many=True, read_only=True)
    milestones = MilestoneSerializer(many=True, read_only=True)
    indicators = IndicatorSerializer(many=True, read_only=True)

    class Meta:
        model = Action
        fields = [
            "id", "title_ar", "title_fr", "text_ar", "text_fr", "owner_kind", "owner", "partners", "due_on", "state",
            "progress", "days_late", "started_at", "done_at", "came_from", "milestones", "indicators",
        ]  # fmt: skip
        read_only_fields = fields


class PlanAxisSerializer(serializers.ModelSerializer):
    """An axis with its actions."""

    actions = PlanActionSerializer(source="rows", many=True, read_only=True)

    class Meta:
        model = Axis
        fields = ["id", "title_ar", "title_fr", "aim_ar", "aim_fr", "actions"]
        read_only_fields = fields


class PlanDetailSerializer(PlanSerializer):
    """A plan with its axes; `mean_progress` (percent) is over the `standing_count` actions that were not abandoned."""

    mean_progress = serializers.IntegerField(source="figures.progress", read_only=True, allow_null=True)
    standing_count = serializers.IntegerField(source="figures.standing", read_only=True)
    axes = PlanAxisSerializer(source="chapters", many=True, read_only=True)

    class Meta(PlanSerializer.Meta):
        fields = [
            *PlanSerializer.Meta.fields, "purpose_ar", "purpose_fr", "mean_progress", "standing_count", "axes",
        ]  # fmt: skip
        read_only_fields = fields


class ReferenceDocumentSerializer(serializers.ModelSerializer):
    """A line of the list. `version_number` is that of the version in force; `region` the code of the Lab's region."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    region = serializers.CharField(source="region.code", read_only=True, allow_null=True, default=None)
    visibility = serializers.ChoiceField(choices=Visibility.choices, read_only=True)
    version_number = serializers.IntegerField(read_only=True, allow_null=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = ReferenceDocument
        fields = [
            "id", "space", "region", "title_ar", "title_fr", "visibility", "published_at", "version_number", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, document) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/reference-documents/{document.pk}/")


class PassageSerializer(serializers.ModelSerializer):
    """What a paragraph says in a version. `paragraph` is the same through all versions; headings have the number 0;
    `thread` is its discussion (`/api/v1/threads/`)."""

    kind = serializers.ChoiceField(choices=PassageKind.choices, read_only=True)
    paragraph = serializers.IntegerField(source="paragraph_id", read_only=True)
    number = serializers.IntegerField(read_only=True)
    thread = serializers.IntegerField(source="paragraph.thread_id", read_only=True, allow_null=True)
    remark_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Passage
        fields = ["paragraph", "number", "kind", "text_ar", "text_fr", "thread", "remark_count"]
        read_only_fields = fields


class PhaseSerializer(serializers.ModelSerializer):
    """A step of the process, its last day included."""

    kind = serializers.ChoiceField(choices=PhaseKind.choices, read_only=True)

    class Meta:
        model = Phase
        fields = ["kind", "starts_on", "ends_on", "text_ar", "text_fr"]
        read_only_fields = fields


class AdoptionSerializer(serializers.ModelSerializer):
    """An association that adopted a version."""

    association = serializers.IntegerField(source="association_id", read_only=True)
    name_ar = serializers.CharField(source="association.name_ar", read_only=True)
    name_fr = serializers.CharField(source="association.name_fr", read_only=True)
    version = serializers.IntegerField(source="version.number", read_only=True)

    class Meta:
        model = Adoption
        fields = ["association", "name_ar", "name_fr", "version", "at"]
        read_only_fields = fields


class VersionInfoSerializer(serializers.Serializer):
    """A published version: its number, when, what it brings."""

    number = serializers.IntegerField(read_only=True)
    published_at = serializers.DateTimeField(read_only=True)
    summary_ar = serializers.CharField(read_only=True)
    summary_fr = serializers.CharField(read_only=True)


class ReferenceDocumentDetailSerializer(ReferenceDocumentSerializer):
    """A document in a published version: the newest, or the one that `?version=` names."""

    version = serializers.IntegerField(source="shown_number", read_only=True, allow_null=True)
    passages = PassageSerializer(source="shown_passages", many=True, read_only=True)
    versions = VersionInfoSerializer(source="published_versions", many=True, read_only=True)
    phases = PhaseSerializer(many=True, read_only=True)
    adoptions = AdoptionSerializer(source="standing_adoptions", many=True, read_only=True)

    class Meta(ReferenceDocumentSerializer.Meta):
        fields = [
            *ReferenceDocumentSerializer.Meta.fields, "purpose_ar", "purpose_fr", "version", "passages", "versions",
            "phases", "adoptions",
        ]  # fmt: skip
        read_only_fields = fields
