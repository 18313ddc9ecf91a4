"""What operators read: nothing here is typed by hand."""

from django.contrib import admin

from core.admin import ReadOnly
from observatory.models import CensusShare, Edition


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = ["__str__", "counted_at", "public_on", "councils"]


@admin.register(CensusShare)
class CensusShareAdmin(ReadOnly):
    list_display = ["territory", "group", "share", "year", "source"]
    list_select_related = ["territory"]
