"""The administration's view of debates: to read. What changes one is an act of its page, with its reason.

Who follows a debate, who came, what each person voted and what she said of herself to ask for the floor are counted,
and listed nowhere: not here either.
"""

from django.contrib import admin

from core.admin import ReadOnly
from debates.models import AgendaPoint, Contribution, Debate, Document, Minutes, Point, Poll, Sitting, Thread


@admin.register(Thread)
class ThreadAdmin(ReadOnly):
    list_display = ["id", "title", "space", "state", "visibility", "shown_count", "held_count", "created_at"]
    list_filter = ["state", "visibility", "moderation"]
    list_select_related = ["space__commune"]
    search_fields = ["title"]
    show_full_result_count = False


@admin.register(Contribution)
class ContributionAdmin(ReadOnly):
    list_display = ["id", "thread", "seq", "author", "channel", "visibility", "at"]
    list_filter = ["visibility", "channel"]
    list_select_related = ["thread", "author"]
    raw_id_fields = ["thread", "parent"]
    ordering = ["-id"]
    show_full_result_count = False
    exclude = ["client_key"]


@admin.register(Debate)
class DebateAdmin(ReadOnly):
    list_display = ["id", "title", "space", "theme", "state", "created_at", "opened_at", "concluded_at"]
    list_filter = ["state", "theme"]
    list_select_related = ["space__commune"]
    search_fields = ["title", "question"]
    show_full_result_count = False


@admin.register(Sitting)
class SittingAdmin(ReadOnly):
    list_display = ["id", "debate", "number", "starts_at", "state", "lead"]
    list_filter = ["state"]
    list_select_related = ["debate", "lead"]


@admin.register(Poll)
class PollAdmin(ReadOnly):
    list_display = ["id", "question", "sitting", "state", "opened_at", "closed_at"]
    list_filter = ["state"]
    list_select_related = ["sitting"]


@admin.register(Minutes)
class MinutesAdmin(ReadOnly):
    list_display = ["id", "debate", "version", "published_by", "published_at"]
    list_select_related = ["debate", "published_by"]


@admin.register(AgendaPoint, Document, Point)
class PartOfADebateAdmin(ReadOnly):
    list_display = ["id", "debate", "__str__"]
    list_select_related = ["debate"]
