"""Courses as other programs read them: published words alone, nothing of anyone who learns."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from training.enums import CourseState, ForRole, Licence, Proof
from training.models import Course, Lesson, Module


class CourseSerializer(serializers.ModelSerializer):
    """A line of the list. `space` is null for a course of the Lab; `minutes` is how long it takes, sessions included;
    `pass_mark` and `attendance` are percents.
    """

    space = serializers.CharField(source="space.commune.slug", read_only=True, allow_null=True, default=None)
    state = serializers.ChoiceField(choices=CourseState.choices, read_only=True)
    licence = serializers.ChoiceField(choices=Licence.choices, read_only=True)
    proof = serializers.ChoiceField(choices=Proof.choices, read_only=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ForRole.choices), read_only=True)
    lesson_count = serializers.IntegerField(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Course
        fields = [
            "id", "space", "title_ar", "title_fr", "roles", "minutes", "licence", "review_on", "version", "proof",
            "pass_mark", "attendance", "state", "published_at", "lesson_count", "is_demo", "url",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, course) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/courses/{course.pk}/")


class CourseLessonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Lesson
        fields = ["id", "number", "title_ar", "title_fr", "text_ar", "text_fr"]
        read_only_fields = fields


class CourseModuleSerializer(serializers.ModelSerializer):
    lessons = CourseLessonSerializer(many=True, read_only=True)

    class Meta:
        model = Module
        fields = ["id", "number", "title_ar", "title_fr", "lessons"]
        read_only_fields = fields


class CourseDetailSerializer(CourseSerializer):
    """A course with its lessons. Its quiz is not given here: it is answered on its page."""

    modules = CourseModuleSerializer(many=True, read_only=True)

    class Meta(CourseSerializer.Meta):
        fields = [*CourseSerializer.Meta.fields, "about_ar", "about_fr", "modules"]
        read_only_fields = fields
