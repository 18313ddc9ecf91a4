"""Communal action plans as other programs read them. No field names a person; sums are in dirhams."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from councils.enums import Theme
from plans.enums import ActionState
from programmes.enums import BudgetSource, OriginKind, ProgrammeState, StepKind
from programmes.models import Axis, BudgetLine, Indicator, Measure, Milestone, Programme, Project


class ProgrammeSerializer(serializers.ModelSerializer):
    """A line of the list. `project_count` counts all projects; `done_count` and `late_count` are parts of it."""

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    version = serializers.IntegerField(source="number", read_only=True)
    updates = serializers.IntegerField(source="updates_id", read_only=True, allow_null=True)
    state = serializers.ChoiceField(choices=ProgrammeState.choices, read_only=True)
    project_count = serializers.IntegerField(read_only=True)
    done_count = serializers.IntegerField(read_only=True)
    late_count = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Programme
        fields = [
            "id", "council", "version", "updates", "title_ar", "title_fr", "state", "starts_on", "ends_on", "total",
            "voted_at", "executable_at", "project_count", "done_count", "late_count", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, programme) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/programmes/{programme.pk}/")


class ProgrammeStepSerializer(serializers.Serializer):
    """A step of the law: its article, its last day (null: none), the day on which it was first done."""

    kind = serializers.ChoiceField(choices=StepKind.choices, read_only=True)
    article = serializers.CharField(read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    done_on = serializers.DateField(read_only=True, allow_null=True)
    days_late = serializers.IntegerField(read_only=True)


class ProgrammeAxisSerializer(serializers.ModelSerializer):
    """An axis with the numbers of its projects (`/api/v1/projects/`)."""

    projects = serializers.ListField(source="keys", child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Axis
        fields = ["id", "title_ar", "title_fr", "aim_ar", "aim_fr", "projects"]
        read_only_fields = fields


class ProgrammeDetailSerializer(ProgrammeSerializer):
    """A programme with its axes and the steps of the law; `mean_progress` (percent) is over `standing_count` projects
    that were not abandoned; sums are over all of them."""

    mean_progress = serializers.IntegerField(source="figures.progress", read_only=True, allow_null=True)
    standing_count = serializers.IntegerField(source="figures.standing", read_only=True)
    cost = serializers.DecimalField(source="money.cost", max_digits=16, decimal_places=2, read_only=True)
    committed = serializers.DecimalField(source="money.committed", max_digits=16, decimal_places=2, read_only=True)
    paid = serializers.DecimalField(source="money.paid", max_digits=16, decimal_places=2, read_only=True)
    decision = serializers.CharField(source="decision.address", read_only=True, allow_null=True, default=None)
    steps = ProgrammeStepSerializer(source="stages", many=True, read_only=True)
    axes = ProgrammeAxisSerializer(source="chapters", many=True, read_only=True)

    class Meta(ProgrammeSerializer.Meta):
        fields = [
            *ProgrammeSerializer.Meta.fields, "vision_ar", "vision_fr", "decision", "mean_progress", "standing_count",
            "cost", "committed", "paid", "steps", "axes",
        ]  # fmt: skip
        read_only_fields = fields


class ProjectSerializer(serializers.ModelSerializer):
    """A line of the list. `progress` in percent; `confirmed_by` and `denied_by` count inhabitants of this round."""

    council = serializers.CharField(source="programme.council.territory.slug", read_only=True)
    programme = serializers.IntegerField(source="programme_id", read_only=True)
    axis = serializers.IntegerField(source="axis_id", read_only=True)
    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)
    state = serializers.ChoiceField(choices=ActionState.choices, read_only=True)
    days_late = serializers.IntegerField(read_only=True)
    latitude = serializers.FloatField(source="location.y", read_only=True, allow_null=True, default=None)
    longitude = serializers.FloatField(source="location.x", read_only=True, allow_null=True, default=None)
    confirmed_by = serializers.IntegerField(source="yes_count", read_only=True)
    denied_by = serializers.IntegerField(source="no_count", read_only=True)
    committed = serializers.DecimalField(max_digits=16, decimal_places=2, read_only=True)
    paid = serializers.DecimalField(max_digits=16, decimal_places=2, read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Project
        fields = [
            "id", "council", "programme", "axis", "title_ar", "title_fr", "theme", "place", "latitude", "longitude",
            "service", "partners", "starts_on", "due_on", "state", "progress", "days_late", "cost", "committed", "paid",
            "confirmed_by", "denied_by", "started_at", "done_at", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, project) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/projects/{project.pk}/")


class ProjectOriginSerializer(serializers.Serializer):
    """What a project came from: its kind, and its number among the things of that kind."""

    kind = serializers.ChoiceField(choices=OriginKind.choices, read_only=True)
    id = serializers.IntegerField(source="key", read_only=True)


class BudgetLineSerializer(serializers.ModelSerializer):
    """Money from a source in a year."""

    source = serializers.ChoiceField(choices=BudgetSource.choices, read_only=True)

    class Meta:
        model = BudgetLine
        fields = ["year", "source", "source_name", "amount", "committed", "paid"]
        read_only_fields = fields


class ProjectMilestoneSerializer(serializers.ModelSerializer):
    """A step of a project; `reached_on` is null while it is not reached."""

    class Meta:
        model = Milestone
        fields = ["id", "title", "due_on", "reached_on"]
        read_only_fields = fields


class ProjectMeasureSerializer(serializers.ModelSerializer):
    """A value of an indicator on a day."""

    class Meta:
        model = Measure
        fields = ["on", "value", "note", "link"]
        read_only_fields = fields


class ProjectIndicatorSerializer(serializers.ModelSerializer):
    """From `baseline` to `target`, in `unit`; `values` by day, the newest last."""

    values = ProjectMeasureSerializer(source="measures", many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = ["id", "name_ar", "name_fr", "unit", "baseline", "target", "values"]
        read_only_fields = fields


class ProjectDetailSerializer(ProjectSerializer):
    """A project with its money, milestones, indicators, and what it came from as far as the caller may see it."""

    came_from = ProjectOriginSerializer(source="shown_origins", many=True, read_only=True)
    budget = BudgetLineSerializer(source="lines", many=True, read_only=True)
    milestones = ProjectMilestoneSerializer(many=True, read_only=True)
    indicators = ProjectIndicatorSerializer(many=True, read_only=True)
    thread = serializers.IntegerField(source="thread_id", read_only=True, allow_null=True)

    class Meta(ProjectSerializer.Meta):
        fields = [
            *ProjectSerializer.Meta.fields, "text_ar", "text_fr", "came_from", "budget", "milestones", "indicators",
            "thread",
        ]  # fmt: skip
        read_only_fields = fields
