"""The administration: courses and groups are read. Progress and coaching are nobody's to read here."""

from django.contrib import admin

from core.admin import ReadOnly
from training.models import Cohort, Course


@admin.register(Course)
class CourseAdmin(ReadOnly):
    list_display = ["id", "title_fr", "space", "state", "version", "review_on"]
    list_filter = ["state", "proof"]
    list_select_related = ["space__commune"]
    search_fields = ["title_ar", "title_fr"]
    show_full_result_count = False
    exclude = ["folded"]


@admin.register(Cohort)
class CohortAdmin(ReadOnly):
    list_display = ["id", "title_fr", "course", "space", "state"]
    list_filter = ["state"]
    list_select_related = ["course", "space__commune"]
    show_full_result_count = False
