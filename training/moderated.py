"""What moderation is told of courses: whoever leads a course puts right what is wrong in it."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from training.models import Course


def _say(row: Course) -> Thing:
    return Thing(text=row.about, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


register(Kind("course", _("a course"), Course, _say, joined=("space__commune", "author")))
