"""What moderation is told of petitions."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.journal import subject_of
from moderation.kinds import Kind, Thing, register
from moderation.stories import Story, tell
from petitions.actions import hide, hold, show
from petitions.models import Petition
from petitions.workflow import HIDE, HOLD, SHOW, WITHDRAW

BY_NAME = {HOLD: hold, HIDE: hide, SHOW: show}


def _say(row: Petition) -> Thing:
    text = f"{row.reasons}\n\n{row.aims}".strip()
    return Thing(text=text, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _move(row: Petition, action: str, *, by: User, note: str = "") -> Petition:
    return BY_NAME[action](row, by=by, note=note)


register(Kind("petition", _("a petition"), Petition, _say, move=_move, joined=("space__commune", "author")))


def _before_the_council(row: Petition) -> list[str]:
    return [subject_of(row.referral)] if row.referral_id else []


tell(Story(Petition, frozenset({WITHDRAW}), _before_the_council))
