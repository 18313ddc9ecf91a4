"""What moderation is told of calls for projects and of funded projects: their offices put right what is wrong.

Nothing of them is hidden but a photo: the envelope, who was given what and what was done with it are public acts.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calls.actions.funding import move_photo
from calls.enums import ProjectState
from calls.models import Call, Evidence, Project
from moderation.kinds import HIDE, SHOW, Kind, Picture, Thing, register


def _call(row: Call) -> Thing:
    return Thing(text=row.purpose, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _project(row: Project) -> Thing:
    one = row.application
    text = "\n\n".join(filter(None, [one.summary, row.closing_report if row.state == ProjectState.COMPLETED else ""]))
    author = one.sent_by or one.created_by
    proofs = [proof for step in row.milestones.all() for proof in step.evidence.all() if proof.is_for_everyone]
    return Thing(
        text=text, title=one.title, url=row.get_absolute_url(), author=author, space=one.call.space,
        pictures=[_picture(proof) for proof in proofs],
    )  # fmt: skip


def _picture(row: Evidence) -> Picture:
    url = reverse("calls:evidence", args=[row.pk])
    return Picture(url, url, row.title, row.width, row.height, kind="project_photo", key=row.pk)


def _photo(row: Evidence) -> Thing:
    space = row.milestone.project.application.call.space
    return Thing(text=row.title, url=row.get_absolute_url(), author=row.added_by, space=space, pictures=[_picture(row)])


register(Kind("call", _("a call for projects"), Call, _call, joined=("space__commune", "author")))
register(
    Kind(
        "funded_project", _("a project that a call pays for"), Project, _project,
        joined=("application__call__space__commune", "application__sent_by", "application__created_by"),
        listed=("milestones__evidence",),
    )
)  # fmt: skip
register(
    Kind(
        "project_photo", _("a photo of a funded project"), Evidence, _photo, move=move_photo,
        joined=("milestone__project__application__call__space__commune", "added_by"),
        names={HIDE: HIDE, SHOW: SHOW}, seen=Evidence.objects.photos_for, is_picture=True,
    )
)  # fmt: skip
