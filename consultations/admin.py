"""The administration: consultations are read. Nobody reads an answer here, nor who proposed a statement."""

from django.contrib import admin

from consultations.models import Consultation
from core.admin import ReadOnly


@admin.register(Consultation)
class ConsultationAdmin(ReadOnly):
    list_display = [
        "id",
        "title",
        "space",
        "council",
        "state",
        "visibility",
        "online_count",
        "desk_count",
        "paper_count",
    ]
    list_filter = ["state", "visibility", "audience"]
    list_select_related = ["space__commune", "council__territory"]
    search_fields = ["title"]
    show_full_result_count = False
    exclude = ["folded"]
