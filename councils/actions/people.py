"""In which capacity a person acts, and who has to be told."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core import dates
from core.workflow import Refused
from councils.enums import Role
from councils.models import Council, Mandate, Referral

RANK = [
    Role.PRESIDENT, Role.VICE_PRESIDENT, Role.DIRECTOR, Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.MEMBER,
]  # fmt: skip


def acting_mandate(
    council_id: int, by: User, gives: Callable[[Mandate, Referral | None], bool], referral: Referral | None = None
) -> Mandate:
    """Return the mandate, read anew, in which `by` does this: the highest that gives the right.

    Raises `Refused` when her mandates in this council have ended, `PermissionDenied` when she holds none that gives the
    right.
    """
    of_hers = Mandate.objects.filter(council=council_id, user_id=by.pk)
    held = list(of_hers.current()) if by.is_active else []
    fitting = sorted((m for m in held if gives(m, referral)), key=lambda m: RANK.index(m.role))
    if fitting:
        return fitting[0]
    ended = None if held else of_hers.filter(ends_on__lt=localdate()).order_by("-ends_on").first()
    if ended:
        raise Refused(
            _("Your mandate in this council ended on %(day)s. Nothing was changed: ask the council to renew it.")
            % {"day": dates.day(ended.ends_on, get_language())},
            "mandate_ended",
        )
    raise PermissionDenied


def users_of(council: Council, **wanted) -> list[User]:
    """Return the people with an account who hold a mandate of this kind today. One query."""
    mandates = Mandate.objects.current().filter(council=council, user__isnull=False, **wanted)
    return [mandate.user for mandate in mandates.select_related("user")]


def who_steer(council: Council) -> list[User]:
    """Return the president and the director of services."""
    return users_of(council, role__in={Role.PRESIDENT, Role.DIRECTOR})


def who_sign(council: Council) -> list[User]:
    """Return those who may sign an answer."""
    mandates = Mandate.objects.current().filter(
        Q(role=Role.PRESIDENT) | Q(may_publish=True), council=council, user__isnull=False
    )
    return [mandate.user for mandate in mandates.select_related("user")]
