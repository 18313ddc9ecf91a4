"""An accepted petition before the council: on the agenda, in its standing committee, deliberated."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit
from core.text import isolate
from core.workflow import is_open, perform
from councils.actions.people import users_of
from councils.models import Committee
from deliberations.actions import item_ahead, put_matter
from deliberations.actions import to_committee as give_to_committee
from deliberations.models import AgendaItem
from notices.actions import notify
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.locking import lock
from petitions.actions.standing import acting, records, schedules
from petitions.agenda import due_session
from petitions.models import Hearing, Petition
from petitions.workflow import DELIBERATE, SCHEDULE, TO_COMMITTEE


def schedule(petition: Petition, *, by: User) -> Petition:
    """Put an accepted petition on the agenda of the next ordinary session after the bureau's decision, and return it.

    The session is computed, never chosen (113-14, art. 38 and 125). Fewer days than the agenda needs are no refusal:
    the journal keeps it (`is_short`). Locks the petition. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = lock(petition.pk)
        mandate = acting(row, by, schedules)
        if not is_open(row, SCHEDULE):
            return perform(row, SCHEDULE, by=by)  # which says why not
        due = due_session(row)
        opens_from, opens_by = due.session.opens_from, due.session.opens_by
        row = perform(
            row,
            SCHEDULE,
            by=by,
            data={
                "session_on": opens_from.isoformat(),
                "session_by": opens_by.isoformat(),
                "agenda_by": due.agenda_by.isoformat(),
                "is_short": due.is_short,
                "is_missed": due.is_missed,
            },
        )
        Hearing.objects.create(
            petition=row, session_on=opens_from, session_by=opens_by, signed_by=mandate, signed_role=mandate.role
        )
        if row.referral_id:
            put_matter(row.referral, by=by, opens_from=opens_from, title=row.title)
        announce(
            row,
            news.SCHEDULED,
            lambda: (
                gettext("“%(title)s” is on the agenda of the session of %(day)s.")
                % {"title": isolate(row.title), "day": dates.day(opens_from, get_language())}
            ),
        )
    return row


def to_committee(petition: Petition, *, by: User, committee: Committee | None) -> Petition:
    """Send a petition on the agenda to a standing committee of its council (113-14, art. 28), and return it.

    Its members are told. Locks the petition. Raises `PermissionDenied` for another council's committee, `Refused`.
    """
    with transaction.atomic():
        row = lock(petition.pk)
        acting(row, by, schedules)
        if not is_open(row, TO_COMMITTEE):
            return perform(row, TO_COMMITTEE, by=by)  # which says why not
        if committee is None:
            raise Unfit(_("Choose the standing committee that studies it."), "committee")
        if committee.council_id != row.council_id:
            raise PermissionDenied
        row = perform(row, TO_COMMITTEE, by=by, data={"committee": committee.pk})
        Hearing.objects.filter(petition=row).update(committee=committee, committee_on=localdate())
        if row.referral_id and (item := item_ahead(row.referral)):
            give_to_committee(item, by=by, committee=committee)
        notify(
            users_of(row.council, committee=committee),
            key=f"petition.{row.pk}.committee.{committee.pk}",
            text=lambda: gettext("A petition is before your committee: %(title)s") % {"title": isolate(row.title)},
            url=row.get_absolute_url(),
        )
        announce(row, news.COMMITTEE)
    return row


def deliberate(petition: Petition, *, by: User, on: datetime.date) -> Petition:
    """Record the day `on` which the council deliberated on a petition, and return it. Locks the petition.

    Raises `PermissionDenied`, or `Refused` for a day that is to come, or before the session opened.
    """
    with transaction.atomic():
        row = lock(petition.pk)
        acting(row, by, records)
        if not is_open(row, DELIBERATE):
            return perform(row, DELIBERATE, by=by)  # which says why not
        hearing = Hearing.objects.get(petition=row)
        if on > localdate():
            raise Unfit(_("This day is still to come: record the deliberation once it has taken place."), "on")
        if on < hearing.session_on:
            raise Unfit(
                _("The session opens on %(day)s: give the day of a sitting of that session.")
                % {"day": dates.day(hearing.session_on, get_language())},
                "on",
            )
        row = perform(row, DELIBERATE, by=by, data={"on": on.isoformat()})
        Hearing.objects.filter(pk=hearing.pk).update(deliberated_on=on)
        announce(row, news.DELIBERATED)
    return row


def follow_point(petition: Petition, occasion: str, *, by: User, item: AgendaItem) -> None:
    """Keep, with the reason that the council gave, that a petition's point was put off or taken off the agenda, and
    tell its people (`petitions.news`). The petition is locked already; its step stays as it is."""
    journal.record(petition, occasion, by=by, note=item.reason, data={"item": item.pk})
    announce(petition, occasion, mark=f".{item.pk}")
