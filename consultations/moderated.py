"""What moderation is told of consultations, and of the statements that people propose there."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.actions import move, move_statement
from consultations.models import Consultation, Statement
from moderation.kinds import HIDE, SHOW, Kind, Thing, register
from moderation.queries import MODERATING
from spaces.queries import roles_of, under


def _consultation(row: Consultation) -> Thing:
    return Thing(text=row.purpose, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _statement(row: Statement) -> Thing:
    consultation = row.part.consultation
    return Thing(text=row.text, url=consultation.get_absolute_url(), author=row.author, space=consultation.space)


def _statements_seen_by(user):
    seen = Q(part__consultation__in=Consultation.objects.visible_to(user), visibility="visible")
    if not user.is_authenticated:
        return Statement.objects.filter(seen)
    roles = roles_of(user)
    spaces = [pk for pk, held in roles.by_space.items() if held & MODERATING]
    hers = Q(part__consultation__space__in=spaces) | under(roles.codes, "part__consultation__space__commune__code")
    return Statement.objects.filter(seen | hers)


register(
    Kind(
        "consultation", _("a consultation"), Consultation, _consultation, move=move, joined=("space__commune", "author")
    )
)
# A statement waits for a moderator before it is shown: it is not held once more.
register(
    Kind(
        "statement", _("a statement of a consultation"), Statement, _statement, move=move_statement,
        joined=("part__consultation__space__commune", "author"), names={HIDE: HIDE, SHOW: SHOW},
        seen=_statements_seen_by,
    )
)  # fmt: skip
