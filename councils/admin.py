"""How councils are set up: the council, its committees, the mandates of its people. What was put before it is read
only."""

from django.contrib import admin
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnly
from councils.models import AnswerTemplate, Committee, Council, ElectionPeriod, Mandate, Referral


class CommitteeInline(admin.TabularInline):
    model = Committee
    extra = 0


@admin.register(Council)
class CouncilAdmin(admin.ModelAdmin):
    list_display = ["__str__", "seats", "pledge_days", "is_demo"]
    list_select_related = ["territory"]
    search_fields = ["territory__name_ar", "territory__name_fr", "territory__code"]
    raw_id_fields = ["territory"]
    inlines = [CommitteeInline]

    def has_view_permission(self, request, obj=None):
        """Everyone reads a council on its page; here it is for those who change it."""
        return self.has_change_permission(request, obj)


class HoldsToday(admin.SimpleListFilter):
    title = _("holds today")
    parameter_name = "today"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        current = Mandate.objects.current(localdate()).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "no" else queryset


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):
    """A mandate is ended by its last day, never deleted: what was signed under it stays signed."""

    list_display = ["__str__", "role", "council", "starts_on", "ends_on", "may_publish"]
    list_filter = ["role", "may_publish", HoldsToday]
    list_select_related = ["council__territory"]
    search_fields = ["name_ar", "name_fr", "council__territory__name_fr", "council__territory__name_ar"]
    raw_id_fields = ["user", "council", "committee"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(admin.ModelAdmin):
    list_display = ["__str__", "verdict", "council"]
    list_select_related = ["council__territory"]
    raw_id_fields = ["council"]


@admin.register(Referral)
class ReferralAdmin(ReadOnly):
    list_display = ["title", "council", "state", "due_on"]
    list_filter = ["state", "theme"]
    list_select_related = ["council__territory"]
    search_fields = ["title"]


@admin.register(ElectionPeriod)
class ElectionPeriodAdmin(admin.ModelAdmin):
    """A period that has begun is shortened or lengthened, never deleted: readers were shown it."""

    list_display = ["__str__", "reason_fr", "citation"]

    def has_delete_permission(self, request, obj=None):
        return obj is not None and obj.starts_on > localdate()
