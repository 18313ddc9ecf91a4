"""The administration: words to check and ready texts are written here; cases and acts are looked at."""

from django.contrib import admin

from core.admin import ReadOnly
from moderation.models import Act, CannedText, ListedWord


@admin.register(ListedWord)
class ListedWordAdmin(admin.ModelAdmin):
    list_display = ["word", "language", "space", "is_allowed"]
    list_filter = ["language", "is_allowed"]
    list_select_related = ["space__commune"]
    search_fields = ["word", "folded"]
    raw_id_fields = ["space"]


@admin.register(CannedText)
class CannedTextAdmin(admin.ModelAdmin):
    list_display = ["id", "space", "outcome", "ground"]
    list_filter = ["outcome", "ground"]
    list_select_related = ["space__commune"]
    raw_id_fields = ["space"]


@admin.register(Act)
class ActAdmin(ReadOnly):
    list_display = ["at", "kind", "act", "ground", "rule", "space"]
    list_filter = ["act", "ground", "rule"]
    list_select_related = ["space__commune"]
    exclude = ["by"]
    show_full_result_count = False
