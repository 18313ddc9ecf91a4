"""What stands above puts its own matters on an agenda: a petition that was accepted."""

import datetime

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from core import journal
from core.workflow import perform
from councils.models import Council, Referral
from deliberations import delays as law
from deliberations.actions.items import next_number
from deliberations.actions.planning import plan_year
from deliberations.actions.standing import acting, lock
from deliberations.enums import ItemState, Origin
from deliberations.models import AgendaItem, Session
from deliberations.rules import prepares
from deliberations.workflow import KEEP, WITHDRAW


def session_of(council: Council, opens_from: datetime.date) -> Session | None:
    """Return the ordinary session of a council whose window begins on a day; it is written when it was not yet."""
    found = Session.objects.ordinary().filter(council=council, opens_from=opens_from)
    if not found.exists():
        plan_year(council, opens_from.year)
    return found.first()


def is_agenda_closed(council: Council, opens_from: datetime.date) -> bool:
    """Tell whether the agenda of the ordinary session whose window begins on a day takes nothing more."""
    rows = Session.objects.ordinary().filter(council=council, opens_from=opens_from)
    return rows.filter(agenda_closed_at__lte=now()).exists()


@transaction.atomic
def put_matter(referral: Referral, *, by: User, opens_from: datetime.date, title: str) -> AgendaItem | None:
    """Put a matter on the agenda of the ordinary session whose window begins on a day, and return the point.

    It is kept at once: the law puts an accepted petition there (113-14, art. 125). Put twice, it is one point; none
    where the law as loaded has no such session, or its agenda is closed. Locks the session.
    """
    session = session_of(referral.council, opens_from)
    if session is None:
        return None
    session = lock(session.pk)
    acting(session, by, prepares)
    found = session.items.filter(referral=referral).exclude(state__in=[ItemState.WITHDRAWN, ItemState.REFUSED]).first()
    if found or session.agenda_closed_at or not session.is_coming:
        return found
    item = AgendaItem.objects.create(
        session=session,
        title_ar=title,
        theme=referral.theme,
        origin=Origin.PETITION if referral.by_procedure else Origin.REFERRAL,
        article=law.article("petition" if referral.by_procedure else "agenda", session.council.territory.level),
        referral=referral,
        url=referral.url,
    )
    journal.record(item, "propose", by=by, target=item.state, data={"session": session.pk, "origin": item.origin})
    return perform(item, KEEP, by=by, also={"number": next_number(session)})


def item_ahead(referral: Referral) -> AgendaItem | None:
    """Return the point about a matter that the council has still to deal with."""
    return AgendaItem.objects.ahead().filter(referral=referral).select_related("session").order_by("id").first()


@transaction.atomic
def take_off(referral: Referral, *, reason: str) -> int:
    """Take a matter that was withdrawn off every agenda that has still to deal with it; return how many points."""
    system, count = User.objects.system(), 0
    rows = AgendaItem.objects.filter(
        referral=referral, state__in=[ItemState.PROPOSED, ItemState.KEPT, ItemState.STUDIED]
    )
    for item in rows.order_by("session_id", "id"):
        lock(item.session_id)
        perform(item, WITHDRAW, by=system, note=reason, also={"reason": reason, "number": None})
        count += 1
    return count
