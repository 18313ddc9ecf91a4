"""Written questions and their answers, whose room stands below: acts of a council, read and not hidden from here."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from presidency.enums import QuestionState
from presidency.models import WrittenQuestion
from spaces.models import Space


def _question(row: WrittenQuestion) -> Thing:
    reply = row.reply if row.state == QuestionState.ANSWERED else ""
    return Thing(
        text="\n\n".join(filter(None, [row.text, reply])),
        title=row.title,
        url=row.get_absolute_url(),
        author=row.mandate.user,
        space=Space.objects.seated_in(row.council.territory_id),
    )


register(
    Kind(
        "written_question", _("a written question of a member of the council"), WrittenQuestion, _question,
        joined=("council", "mandate__user"),
    )
)  # fmt: skip
