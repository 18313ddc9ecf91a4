"""Reference documents and joint action plans for other programs: read only."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.response import Response

from core.filtering import KnownFilters
from core.permissions import PublicRead
from plans.figures import totals
from plans.filters import DocumentApiFilter, PlanApiFilter
from plans.models import Adoption, Plan, ReferenceDocument
from plans.reading import passages_of
from plans.serializers import (
    PlanDetailSerializer,
    PlanSerializer,
    ReferenceDocumentDetailSerializer,
    ReferenceDocumentSerializer,
)


class Reading(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """A list that is filtered by what is named, and one of its things. What the caller may not see is not there."""

    permission_classes = [PublicRead]
    scope = "spaces"
    lookup_value_regex = "[0-9]{1,15}"


class PlanViewSet(Reading):
    """Joint action plans: published ones; a draft is in no list."""

    queryset = Plan.objects.none()
    filterset_class = PlanApiFilter

    def get_queryset(self):
        plans = Plan.objects.visible_to(self.request.user).for_list()
        return plans.exclude(state="draft") if self.action == "list" else plans

    def get_serializer_class(self):
        return PlanSerializer if self.action == "list" else PlanDetailSerializer

    def retrieve(self, request, *args, **kwargs):
        """One plan, with its axes, actions, milestones, indicators and what each action came from."""
        row = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        actions = list(row.actions.for_list().prefetch_related("milestones", "indicators__measures", "origins"))
        row.figures = totals(actions)
        row.chapters = list(row.axes.all())
        for axis in row.chapters:
            axis.rows = [one for one in actions if one.axis_id == axis.pk]
        return Response(self.get_serializer(row).data)


class ReferenceDocumentViewSet(Reading):
    """Reference documents of which a version is published."""

    queryset = ReferenceDocument.objects.none()
    filterset_class = DocumentApiFilter

    def get_queryset(self):
        documents = ReferenceDocument.objects.visible_to(self.request.user).for_list()
        return documents.filter(published_at__isnull=False) if self.action == "list" else documents

    def get_serializer_class(self):
        return ReferenceDocumentSerializer if self.action == "list" else ReferenceDocumentDetailSerializer

    @extend_schema(parameters=[OpenApiParameter("version", int, description="A published version; the newest if none")])
    def retrieve(self, request, *args, **kwargs):
        """One document with the paragraphs of a published version, its phases, and who adopted it."""
        row = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        versions = list(row.versions.published().order_by("number"))
        asked = request.query_params.get("version", "")
        shown = next((one for one in versions if str(one.number) == asked), None)
        if asked and shown is None:
            raise Http404
        shown = shown or (versions[-1] if versions else None)
        row.published_versions = versions
        row.shown_number = shown.number if shown else None
        row.shown_passages = passages_of(shown) if shown else []
        row.standing_adoptions = Adoption.objects.filter(
            version__document=row, withdrawn_at__isnull=True
        ).select_related("association", "version")
        return Response(self.get_serializer(row).data)
