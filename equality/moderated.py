"""What moderation is told of the equality bodies' opinions: one is before its council, and not hidden from here."""

from django.utils.translation import gettext_lazy as _

from equality.enums import OpinionState
from equality.models import Opinion
from moderation.kinds import Kind, Thing, register
from spaces.models import Space


def _say(row: Opinion) -> Thing:
    """What is still in preparation is the body's alone."""
    words = [row.question]
    if row.state == OpinionState.PUBLISHED:
        words += [row.text_ar, row.text_fr]
    return Thing(
        text="\n\n".join(filter(None, words)),
        title=row.title,
        url=row.get_absolute_url(),
        author=None,
        space=Space.objects.seated_in(row.body.council.territory_id),
    )


register(Kind("opinion", _("an opinion of the equality body"), Opinion, _say, joined=("body__council",)))
