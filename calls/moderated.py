"""What moderation is told of calls for projects and of funded projects: their offices put right what is wrong.

Nothing of them is hidden: the envelope, who was given what and what was done with it are public acts.
"""

from django.utils.translation import gettext_lazy as _

from calls.enums import ProjectState
from calls.models import Call, Project
from moderation.kinds import Kind, Thing, register


def _call(row: Call) -> Thing:
    return Thing(text=row.purpose, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _project(row: Project) -> Thing:
    one = row.application
    text = "\n\n".join(filter(None, [one.summary, row.closing_report if row.state == ProjectState.COMPLETED else ""]))
    author = one.sent_by or one.created_by
    return Thing(text=text, title=one.title, url=row.get_absolute_url(), author=author, space=one.call.space)


register(Kind("call", _("a call for projects"), Call, _call, joined=("space__commune", "author")))
register(
    Kind(
        "funded_project", _("a project that a call pays for"), Project, _project,
        joined=("application__call__space__commune", "application__sent_by", "application__created_by"),
    )
)  # fmt: skip
