"""The administration: networks and partners are read there; they are written by their own people."""

from django.contrib import admin

from core.admin import ReadOnly
from networks.models import Network, Officer, Partner


@admin.register(Network)
class NetworkAdmin(ReadOnly):
    list_display = ["name_fr", "kind", "state", "visibility", "opened_at", "is_demo"]
    list_filter = ["state", "kind", "is_demo"]
    search_fields = ["name_ar", "name_fr"]
    show_full_result_count = False


@admin.register(Partner)
class PartnerAdmin(ReadOnly):
    list_display = ["name_fr", "kind", "state", "is_demo"]
    list_filter = ["state", "kind"]
    search_fields = ["name_ar", "name_fr"]
    show_full_result_count = False


@admin.register(Officer)
class OfficerAdmin(ReadOnly):
    list_display = ["partner", "user", "started_at", "ended_at"]
    list_select_related = ["partner", "user"]
    show_full_result_count = False
