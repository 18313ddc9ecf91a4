"""The weekly brief: on Monday, what waits for each person with a mandate, by mail."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import batched

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox
from core.enums import Channel
from core.models import Message
from core.text import isolate
from councils.duties import Duty, duties_of
from councils.models import Council, Mandate, Referral
from councils.queries import current_mandates
from notices import paths, stops, ways

WEEK = 7  # days
SHOWN = 8  # lines of each list
BATCH = 200  # people in one transaction


@dataclass(frozen=True)
class Brief:
    """What one person's week begins with. `received` and `answered` count the matters of the last seven days."""

    councils: list[Council]
    waiting: list[Referral]
    waiting_count: int
    late: list[Duty]
    due: list[Duty]
    received: int
    answered: int

    @property
    def late_shown(self) -> list[Duty]:
        """The first that are late, as many as a list has lines."""
        return self.late[:SHOWN]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting_count or self.late or self.due or self.received or self.answered)


def brief_of(user: User, today: datetime.date | None = None) -> Brief:
    """Return the brief of a person with a mandate, as her workbench says it."""
    today = today or localdate()
    since = today - datetime.timedelta(days=WEEK)
    ids = {mandate.council_id for mandate in current_mandates(user)}
    councils = list(Council.objects.for_list().filter(pk__in=ids))
    owed = duties_of(user, councils, WEEK)
    mine = Referral.objects.of_councils_of(user)
    waiting = mine.waiting_for(user)
    return Brief(
        councils=councils,
        waiting=list(waiting.for_list().order_by("due_on", "id")[:SHOWN]),
        waiting_count=waiting.count(),
        late=[duty for duty in owed if duty.is_late],
        due=[duty for duty in owed if not duty.is_late],
        received=mine.filter(started_on__gt=since, started_on__lte=today).count(),
        answered=mine.filter(answered_at__date__gt=since, answered_at__date__lte=today).count(),
    )


def who_hold() -> Iterable[User]:
    """Return the people with an account, an address and a mandate today who did not stop the brief."""
    holders = Mandate.objects.current().filter(user__isnull=False, wants_brief=True).values("user")
    return User.objects.filter(pk__in=holders, is_active=True).exclude(email="").exclude(email=None).order_by("pk")


def _lines(found: list[Referral] | list[Duty]) -> list[str]:
    return [f"- {isolate(one.title)} ({one.clock.words})" for one in found[:SHOWN]]


def want_brief(user: User, wanted: bool) -> None:
    """Stop the brief of a person, or begin it again, in all her mandates of today."""
    Mandate.objects.current().filter(user=user).update(wants_brief=wanted)


def send_briefs(today: datetime.date | None = None) -> int:
    """Write this week's brief to everyone with a mandate and an address, and return how many were written.

    One a person and an ISO week, however often this runs; none when there is nothing to say, nor to an address
    that wants no news.
    """
    today = today or localdate()
    year, week, _day = today.isocalendar()
    count = 0
    for people in batched(who_hold().iterator(chunk_size=BATCH), BATCH, strict=False):
        known = ways.of(list(people))
        messages = [_mail(user, known[user.pk].mail, brief) for user, brief in _briefs(people, known, today)]
        for message in messages:
            message.key = f"brief.{year}.{week}:user.{message.user_id}"
        count += outbox.post_many(messages)
    return count


def _briefs(people: Iterable[User], known: dict[int, ways.Ways], today: datetime.date):
    for user in people:
        if known[user.pk].mail and not (brief := brief_of(user, today)).is_empty:
            yield user, brief


def _mail(user: User, to: str, brief: Brief) -> Message:
    stop = stops.address(Channel.MAIL, user.pk, to, user.language)
    with translation.override(user.language):
        context = {
            "brief": brief,
            "waiting": _lines(brief.waiting),
            "late": _lines(brief.late),
            "due": _lines(brief.due),
            "link": paths.absolute("/workbench/calendar/", user.language),
            "fewer": paths.absolute("/workbench/brief/", user.language),
            "stop": stop,
        }
        body = render_to_string("councils/email/brief.txt", context).strip()
        subject = _("Agraw: your week at the council")
    return Message(user=user, channel=Channel.MAIL, to=to, subject=subject, body=body, stop_url=stop)
