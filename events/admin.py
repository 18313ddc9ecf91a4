"""The administration: events are read. Who comes is read by nobody here."""

from django.contrib import admin

from core.admin import ReadOnly
from events.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["id", "title_fr", "space", "kind", "state", "visibility", "starts_at", "placed_count"]
    list_filter = ["state", "visibility", "kind"]
    list_select_related = ["space__commune"]
    search_fields = ["title_fr", "title_ar"]
    show_full_result_count = False
    exclude = ["folded"]
