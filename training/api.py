"""Courses for other programs: read by anyone."""

from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError

from core.permissions import PublicRead
from training.filters import CourseApiFilter
from training.models import Course
from training.serializers import CourseDetailSerializer, CourseSerializer

# What an address may ask of the list besides its filters: anything else is refused, so that nobody filters by a guess.
ALSO_ALLOWED = {"cursor", "format"}


class CourseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)
