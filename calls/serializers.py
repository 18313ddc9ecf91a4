"""Calls as other programs read them: what everyone may read, and nobody's application but the winners'."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calls.enums import CallState, LastTie, PlacesBy, ProjectState, Seat
from calls.models import Call, Category, Criterion
from calls.winners import winners_of
from councils.enums import Theme
from spaces.enums import PaperKind


class CallSerializer(serializers.ModelSerializer):
    """A line of the list. `envelope` and `ceiling` in dirhams; `council` is null when the space calls alone."""

    space = serializers.CharField(source="space.commune.slug", read_only=True)
    council = serializers.CharField(source="council.territory.slug", read_only=True, allow_null=True, default=None)
    state = serializers.ChoiceField(choices=CallState.choices, read_only=True)
    takes_applications = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Call
        fields = [
            "id", "space", "council", "partner", "title_ar", "title_fr", "state", "envelope", "ceiling", "is_blind",
            "opens_at", "closes_at", "results_on", "published_at", "closed_at", "awarded_at", "finished_at",
            "cancelled_at", "takes_applications", "is_demo", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, call) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/calls/{call.pk}/")


class CallCategorySerializer(serializers.ModelSerializer):
    """A category; `places` is how many projects are retained in it, null when the call counts over all."""

    theme = serializers.ChoiceField(choices=Theme.choices, read_only=True)

    class Meta:
        model = Category
        fields = ["id", "name_ar", "name_fr", "theme", "places"]
        read_only_fields = fields


class CallCriterionSerializer(serializers.ModelSerializer):
    """A line of the grid: points from 0 to `most`, counted `weight` times."""

    class Meta:
        model = Criterion
        fields = ["id", "name_ar", "name_fr", "most", "weight"]
        read_only_fields = fields


class CriterionMeanSerializer(serializers.Serializer):
    """The mean of a criterion, in its own points."""

    name = serializers.CharField()
    mean = serializers.FloatField()
    most = serializers.IntegerField()
    weight = serializers.IntegerField()


class CallWinnerSerializer(serializers.Serializer):
    """A retained project: `granted` in dirhams, `score` out of 100, `rank` shared by equals. Nobody's own score."""

    project = serializers.IntegerField(source="row.project.pk")
    project_state = serializers.ChoiceField(choices=ProjectState.choices, source="row.project.state")
    title = serializers.CharField(source="row.title")
    association = serializers.IntegerField(source="row.association_id")
    association_name = serializers.CharField(source="row.association")
    category = serializers.IntegerField(source="row.category_id", allow_null=True)
    granted = serializers.IntegerField()
    score = serializers.FloatField(source="mean")
    rank = serializers.IntegerField(source="row.rank")
    broken_by = serializers.CharField(source="row.broken_by")
    reasons = serializers.CharField(source="row.reasons")
    means = CriterionMeanSerializer(many=True)


class CallDetailSerializer(CallSerializer):
    """One call: who may apply, the grid, what decides between equals; its winners once they are published."""

    seat = serializers.ChoiceField(choices=Seat.choices, read_only=True)
    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.choices), read_only=True)
    papers = serializers.ListField(child=serializers.ChoiceField(choices=PaperKind.choices), read_only=True)
    places_by = serializers.ChoiceField(choices=PlacesBy.choices, read_only=True)
    last_tie = serializers.ChoiceField(choices=LastTie.choices, read_only=True)
    tie_criterion = serializers.IntegerField(source="tie_criterion_id", read_only=True, allow_null=True)
    categories = CallCategorySerializer(many=True, read_only=True)
    criteria = CallCriterionSerializer(many=True, read_only=True)
    winners = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = [
            *CallSerializer.Meta.fields, "purpose_ar", "purpose_fr", "seat", "least_years", "themes", "papers",
            "evaluators_min", "places_by", "places", "reserve_places", "last_tie", "tie_criterion", "seed",
            "categories", "criteria", "winners",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(CallWinnerSerializer(many=True))
    def get_winners(self, call) -> list:
        """Empty until the winners are published."""
        return CallWinnerSerializer(winners_of(call) if call.is_decided() else [], many=True).data
