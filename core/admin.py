"""What an administrator may set in the core: figures of the law, holidays, switches. The rest is read only."""

from django.contrib import admin

from core import switches
from core.enums import Load
from core.models import Entry, Holiday, LegalRule, Message, Switch


class ReadOnly(admin.ModelAdmin):
    """Looked at, never changed here: the application writes these rows by acts that check and record."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LegalRule)
class LegalRuleAdmin(admin.ModelAdmin):
    list_display = ["key", "level", "value", "unit", "days", "citation", "valid_from", "status"]
    list_filter = ["level", "unit", "status"]
    search_fields = ["key", "citation", "quote"]
    ordering = ["key", "level", "-valid_from"]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ["day", "is_off", "name_ar", "name_fr"]
    list_filter = ["is_off"]
    date_hierarchy = "day"


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    list_display = ["at", "subject", "action", "axis", "source", "target", "by"]
    list_select_related = ["by"]
    search_fields = ["subject"]
    ordering = ["-id"]
    show_full_result_count = False


@admin.register(Message)
class MessageAdmin(ReadOnly):
    """What became of each message: to whom it went and what it said are nobody's business here."""

    list_display = ["id", "channel", "state", "attempts", "error", "created_at", "sent_at"]
    list_filter = ["state", "channel"]
    fields = ["channel", "state", "attempts", "error", "created_at", "claimed_at", "sent_at", "expires_at"]
    ordering = ["-id"]
    show_full_result_count = False


@admin.register(Switch)
class SwitchAdmin(admin.ModelAdmin):
    """What rests and what works; a change is written in the journal (`core.switches.turn`)."""

    list_display = ["load", "is_on", "changed_at"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["load"] if obj else []

    def save_model(self, request, obj, form, change):
        switches.turn(Load(obj.load), on=obj.is_on, by=request.user)
        obj.pk = obj.pk or Switch.objects.get(load=obj.load).pk
