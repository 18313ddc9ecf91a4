"""What moderation is told of reference documents and joint action plans."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from plans.actions import move_document, move_plan
from plans.models import Plan, ReferenceDocument


def _say(row: ReferenceDocument | Plan) -> Thing:
    text = "\n\n".join(filter(None, [row.purpose_ar, row.purpose_fr]))
    return Thing(text=text, title=str(row), url=row.get_absolute_url(), author=row.author, space=row.space)


register(
    Kind(
        "document", _("a reference document"), ReferenceDocument, _say, move=move_document,
        joined=("space__commune", "author"),
    )
)  # fmt: skip
register(Kind("plan", _("a joint action plan"), Plan, _say, move=move_plan, joined=("space__commune", "author")))
