"""Orders and written questions for other programs: read only, what everyone may read."""

from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError

from core.permissions import PublicRead
from presidency.filters import OrderApiFilter, QuestionApiFilter
from presidency.models import Order, WrittenQuestion
from presidency.serializers import (
    OrderDetailSerializer,
    OrderSerializer,
    WrittenQuestionDetailSerializer,
    WrittenQuestionSerializer,
)

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class Reading(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """A list that is filtered by what is named, and one of its things. What is in preparation is not there."""

    permission_classes = [PublicRead]
    scope = "referrals"
    lookup_value_regex = "[0-9]{1,15}"

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)


class OrderViewSet(Reading):
    """Orders of the presidents of councils that were published, in force or repealed."""

    queryset = Order.objects.none()
    filterset_class = OrderApiFilter

    def get_queryset(self):
        rows = Order.objects.public()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def get_serializer_class(self):
        return OrderSerializer if self.action == "list" else OrderDetailSerializer


class WrittenQuestionViewSet(Reading):
    """Written questions of members, with their age or their answer."""

    queryset = WrittenQuestion.objects.none()
    filterset_class = QuestionApiFilter

    def get_queryset(self):
        rows = WrittenQuestion.objects.public()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def get_serializer_class(self):
        return WrittenQuestionSerializer if self.action == "list" else WrittenQuestionDetailSerializer
