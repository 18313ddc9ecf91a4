"""The life of an opinion: what may happen when."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from equality.enums import OpinionState as S
from equality.guards import says_something, was_voted

DRAFT, ADOPT, REWRITE, PUBLISH, DROP = "draft", "adopt", "rewrite", "publish", "drop"

OPINION_MOVES = {
    DRAFT: Move(_("Write the opinion"), {S.ASKED, S.DRAFTED}, S.DRAFTED, "equality.draft_opinion"),
    ADOPT: Move(
        _("Record its adoption"),
        {S.DRAFTED},
        S.ADOPTED,
        "equality.adopt_opinion",
        guards=(says_something, was_voted),
        stamp="adopted_at",
    ),
    REWRITE: Move(_("Write it again"), {S.ADOPTED}, S.DRAFTED, "equality.adopt_opinion", needs_note=True),
    PUBLISH: Move(
        _("Publish the opinion"),
        {S.ADOPTED},
        S.PUBLISHED,
        "equality.adopt_opinion",
        guards=(was_voted,),
        stamp="published_at",
    ),
    DROP: Move(_("Give it up"), {S.ASKED, S.DRAFTED, S.ADOPTED}, S.DROPPED, "equality.drop_opinion", needs_note=True),
}
