"""Ordinary sessions from the law's calendar; the day on which one opens; its extension; convening it."""

import datetime

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import calendar, dates, journal
from core.enums import Days
from core.fitness import Unfit
from core.text import isolate
from core.workflow import Refused, is_open, perform
from councils import sessions
from councils.enums import ELECTED
from councils.models import Council, Mandate
from deliberations import delays as law
from deliberations.actions.standing import acting, lock
from deliberations.actions.telling import tell_convened
from deliberations.enums import SessionKind, SessionState
from deliberations.models import Session
from deliberations.rules import prepares, signs
from deliberations.workflow import CONVENE
from notices.actions import notify


def plan_year(council: Council, year: int, since: datetime.date | None = None) -> int:
    """Write the ordinary sessions of a year as the law has them (113-14, art. 33), and return how many were new.

    Those whose last day to open is before `since` are left out. Run again, it writes nothing. Where the law as loaded
    says nothing of the council's level, nothing is written.
    """
    try:
        due = sessions.of_year(council.territory.level, year)
    except LookupError:
        return 0
    rows = []
    for ordinal, one in enumerate(due, start=1):
        row = Session(
            council=council, kind=SessionKind.ORDINARY, year=year, ordinal=ordinal, opens_from=one.opens_from,
            opens_by=one.opens_by,
        )  # fmt: skip
        if one.opens_from == one.opens_by:  # the law names the day itself
            row.opens_on = one.opens_from
            row.ends_by = law.last_day(law.of(council, one.opens_from), one.opens_from, is_extraordinary=False)
        if since is None or one.opens_by >= since:
            rows.append(row)
    written = Session.objects.filter(council=council, kind=SessionKind.ORDINARY, year=year)
    before = written.count()
    Session.objects.bulk_create(rows, ignore_conflicts=True)
    return written.count() - before


def plan_council(council: Council) -> int:
    """Write a council's ordinary sessions that are still to come, of this year and the next; return how many were
    new."""
    today = localdate()
    return plan_year(council, today.year, today) + plan_year(council, today.year + 1, today)


def plan_due() -> int:
    """Write the ordinary sessions of every council, and return how many were new."""
    return sum(plan_council(council) for council in Council.objects.select_related("territory").iterator())


@transaction.atomic
def choose_day(session: Session, *, by: User, on: datetime.date) -> Session:
    """Choose the day on which a session opens, and return it. Before it is convened. Locks it.

    Raises `Unfit` for a day outside the law's window: an ordinary session is held in its month (113-14, art. 33).
    """
    row = lock(session.pk)
    acting(row, by, prepares)
    if row.state != SessionState.PLANNED:
        raise Refused(_("The members were convened for that day already: it cannot be changed any more."), "convened")
    if not row.opens_from <= on <= row.opens_by:
        raise Unfit(outside(row, on), "on")
    row.opens_on = on
    row.ends_by = law.last_day(law.of(row.council, on), on, is_extraordinary=row.is_extraordinary)
    row.extension_days = 0
    row.save(update_fields=["opens_on", "ends_by", "extension_days", "changed_at"])
    ends_by = row.ends_by and row.ends_by.isoformat()
    journal.record(row, "day", by=by, data={"opens_on": on.isoformat(), "ends_by": ends_by})
    return row


def outside(session: Session, on: datetime.date) -> str:
    """Return why a session cannot open on a day, in words."""
    lang = get_language()
    if session.opens_from == session.opens_by:
        return gettext("The law has this session open on %(day)s. Nothing was changed.") % {
            "day": dates.day(session.opens_from, lang)
        }
    if session.is_extraordinary:
        return gettext("This session must open from %(first)s to %(last)s. Nothing was changed.") % {
            "first": dates.day(session.opens_from, lang),
            "last": dates.day(session.opens_by, lang),
        }
    return gettext(
        "%(day)s is outside the law’s window: this ordinary session opens from %(first)s to %(last)s. For another time,"
        " hold an extraordinary session, by its own conditions. Nothing was changed."
    ) % {
        "day": dates.day(on, lang),
        "first": dates.day(session.opens_from, lang),
        "last": dates.day(session.opens_by, lang),
    }


@transaction.atomic
def convene(session: Session, *, by: User, on: datetime.date | None = None) -> Session:
    """Send the members the notice with the agenda, and return the session; who has an account is told here.

    `on` is the day on which it was sent, today by default; it carries the agenda (113-14, art. 35), so that it is not
    older than the first point written here. Later than the law asks is no refusal: the clock shows it, and the journal
    keeps it. Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    row = lock(session.pk)
    acting(row, by, signs)
    if not is_open(row, CONVENE):
        return perform(row, CONVENE, by=by)  # which says why not
    on = on or localdate()
    if on > localdate():
        raise Unfit(_("This day is still to come: record it once the notice was sent."), "on")
    began = row.items.aggregate(first=Min("created_at"))["first"]
    if began and on < localdate(began):
        raise Unfit(
            _("The notice carries the agenda, whose first point was written here on %(day)s: it cannot be older."
              " Nothing was changed.")
            % {"day": dates.day(localdate(began), get_language())},
            "on",
        )  # fmt: skip
    delays = law.of(row.council, row.opens_on)
    by_day = delays.before(law.notice_key(row.called_by), row.opens_on)
    row = perform(
        row,
        CONVENE,
        by=by,
        also={"convened_on": on},
        data={"on": on.isoformat(), "is_short": bool(by_day and on > by_day)},
    )
    members = Mandate.objects.current().filter(council=row.council_id, role__in=ELECTED, user__isnull=False)
    notify(
        [mandate.user for mandate in members.select_related("user")],
        key=f"session.{row.pk}.convened",
        text=lambda: (
            gettext("You are convened to the session of %(day)s: %(council)s.")
            % {"day": dates.day(row.opens_on, get_language()), "council": isolate(str(row.council))}
        ),
        url=row.get_absolute_url(),
        urgent=True,
    )
    tell_convened(row, by)
    return row


@transaction.atomic
def extend(session: Session, *, by: User, days: int) -> Session:
    """Let an open session sit `days` days longer, once, and return it. Locks it.

    At most seven working days in a commune (113-14, art. 34), fifteen consecutive days in a province (112-14, art. 35)
    or a region (111-14, art. 37): the days are of the kind that its law counts.
    """
    row = lock(session.pk)
    acting(row, by, signs)
    rule = law.of(row.council, row.day).get("session_extension")
    if row.state != SessionState.OPEN:
        raise Refused(_("Only a session that is being held can be extended."), "not_open")
    if row.is_extraordinary:
        raise Refused(_("The law lets no extraordinary session be extended."), "extraordinary")
    if row.extension_days:
        raise Refused(_("It was extended already: the law allows it once."), "extended")
    if rule is None or row.ends_by is None:
        raise Refused(_("The law, as loaded here, says nothing of extending this session: load it first."), "no_law")
    most = int(rule.value)
    if not 1 <= days <= most:
        words = (
            _("Extend it by 1 to %(most)s working days.")
            if rule.days == Days.WORKING
            else _("Extend it by 1 to %(most)s days that follow one another.")
        )
        raise Unfit(words % {"most": most}, "days")
    row.extension_days = days
    row.ends_by = calendar.add_days(row.ends_by, days, rule.unit, rule.days)
    row.save(update_fields=["extension_days", "ends_by", "changed_at"])
    journal.record(row, "extend", by=by, data={"days": days, "ends_by": row.ends_by.isoformat()})
    return row
