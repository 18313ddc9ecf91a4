"""The matter before the council: received, assigned, paused, withdrawn, put before it again."""

import datetime
from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import calendar, journal, law, workflow
from core.enums import Unit
from core.text import clean_line, clean_text, isolate
from core.workflow import Refused
from councils import rules
from councils import workflow as moves
from councils.actions.people import acting_mandate, users_of, who_steer
from councils.enums import PauseReason, Role
from councils.guards import is_answered_here
from councils.models import Committee, Council, Mandate, Pause, Referral
from councils.signals import shown
from notices import actions as notices
from notices.actions import notify

RULE_KEY = "answer_to_observation"
SUMMARY_LENGTH = 4000


def due_date(
    council: Council, rule_key: str, start: datetime.date, *, is_pledged: bool = True
) -> tuple[datetime.date, bool]:
    """Return the last day of a delay that starts on `start`, and whether the council's own promise set it.

    The earlier of the law's day and the pledge's holds, where a pledge is made (`is_pledged`). Raises `LookupError`
    when the law knows no such rule.
    """
    rule = law.rule(rule_key, council.territory.level, start)
    by_law = calendar.due_on(start, rule)
    if not council.pledge_days or not is_pledged:
        return by_law, False
    by_pledge = calendar.add_days(start, council.pledge_days, Unit.DAY, council.pledge_days_kind)
    return min(by_law, by_pledge), by_pledge < by_law


def address_of(referral: Referral) -> str:
    """Return the page on which a matter is dealt with: its own, or that of what is behind it (`by_procedure`)."""
    return referral.url if referral.by_procedure else referral.get_absolute_url()


def locked(referral: Referral) -> Referral:
    """Return the row, locked until the end of the transaction: every act on a matter takes this lock first."""
    return Referral._base_manager.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)


@transaction.atomic
def receive(
    *,
    council: Council,
    title: str,
    summary: str = "",
    url: str,
    theme: str,
    place: str = "",
    location: Point | None = None,
    by: User,
    rule_key: str = RULE_KEY,
    on: datetime.date | None = None,
    by_procedure: bool = False,
) -> Referral:
    """Put a matter before a council and start its clock; tell the council's people. `by` is who refers it.

    The caller asks its own rule first (a space's facilitator refers a need): this floor cannot know it. `url` is the
    path of the public page behind the matter; `on` the day on which the council received it (today by default).
    `by_procedure` is for what is answered by the steps of the law, on its own page (a petition): its time limit is the
    law's, whatever the council promises for other matters. Raises `LookupError` when the law knows no rule `rule_key`.
    """
    if not by.is_authenticated or not (by.is_active or by.is_system):
        raise PermissionDenied
    today = on or localdate()
    due_on, is_pledge = due_date(council, rule_key, today, is_pledged=not by_procedure)
    referral = Referral.objects.create(
        council=council,
        title=clean_line(title)[:200],
        summary=clean_text(summary)[:SUMMARY_LENGTH],
        url=url,
        theme=theme,
        place=clean_line(place)[:120],
        location=location,
        referred_by=by,
        rule_key=rule_key,
        is_pledge=is_pledge,
        started_on=today,
        due_on=due_on,
        by_procedure=by_procedure,
    )
    journal.record(referral, "receive", by=by, axis="state", target=referral.state, data=_clock_facts(referral))
    _tell_arrival(referral)
    return referral


def _clock_facts(referral: Referral) -> dict[str, Any]:
    return {"due_on": referral.due_on.isoformat(), "rule": referral.rule_key, "pledge": referral.is_pledge}


def _tell_arrival(referral: Referral) -> None:
    people = [*who_steer(referral.council), *users_of(referral.council, role=Role.OFFICER)]
    notify(
        people,
        key=f"referral.{referral.pk}.received.{referral.started_on}",
        text=lambda: _("Before the council: %(title)s") % {"title": isolate(referral.title)},
        url=address_of(referral),
    )


@transaction.atomic
def reopen(referral: Referral, *, by: User, note: str, copy_of: int = 0) -> Referral:
    """Put an answered matter before the council again, with a new clock by its rule; earlier answers stay.

    `by` is the system account; `note` is the public reason, the words of the entry number `copy_of` of the journal.
    """
    today, row = localdate(), locked(referral)
    due_on, is_pledge = due_date(row.council, row.rule_key or RULE_KEY, today, is_pledged=not row.by_procedure)
    row = workflow.perform(
        row,
        moves.REOPEN,
        by=by,
        note=clean_text(note),
        also={"started_on": today, "due_on": due_on, "is_pledge": is_pledge, "answered_at": None},
        data={"due_on": due_on.isoformat()} | _copied(copy_of),
    )
    _tell_arrival(row)
    return row


@transaction.atomic
def withdraw(referral: Referral, *, by: User, note: str, copy_of: int = 0) -> Referral:
    """Take back a matter that has no object any more. `by` and `copy_of` as in `reopen`; a pause ends with it."""
    end_pause(locked(referral), by=by)
    return workflow.perform(referral, moves.WITHDRAW, by=by, note=clean_text(note), data=_copied(copy_of))


