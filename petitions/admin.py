"""The administration: what an operator and a council have put in writing. Petitions are read; nobody reads a signer."""

from django.contrib import admin

from core.admin import ReadOnly
from petitions.models import ListRequirement, OnlineAcceptance, Petition, Processing


class Entered(admin.ModelAdmin):
    """A paper entered by whoever is signed in; it is ended by a date, never deleted."""

    exclude = ["entered_by"]
    readonly_fields = ["at"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Processing)
class ProcessingAdmin(Entered):
    list_display = ["number", "granted_on", "ends_on", "keep_days", "entered_by", "at"]
    list_select_related = ["entered_by"]


@admin.register(OnlineAcceptance)
class OnlineAcceptanceAdmin(Entered):
    list_display = ["council", "reference", "accepted_on", "ended_on", "entered_by", "at"]
    list_select_related = ["council__territory", "entered_by"]
    raw_id_fields = ["council"]


@admin.register(ListRequirement)
class ListRequirementAdmin(Entered):
    list_display = ["council", "reference", "entered_by", "at"]
    list_select_related = ["council__territory", "entered_by"]
    raw_id_fields = ["council"]

    def has_delete_permission(self, request, obj=None):
        return super(Entered, self).has_delete_permission(request, obj)  # a council may ask no more


@admin.register(Petition)
class PetitionAdmin(ReadOnly):
    list_display = ["id", "title", "council", "state", "visibility", "online_count", "paper_count", "support_count"]
    list_filter = ["state", "visibility", "bearer"]
    list_select_related = ["council__territory"]
    search_fields = ["title"]
    show_full_result_count = False
    exclude = ["folded", "keys", "particulars"]
