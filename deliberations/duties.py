"""What a council owes about its sessions, for the calendar of clocks of its people (`councils.signals.duties`)."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from councils.duties import Duty
from councils.models import Council
from deliberations import clocks, delays
from deliberations.enums import COMING, SessionState
from deliberations.models import AgendaItem, Decision, Minutes, Session, SessionRequest
from notices.paths import without_language

REQUESTS = 50  # that wait for an answer


def current_sessions(councils: Iterable[Council]) -> list[Session]:
    """Return of each council the nearest session to come, the one that is held, and the last that was: at most three.

    Three queries. A session that nobody convened in its time is none of these: it is not held any more.
    """
    rows = Session.objects.for_detail().filter(council__in=[council.pk for council in councils])
    coming = rows.filter(state__in=COMING, opens_by__gte=localdate()).order_by("council_id", "opens_from", "id")
    held = rows.filter(state=SessionState.OPEN).order_by("council_id", "-opens_from", "-id")
    closed = rows.filter(state=SessionState.CLOSED).order_by("council_id", "-opens_from", "-id")
    return [session for some in (coming, held, closed) for session in some.distinct("council_id")]


def duties_of(councils: Iterable[Council]) -> list[Duty]:
    """Return what is still owed about these sessions, and the requests for a session that wait."""
    sessions = current_sessions(councils)
    minutes = {row.session_id: row for row in Minutes.objects.filter(session__in=sessions).order_by("version")}
    found = []
    for session in sessions:
        written = minutes.get(session.pk)
        approved = written if written and written.approved_at else None
        found += [
            Duty(
                session.council, line.name, str(session.name), without_language(session.get_absolute_url()), line.clock,
                line.rule.citation,
            )
            for line in clocks.of_session(session, approved)
            if line.clock and not line.clock.done_on
        ]  # fmt: skip
    return found + _requests(councils) + _anew(councils)


def _anew(councils: Iterable[Council]) -> list[Duty]:
    """Return the opposed decisions on which the council has still to deliberate anew (113-14, art. 117).

    By the last day of the session on whose agenda each is, else of the next ordinary one. Three queries at most.
    """
    by_pk = {council.pk: council for council in councils}
    rows = Decision.objects.waiting_for_the_council().filter(council__in=by_pk).order_by("visa_on", "pk")
    ahead = Prefetch("taken_up_by", AgendaItem.objects.ahead().select_related("session"), to_attr="points_ahead")
    rows = list(rows.prefetch_related(ahead)[:REQUESTS])
    if not rows:
        return []
    coming = Session.objects.ordinary().filter(council__in=by_pk, opens_by__gte=localdate(), state__in=COMING)
    nearest = {one.council_id: one for one in coming.order_by("council_id", "opens_from").distinct("council_id")}
    found = []
    for row in rows:
        council = by_pk[row.council_id]
        session = row.points_ahead[0].session if row.points_ahead else nearest.get(row.council_id)
        url = without_language(row.get_absolute_url())
        article = delays.article("opposition", council.territory.level)
        clock = clocks.of_opposed(row, session.ends_by or session.opens_by if session else localdate())
        found.append(Duty(council, _("deliberate anew"), row.title, url, clock, article))
    return found


def _requests(councils: Iterable[Council]) -> list[Duty]:
    by_pk = {council.pk: council for council in councils}
    rows = SessionRequest.objects.waiting().filter(council__in=by_pk).order_by("answer_by", "id")[:REQUESTS]
    return [
        Duty(
            by_pk[row.council_id], _("an answer"), row.purpose,
            f"/councils/{by_pk[row.council_id].territory.slug}/sessions/", clock,
        )
        for row in rows
        if (clock := clocks.of_request(row))
    ]  # fmt: skip
