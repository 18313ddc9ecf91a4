"""What moderation is told of programmes: why inhabitants say that a project is not done."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from programmes.actions import move_voice
from programmes.models import Voice


def _said(row: Voice) -> Thing:
    space = getattr(row.project.programme.council.territory, "space", None)
    return Thing(text=row.reason, url=row.get_absolute_url(), author=row.user, space=space)


TERRITORY = "project__programme__council__territory"
register(
    Kind(
        "project_voice", _("what an inhabitant says of a project"), Voice, _said, move=move_voice,
        joined=(TERRITORY, f"{TERRITORY}__space__commune", "user"),
    )
)  # fmt: skip
