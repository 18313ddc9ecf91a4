"""The calendar of clocks: everything that a council owes by a day, whichever room keeps the clock."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.clock import Clock
from core.models import LegalRule
from councils.actions.referral import address_of
from councils.models import Council, Referral
from councils.signals import duties
from notices.paths import in_language, without_language

HORIZON = 90  # days
MOST = 300  # rows of one kind and one council's people: beyond, the lists of each room say more


@dataclass(frozen=True)
class Duty:
    """One thing owed: `title` of what it is about, `what` is owed (a few words), its page, its clock and the article.

    `url` is a path of this site without its language.
    """

    council: Council
    what: str | Promise
    title: str
    url: str
    clock: Clock
    citation: str = ""

    @property
    def address(self) -> str:
        """The page's path in the reader's language."""
        return in_language(self.url)

    @property
    def is_late(self) -> bool:
        return self.clock.days_late > 0


def duties_of(user, councils: Iterable[Council], days: int = HORIZON) -> list[Duty]:
    """Return what is late and what is due within `days` from today (90 at most), the earliest last day first.

    A clock that stands still is left out. Asks every room (`councils.signals.duties`).
    """
    councils = list(councils)
    until = localdate() + datetime.timedelta(days=min(days, HORIZON))
    found = _matters(councils, until)
    for _receiver, told in duties.send(Council, councils=councils, user=user):
        found += [duty for duty in told if duty.clock.due_on <= until]
    return sorted(found, key=lambda duty: (duty.clock.due_on, str(duty.title), duty.url))


def by_week(found: Iterable[Duty], today: datetime.date | None = None) -> list[tuple[datetime.date | None, list[Duty]]]:
    """Return duties in weeks, each by its Monday; those that are late first, under None."""
    today = today or localdate()
    weeks: dict[datetime.date | None, list[Duty]] = {}
    for duty in found:
        day = duty.clock.due_on
        weeks.setdefault(None if day < today else day - datetime.timedelta(days=day.weekday()), []).append(duty)
    return sorted(weeks.items(), key=lambda week: (week[0] is not None, week[0] or today))


def _matters(councils: list[Council], until: datetime.date) -> list[Duty]:
    matters = Referral.objects.open().filter(council__in=councils, paused_for="", due_on__lte=until)
    rows = list(matters.for_list().order_by("due_on", "id")[:MOST])
    keys = {row.rule_key for row in rows if row.rule_key}
    citations = dict(LegalRule.objects.filter(key__in=keys).order_by("valid_from").values_list("key", "citation"))
    return [
        Duty(row.council, _("an answer"), row.title, without_language(address_of(row)), row.clock, found)
        for row in rows
        for found in [_("the council’s own engagement") if row.is_pledge else citations.get(row.rule_key, "")]
    ]
