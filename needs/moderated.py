"""What moderation is told of needs."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from needs.actions import move, move_reply
from needs.models import DetailRequest, Need


def _say(row: Need) -> Thing:
    return Thing(text=row.text, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _replied(row: DetailRequest) -> Thing:
    return Thing(text=row.reply, url=row.get_absolute_url(), author=row.replied_by, space=row.need.space)


register(Kind("need", _("a need"), Need, _say, move=move, joined=("space__commune", "author")))
register(
    Kind(
        "need_reply", _("a detail given about a need"), DetailRequest, _replied, move=move_reply,
        joined=("need__space__commune", "replied_by"),
    )
)  # fmt: skip
