"""In which capacity a person of the council acts on a session, and which rows are locked before she does."""

from collections.abc import Callable

from accounts.models import User
from councils.actions.people import acting_mandate
from councils.models import Council, Mandate
from deliberations import signals
from deliberations.models import AgendaItem, Session
from deliberations.rules import council_of


def acting(thing, by: User, gives: Callable[[Mandate, object], bool]) -> Mandate:
    """Return the mandate in which `by` acts. Raises `Refused` when it ended, `PermissionDenied`."""
    return acting_mandate(council_of(thing), by, gives, thing)


def lock(pk: int) -> Session:
    """Return a session locked, its council and territory read. Taken before any row of the session."""
    return Session.objects.locked().select_related("council__territory").get(pk=pk)


def lock_with_item(item: AgendaItem) -> tuple[Session, AgendaItem]:
    """Return the session of a point, locked, then the point; what stands behind it is locked before (`locking`)."""
    signals.locking.send(AgendaItem, item=item)
    session = lock(item.session_id)
    row = AgendaItem.objects.locked().get(pk=item.pk)
    row.session = session
    return session, row


def lock_council(council: Council) -> Council:
    """Return a council locked: its sessions and its decisions are numbered under it."""
    return Council.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=council.pk)
