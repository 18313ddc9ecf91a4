"""The agenda as a whole: closed, sent to the governor, and the points that the law forces into it afterwards."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit
from core.workflow import Refused, perform
from councils.models import Mandate
from deliberations import delays as law
from deliberations.actions.items import next_number, write
from deliberations.actions.standing import acting, lock
from deliberations.enums import AHEAD, Force, ItemKind, ItemState, Origin
from deliberations.members import in_office
from deliberations.models import AgendaItem, Session
from deliberations.rules import prepares
from deliberations.workflow import FORCE


def close_agenda(session: Session, *, by: User) -> Session:
    """Close the agenda: from now on it changes only by force of the law, and return the session.

    Of two people who close it at once, one does. Locks the session. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, prepares)
        if row.agenda_closed_at is not None:
            raise Refused(
                _("The agenda was closed on %(at)s. Nothing was changed.")
                % {"at": dates.moment(row.agenda_closed_at, get_language())},
                "agenda_closed",
            )
        if not row.is_coming:
            raise Refused(_("This session was opened already."), "opened")
        waiting = row.items.filter(state=ItemState.PROPOSED).count()
        if waiting:
            raise Refused(
                _("Some points wait for an answer (%(count)s): keep each, or say why not.") % {"count": waiting},
                "items_waiting",
            )
        count = row.items.filter(state__in=AHEAD).count()
        if not count:
            raise Refused(_("The agenda has no point yet."), "empty")
        row.agenda_closed_at = now()
        row.save(update_fields=["agenda_closed_at", "changed_at"])
        journal.record(row, "close_agenda", by=by, data={"items": count})
    return row


def send_agenda(session: Session, *, by: User, on: datetime.date | None = None) -> Session:
    """Record the day on which the closed agenda was sent to the governor (113-14, art. 38), and return the session."""
    on = on or localdate()
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, prepares)
        if row.agenda_closed_at is None:
            raise Refused(_("Close the agenda first."), "no_agenda")
        if on > localdate():
            raise Unfit(_("This day is still to come: record it once the agenda was sent."), "on")
        last = law.of(row.council, row.day).before("agenda_to_governor", row.day)
        row.sent_to_governor_on = on
        row.save(update_fields=["sent_to_governor_on", "changed_at"])
        data = {"on": on.isoformat(), "is_short": bool(last and on > last)}
        journal.record(row, "send_agenda", by=by, data=data)
    return row


def force_item(
    session: Session,
    *,
    by: User,
    force: str,
    title_ar: str,
    title_fr: str = "",
    text: str = "",
    kind: str = ItemKind.OTHER,
    theme: str = "",
    members: Iterable[Mandate] = (),
    on: datetime.date | None = None,
    item: AgendaItem | None = None,
) -> AgendaItem:
    """Put a point on a closed agenda by force of the law, with its article, and return it.

    Two may: half of the members in office, in writing (`members`; 113-14, art. 40), and the governor, within eight days
    of receiving the agenda (art. 39), `on` the day on which it came. `item` is the refused point that is forced in.
    Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    on = on or localdate()
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, prepares)
        if row.agenda_closed_at is None:
            raise Refused(_("The agenda is not closed: propose the point like any other."), "agenda_open")
        if not row.is_coming:
            raise Refused(_("This session was opened: ask for the next one."), "opened")
        supporters = _may_force(row, force, members, on)
        if item is None:
            item = AgendaItem(session=row, origin=Origin.HALF if force == Force.HALF else Origin.GOVERNOR)
            write(item, title_ar=title_ar, title_fr=title_fr, text=text, kind=kind, theme=theme)
            item.save()
        else:
            item = AgendaItem.objects.locked().get(pk=item.pk, session=row)
        article = law.article(f"force_{force}", row.council.territory.level)
        item.supporters.set(supporters)
        also = {"number": next_number(row), "forced_by": force, "forced_at": now(), "article": article}
        return perform(item, FORCE, by=by, also=also, note=article, data={"force": force, "members": len(supporters)})


def _may_force(session: Session, force: str, members: Iterable[Mandate], on: datetime.date) -> list[Mandate]:
    """Return the members who ask. Raises `Unfit` when the law does not let this force a point in."""
    if force == Force.GOVERNOR:
        until = law.of(session.council, session.day).after("governor_adds_items", session.sent_to_governor_on)
        if until is None:
            raise Unfit(_("The agenda was not sent to the governor yet: record that day first."), "force")
        if on > until:
            raise Unfit(
                _("The governor could add points until %(day)s: this one waits for the next session.")
                % {"day": dates.day(until, get_language())},
                "on",
            )
        return []
    if force != Force.HALF:
        raise Unfit(
            _("A closed agenda changes only when half of the members, or the governor, ask for it: choose who does."),
            "force",
        )
    sitting = {member.pk: member for member in in_office(session.council_id, on)}
    asking = [sitting[pk] for pk in {member.pk for member in members} if pk in sitting]
    if not asking or len(asking) * 2 < len(sitting):
        raise Unfit(
            _("Half of the members must ask in writing: %(least)s of %(all)s. You named %(given)s.")
            % {"least": max(1, -(-len(sitting) // 2)), "all": len(sitting), "given": len(asking)},
            "members",
        )
    return asking
