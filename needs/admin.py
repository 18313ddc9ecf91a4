"""The administration's view of needs: to read. What changes a need is an act of its page, with its reason."""

from django.contrib import admin

from core.admin import ReadOnly
from needs.models import Confirmation, DetailRequest, Need, Photo, Relay, Support, VoiceNote


@admin.register(Need)
class NeedAdmin(ReadOnly):
    list_display = ["id", "title", "space", "theme", "state", "visibility", "support_count", "created_at"]
    list_filter = ["state", "visibility", "theme"]
    list_select_related = ["space__commune"]
    search_fields = ["title"]
    show_full_result_count = False
    exclude = ["folded", "keys"]


@admin.register(VoiceNote)
class VoiceNoteAdmin(ReadOnly):
    list_display = ["id", "need", "seconds"]
    list_select_related = ["need"]


@admin.register(DetailRequest)
class DetailRequestAdmin(ReadOnly):
    list_display = ["id", "need", "question", "asked_at", "replied_at"]
    list_select_related = ["need"]


@admin.register(Confirmation, Photo, Relay, Support)
class BehindANeedAdmin(ReadOnly):
    list_display = ["id", "need"]
    list_select_related = ["need"]
