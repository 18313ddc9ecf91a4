"""The administration's view: to read. Recordings and easy texts are kept by their spaces."""

from django.contrib import admin

from core.admin import ReadOnly
from plain.models import EasyText, HelpRecording


@admin.register(HelpRecording)
class HelpRecordingAdmin(ReadOnly):
    list_display = ["id", "key", "tongue", "space", "seconds", "added_by", "at"]
    list_filter = ["key", "tongue"]
    list_select_related = ["space__commune", "added_by"]


@admin.register(EasyText)
class EasyTextAdmin(ReadOnly):
    list_display = ["id", "thread", "language", "written_by", "at"]
    list_filter = ["language"]
    list_select_related = ["thread", "written_by"]
