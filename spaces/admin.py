"""Spaces in the administration: coordinators are named here; what people did is read here, not written."""

from django.contrib import admin

from core.admin import ReadOnly
from spaces.models import Association, Charter, Clause, Coordination, Membership, Space


@admin.register(Space)
class SpaceAdmin(ReadOnly):
    list_display = ["commune", "state", "opened_at", "is_demo"]
    list_filter = ["state", "is_demo"]
    search_fields = ["commune__name_ar", "commune__name_fr", "commune__code"]
    list_select_related = ["commune"]


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["space", "user", "role", "started_at", "ended_at"]
    list_filter = ["role"]
    list_select_related = ["space__commune", "user"]


class ClauseInline(admin.TabularInline):
    model = Clause
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Charter)
class CharterAdmin(ReadOnly):
    """A published charter never changes: a change is a new version, made on the space's page."""

    list_display = ["space", "version", "published_at"]
    list_select_related = ["space__commune"]
    inlines = [ClauseInline]


@admin.register(Coordination)
class CoordinationAdmin(admin.ModelAdmin):
    """The Lab's coordinators are named here. A coordination that has ended keeps its row."""

    list_display = ["user", "territory", "ended_at"]
    list_filter = ["territory__level"]
    list_select_related = ["user", "territory"]
    raw_id_fields = ["user", "territory"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Association)
class AssociationAdmin(ReadOnly):
    """How to reach an association and what its dossier holds are read on its page, by those who may."""

    list_display = ["name_ar", "name_fr", "seat", "checked_on", "is_demo"]
    list_filter = ["is_demo"]
    search_fields = ["folded"]
    list_select_related = ["seat"]
    exclude = ["folded", "keys", "email", "phone", "receipt_key"]
