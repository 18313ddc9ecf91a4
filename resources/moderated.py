"""What moderation is told of the information bank: a withdrawn resource is a hidden one."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.kinds import HIDDEN, HIDE, HOLD, SHOW, VISIBLE, Kind, Thing, register
from resources.actions import move
from resources.enums import ResourceState
from resources.models import Resource
from resources.workflow import RESTORE, WITHDRAW
from spaces.models import Space


def _say(row: Resource) -> Thing:
    space = row.space
    if space is None and row.association_id:
        space = Space.objects.seated_in(row.association.seat_id)
    return Thing(text=row.summary, title=row.title, url=row.get_absolute_url(), author=row.keeper, space=space)


def _move(row: Resource, action: str, *, by, note: str = ""):
    """Each of its moves gives a reason that everyone reads: a moderator who found nothing says that."""
    return move(row, action, by=by, note=note or gettext("A moderator has read it."))


# Its keepers withdraw a resource too, and that is no affair of moderation: its acts are those of the queue alone.
register(
    Kind(
        "resource", _("a resource of the information bank"), Resource, _say, move=_move,
        joined=("space__commune", "association__seat", "keeper"), axis="state",
        names={HOLD: WITHDRAW, HIDE: WITHDRAW, SHOW: RESTORE},
        stands={ResourceState.PUBLISHED: VISIBLE, ResourceState.WITHDRAWN: HIDDEN}, acts_alone=False,
    )
)  # fmt: skip
