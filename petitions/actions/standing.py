"""The capacity in which a person of the council acts on a petition."""

from collections.abc import Callable

from accounts.models import User
from councils.actions.people import acting_mandate
from councils.enums import Role
from councils.models import Mandate
from petitions.models import Petition
from petitions.rules import RECEIVING, RECORDING, SCHEDULING


def acting(petition: Petition, by: User, gives: Callable[[Mandate, object], bool]) -> Mandate:
    """Return the mandate in which `by` acts for the council. Raises `Refused` when it ended, `PermissionDenied`."""
    return acting_mandate(petition.council_id, by, gives)


def _gives(offices: set[str]) -> Callable[[Mandate, object], bool]:
    return lambda mandate, _nothing=None: mandate.role in offices or mandate.may_publish


receives = _gives(RECEIVING)
signs = _gives({Role.PRESIDENT})
schedules = _gives(SCHEDULING)
records = _gives(RECORDING)
