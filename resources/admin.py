"""The administration: the information bank is read there; it is written by its keepers."""

from django.contrib import admin

from core.admin import ReadOnly
from resources.models import Resource


@admin.register(Resource)
class ResourceAdmin(ReadOnly):
    list_display = ["id", "title", "kind", "state", "space", "association", "version", "review_on"]
    list_filter = ["state", "kind", "licence"]
    list_select_related = ["space__commune", "association"]
    search_fields = ["title_ar", "title_fr"]
    show_full_result_count = False
    exclude = ["folded", "search"]
