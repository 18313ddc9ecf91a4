"""Communal action plans and their projects for other programs: read only."""

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from plans.api import Reading
from programmes.figures import summed
from programmes.filters import ProgrammeApiFilter, ProjectApiFilter
from programmes.models import Programme, Project
from programmes.reading import sources
from programmes.serializers import (
    ProgrammeDetailSerializer,
    ProgrammeSerializer,
    ProjectDetailSerializer,
    ProjectSerializer,
)
from programmes.steps import stages_of


class ProgrammeViewSet(Reading):
    """Communal action plans: those whose preparation is open to everyone."""

    scope = "councils"
    queryset = Programme.objects.none()
    filterset_class = ProgrammeApiFilter

    def get_queryset(self):
        rows = Programme.objects.visible_to(self.request.user)
        return rows.public().for_list() if self.action == "list" else rows.for_list().select_related("decision")

    def get_serializer_class(self):
        return ProgrammeSerializer if self.action == "list" else ProgrammeDetailSerializer

    def retrieve(self, request, *args, **kwargs):
        """One programme, with its axes, what it adds up to and the steps of the law."""
        row = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        projects = list(Project.objects.visible_to(request.user).filter(programme=row).for_list())
        row.figures, row.money = summed(row, projects)
        row.stages = stages_of(Programme.objects.for_detail().get(pk=row.pk))
        row.chapters = list(row.axes.all()) if projects else []
        for axis in row.chapters:
            axis.keys = [one.pk for one in projects if one.axis_id == axis.pk]
        return Response(self.get_serializer(row).data)


class ProjectViewSet(Reading):
    """Projects of communal action plans whose draft can be read."""

    scope = "councils"
    queryset = Project.objects.none()
    filterset_class = ProjectApiFilter

    def get_queryset(self):
        rows = Project.objects.visible_to(self.request.user)
        return rows.public().for_list().order_by() if self.action == "list" else rows.for_list()

    def get_serializer_class(self):
        return ProjectSerializer if self.action == "list" else ProjectDetailSerializer

    def retrieve(self, request, *args, **kwargs):
        """One project, with its money, milestones, indicators and what it came from."""
        rows = self.get_queryset().prefetch_related("lines", "milestones", "indicators__measures")
        row = get_object_or_404(rows, pk=kwargs["pk"])
        origins = list(row.origins.all())
        seen = {source.pk for source in sources(origins, request.user)}
        row.shown_origins = [one for one in origins if one.pk in seen]
        return Response(self.get_serializer(row).data)
