"""Results for other programs: what everyone may see of the counts, and nothing of a person."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from consultations.results import Told, may_see
from consultations.views.results import PersonThrottle, VisitorThrottle


class ResultsMixin:
    """Adds `results` to the consultations of the API."""

    def get_throttles(self):
        also = [VisitorThrottle(), PersonThrottle()] if self.action == "results" else []
        return [*super().get_throttles(), *also]

    @extend_schema(responses=OpenApiTypes.OBJECT, filters=False)
    @action(detail=True, pagination_class=None)
    def results(self, request, pk=None):
        """The counts of a consultation, when they are shown to the caller (404 before); null where they are hidden."""
        row = self.row()
        if not may_see(row, request.user):
            raise Http404
        return Response(Told(row).as_data())
