"""Consultations for other programs: read by anyone, moved by a token with the scope `consultations:write`.

`ReadingViewSet` is what the API's other acts about a consultation are added to, as mixins.
"""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from consultations import actions
from consultations.actions.moving import BY_NAME
from consultations.api.answering import MyAnswerMixin
from consultations.api.results import ResultsMixin
from consultations.enums import ConsultationState
from consultations.filters import ConsultationApiFilter
from consultations.models import Consultation
from consultations.reading import parts_with_all
from consultations.serializers import (
    ConsultationDetailSerializer,
    ConsultationEntrySerializer,
    ConsultationSerializer,
)
from consultations.timeline import WORDS
from core.filtering import KnownFilters
from core.journal import history
from core.permissions import PublicRead
from debates.serializers.debate import ReasonSerializer


class ReadingViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Consultations. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "consultations"
    queryset = Consultation.objects.none()
    filterset_class = ConsultationApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        consultations = Consultation.objects.visible_to(self.request.user)
        if self.action == "list":
            return consultations.exclude(state=ConsultationState.DRAFT).for_list().prefetch_related("parts__tally")
        return consultations.for_detail()

    def get_serializer_class(self):
        return ConsultationSerializer if self.action == "list" else ConsultationDetailSerializer

    def retrieve(self, request, *args, **kwargs):
        """One consultation, with what it asks now: parts, questions, options, proposals, statements shown."""
        return self.shown(self.row())

    @extend_schema(
        request=ReasonSerializer,
        responses=ConsultationDetailSerializer,
        parameters=[OpenApiParameter("move", str, OpenApiParameter.PATH, enum=sorted(BY_NAME))],
    )
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        row, data = self.row(), ReasonSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        if move not in BY_NAME:
            raise ValidationError({"move": ["There is no such move."]})
        actions.move(row, move, by=request.user, note=data.validated_data["note"])
        row = self.get_queryset().filter(pk=row.pk).first()
        return Response(status=204) if row is None else self.shown(row)  # hidden by this very act

    @extend_schema(responses=ConsultationEntrySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, url_name="history", url_path="history")
    def past(self, request, pk=None):
        """What happened to a consultation, oldest first."""
        entries = history(self.row()).filter(action__in=WORDS)
        return Response(ConsultationEntrySerializer(entries, many=True).data)

    def row(self) -> Consultation:
        """Return the consultation of the address, with what rules and acts ask for, or answer 404."""
        return get_object_or_404(Consultation.objects.visible_to(self.request.user).for_detail(), pk=self.kwargs["pk"])

    def shown(self, row: Consultation) -> Response:
        """Answer with a consultation and all it asks."""
        row.shown_parts = parts_with_all(row)
        return Response(ConsultationDetailSerializer(row, context=self.get_serializer_context()).data)


class ConsultationViewSet(MyAnswerMixin, ResultsMixin, ReadingViewSet):
    """Consultations. One that the caller may not see does not exist for her (404)."""
