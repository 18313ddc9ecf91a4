"""Courses for other programs: read by anyone."""

from rest_framework import mixins, viewsets

from core.filtering import KnownFilters
from core.permissions import PublicRead
from training.filters import CourseApiFilter
from training.models import Course
from training.serializers import CourseDetailSerializer, CourseSerializer


class CourseViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Courses. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "training"
    queryset = Course.objects.none()
    filterset_class = CourseApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        if self.action == "list":
            return Course.objects.public().for_list()
        return Course.objects.visible_to(self.request.user).for_page().prefetch_related("modules__lessons")

    def get_serializer_class(self):
        return CourseSerializer if self.action == "list" else CourseDetailSerializer
