"""Vouching for people: at the desk of a space, or by an association that its facilitator speaks for."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.enums import Trust
from accounts.models import User, Voucher
from core import journal
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from spaces.enums import SpaceState
from spaces.models import Space

DESK_LENGTH = Voucher._meta.get_field("on_behalf_of").max_length


def check_voucher(space: Space, *, by: User) -> None:
    """Let through who may vouch for people in this space now.

    Raises `PermissionDenied`, and `Refused` when the space is closed or the agent's own identity was not seen.
    """
    if not by.has_perm("spaces.vouch_in_space", space):
        raise PermissionDenied
    if space.state == SpaceState.CLOSED:
        raise Refused(_("This space is closed: nobody is vouched for here any more."), "closed")
    people.check_agent(by)


@transaction.atomic
def vouch(space: Space, person: User, *, by: User, level: int, desk: str) -> User:
    """Raise a person's trust to `level` on behalf of `desk`, tell her, record it, and return her.

    Raises as `check_voucher`, and `Refused` when her level is already there.
    """
    # The space is not locked: whoever erases her account locks her first, then her spaces.
    check_voucher(space, by=by)
    person = people.vouch(person, by=by, level=level, on_behalf_of=desk)
    journal.record(space, "vouch", by=by, target=str(int(level)))
    notify(
        [person],
        key=f"user.{person.pk}.trust.{int(level)}",
        text=lambda: (
            gettext("Your account is now at the level “%(level)s”: %(desk)s vouched for you.")
            % {"level": Trust(level).label, "desk": isolate(desk)}
        ),
        url=reverse("people:me"),
    )
    return person
