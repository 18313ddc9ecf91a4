"""Calls for the administration: read only, as each act has its own page."""

from django.contrib import admin

from calls.models import Call, Project
from core.admin import ReadOnly


@admin.register(Call)
class CallAdmin(ReadOnly):
    list_display = ["id", "title_ar", "title_fr", "space", "council", "state", "closes_at"]
    list_filter = ["state", "is_blind"]
    list_select_related = ["space__commune", "council__territory"]
    search_fields = ["title_ar", "title_fr"]
    show_full_result_count = False
    exclude = ["folded"]


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    list_display = ["id", "application", "granted", "state", "agreed_at"]
    list_filter = ["state"]
    list_select_related = ["application"]
    show_full_result_count = False
