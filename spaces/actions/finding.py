"""Finding a person by her exact contact: to vouch for her, or to give her a role. Each look is counted."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.contacts import Contact
from accounts.models import User
from core.workflow import Refused
from spaces.actions.vouching import check_voucher
from spaces.models import Space


def find_person(space: Space, contact: Contact, *, by: User) -> User:
    """Return the person of an exact contact, to be asked about. Raises as `check_voucher` and `look_for`, and `Refused`
    when it is the agent herself.
    """
    check_voucher(space, by=by)
    person = people.look_for(contact, by=by)
    if person.pk == by.pk:
        raise Refused(_("This is your own contact: another agent can vouch for you."), "self")
    return person


def find_to_appoint(space: Space, contact: Contact, *, by: User) -> User:
    """Return the person of an exact contact, to be given a role. Raises `PermissionDenied`, and as `look_for`."""
    if not by.has_perm("spaces.manage_members", space):
        raise PermissionDenied
    return people.look_for(contact, by=by)
