"""What moderation is told of discussions, and of what is said in them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from debates.actions import move_contribution, move_thread
from debates.models import Contribution, Thread
from moderation.kinds import Kind, Sound, Thing, register


def _said(row: Contribution) -> Thing:
    # What was said in the hall was typed in by somebody else: she is not who is told.
    author = None if row.said_by else row.author
    sound = Sound(reverse("debates:voice", args=[row.pk]), row.voice_note) if row.voice_note else None
    return Thing(text=row.words, url=row.get_absolute_url(), author=author, space=row.thread.space, sound=sound)


def _thread(row: Thread) -> Thing:
    return Thing(text="", title=row.title, url=row.path_here, author=None, space=row.space)


register(
    Kind(
        "contribution", _("a contribution"), Contribution, _said, move=move_contribution,
        joined=("thread__space__commune", "author", "voice"),
    )
)  # fmt: skip
register(Kind("discussion", _("a discussion"), Thread, _thread, move=move_thread, joined=("space__commune",)))
