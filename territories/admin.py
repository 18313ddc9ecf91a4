"""Territories in the administration: read here; `manage.py import_territories` writes them."""

from django.contrib import admin

from core.admin import ReadOnly
from territories.models import Territory


@admin.register(Territory)
class TerritoryAdmin(ReadOnly):
    list_display = ["code", "name_ar", "name_fr", "level", "kind", "population", "parent"]
    list_filter = ["level", "kind"]
    search_fields = ["code"]
    search_help_text = "code, or a name in any script"
    list_select_related = ["parent"]
    exclude = ["boundary", "outline"]

    def get_queryset(self, request):
        return super().get_queryset(request).light()

    def get_search_results(self, request, queryset, search_term):
        if search_term[:1].isdecimal():
            return queryset.filter(code__startswith=search_term.strip()), False
        return (queryset.search(search_term), False) if search_term else (queryset, False)
