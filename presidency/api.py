"""Orders and written questions for other programs: read only, what everyone may read."""

from rest_framework import mixins, viewsets

from core.filtering import KnownFilters
from core.permissions import PublicRead
from presidency.filters import OrderApiFilter, QuestionApiFilter
from presidency.models import Order, WrittenQuestion
from presidency.serializers import (
    OrderDetailSerializer,
    OrderSerializer,
    WrittenQuestionDetailSerializer,
    WrittenQuestionSerializer,
)


class Reading(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """A list that is filtered by what is named, and one of its things. What is in preparation is not there."""

    permission_classes = [PublicRead]
    scope = "referrals"
    lookup_value_regex = "[0-9]{1,15}"


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
