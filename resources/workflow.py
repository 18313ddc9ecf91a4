"""The life of a resource of the information bank."""

from django.utils.translation import pgettext_lazy

from core.workflow import Move
from resources.enums import ResourceState as S
from resources.guards import is_given_by_an_open_space, says_enough

PUBLISH, WITHDRAW, RESTORE = "publish", "withdraw", "restore"

MOVES = {
    PUBLISH: Move(
        pgettext_lazy("resource", "Publish it"),
        {S.DRAFT},
        S.PUBLISHED,
        "resources.keep_resource",
        guards=(says_enough, is_given_by_an_open_space),
        stamp="published_at",
    ),
    WITHDRAW: Move(
        pgettext_lazy("resource", "Withdraw it"),
        {S.PUBLISHED},
        S.WITHDRAWN,
        "resources.withdraw_resource",
        needs_note=True,
        stamp="withdrawn_at",
    ),
    # Not by its keepers: what a moderator has withdrawn, they would put back.
    RESTORE: Move(
        pgettext_lazy("resource", "Publish it again"),
        {S.WITHDRAWN},
        S.PUBLISHED,
        "resources.moderate_resource",
        needs_note=True,
    ),
}