def _copied(entry: int) -> dict[str, int]:
    return {journal.COPY_OF: entry} if entry else {}


@transaction.atomic
def show(referral: Referral, *, is_shown: bool, by: User) -> Referral:
    """Show a matter to everyone, or to its council's people and whoever referred it alone, as what is behind it is.

    `by` is the system account; a second time changes nothing. The clock runs on: the council owes its answer.
    """
    if not by.has_perm("councils.show_referral", referral):
        raise PermissionDenied
    row = locked(referral)
    if row.is_shown != is_shown:
        row.is_shown = is_shown
        row.save(update_fields=["is_shown"])
        journal.record(row, "show" if is_shown else "conceal", by=by, axis="is_shown", target=str(is_shown).lower())
        seers = User.objects.filter(Q(mandates__council=row.council_id) | Q(pk=row.referred_by_id))
        notices.show(row.get_absolute_url(), is_shown=is_shown, but=seers)
        shown.send(Referral, referral=row, is_shown=is_shown)
    return row


@transaction.atomic
def assign(
    referral: Referral,
    *,
    by: User,
    mandate: Mandate | None = None,
    committee: Committee | None = None,
    service: str = "",
) -> Referral:
    """Give a matter to a person with a mandate, a standing committee, or a service; tell the person.

    An officer only takes it herself, and only when nobody has it. Raises `Refused` when the mandate has ended or
    nothing is named, `PermissionDenied` when a mandate or committee is another council's.
    """
    row = locked(referral)
    acting = acting_mandate(row.council_id, by, rules.assigns, row)
    service = clean_line(service)[:120]
    _check_assignee(row, mandate, committee, service)
    if not any(rules.assigns_to_others(m) for m in rules.mandates_in(row.council_id, by)):
        if mandate is None or mandate.pk != acting.pk or committee or service:
            raise PermissionDenied
        if row.mandate_id and row.mandate_id != acting.pk:
            raise Refused(_("Someone has taken this already. Ask the director of services to give it to you."), "taken")
    row = workflow.perform(
        row,
        moves.ASSIGN,
        by=by,
        also={"mandate": mandate, "committee": committee, "service": service},
        data={
            "mandate": mandate.pk if mandate else None,
            "committee": committee.pk if committee else None,
            "service": service,
        },
    )
    if mandate and mandate.user_id and mandate.user_id != by.pk:
        notify(
            [mandate.user],
            key=f"referral.{row.pk}.assigned.{mandate.pk}.{row.started_on}",
            text=lambda: _("You are asked to prepare the answer: %(title)s") % {"title": isolate(row.title)},
            url=address_of(row),
        )
    return row


def _check_assignee(referral: Referral, mandate: Mandate | None, committee: Committee | None, service: str) -> None:
    if not (mandate or committee or service):
        raise Refused(_("Say who takes it: a person, a committee or a service."), "no_assignee")
    for part in (mandate, committee):
        if part and part.council_id != referral.council_id:
            raise PermissionDenied
    if mandate and not Mandate.objects.current().filter(pk=mandate.pk).exists():
        raise Refused(_("This person holds no mandate in the council today. Choose another one."), "mandate_ended")


@transaction.atomic
def pause(referral: Referral, *, by: User, reason: str, detail: str = "") -> Referral:
    """Make the clock stand still, for a reason shown to everyone. Refused once the last day is past: late stays
    late."""
    row = locked(referral)
    acting_mandate(row.council_id, by, rules.pauses, row)
    if not row.is_open:
        raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
    is_answered_here(row)
    if row.paused_for:
        raise Refused(_("The clock stands still already."), "paused")
    if row.is_overdue:
        raise Refused(
            _("The last day is past: the clock cannot be stopped any more. Answer, or say why it is late."), "late"
        )
    if reason not in PauseReason.values:
        raise Refused(_("Choose a reason from the list."), "no_reason")
    row.paused_for = reason
    row.save(update_fields=["paused_for"])
    detail = clean_line(detail)[:300]
    Pause.objects.create(referral=row, reason=reason, detail=detail, started_on=localdate(), by=by)
    journal.record(row, "pause", by=by, axis="clock", target=reason, note=detail, data={"reason": reason})
    return row


@transaction.atomic
def resume(referral: Referral, *, by: User) -> Referral:
    """Let the clock run again; the last day moves back by the days it stood still."""
    row = locked(referral)
    acting_mandate(row.council_id, by, rules.pauses, row)
    if not row.paused_for:
        raise Refused(_("The clock is running already."), "not_paused")
    return end_pause(row, by=by)


def end_pause(row: Referral, *, by: User) -> Referral:
    """End the open pause of a locked row, when there is one, and push its last day back day for day."""
    if not row.paused_for:
        return row
    today = localdate()
    halt = row.pauses.get(ended_on=None)
    halt.ended_on = today
    halt.save(update_fields=["ended_on"])
    days = (today - halt.started_on).days
    source, row.paused_for = row.paused_for, ""
    row.due_on += datetime.timedelta(days=days)
    row.save(update_fields=["paused_for", "due_on"])
    journal.record(
        row, "resume", by=by, axis="clock", source=source, data={"days": days, "due_on": row.due_on.isoformat()}
    )
    return row
