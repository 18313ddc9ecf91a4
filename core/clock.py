"""The clock: wherever someone owes an answer, what is awaited, from whom, until when — in words first.

Pure: dates in, words out. It never blames before the day is over, and never hides that it is.
"""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core import dates

SOON_DAYS = 5  # days left from which a clock says "soon"

WAITING, SOON, OVERDUE, DONE, LATE_DONE, PAUSED = "waiting", "soon", "overdue", "done", "late_done", "paused"

DUE_BY = gettext_lazy("an answer is due by %(day)s")
WAS_DUE_BY = gettext_lazy("an answer was due by %(day)s")


def day_in_words(day: datetime.date, today: datetime.date) -> str:
    """Return "14 May", with the year when it is not this year's."""
    words = dates.day(day, get_language() or settings.LANGUAGE_CODE)
    return words.removesuffix(f" {day.year}") if day.year == today.year else words


@dataclass(frozen=True)
class Clock:
    """One clock, as it stands on `today` (Morocco's day by default).

    `awaited` names what is awaited ("an answer"), `who` from whom. `sentence` is the whole sentence with `%(day)s` for
    the last day, `due_sentence` the same when that day is past; `done_sentence` the one for the day on which it was
    done, when what was awaited is no answer. `paused` is the public reason for which the clock
    stands still, empty when it runs. Dates are days in Morocco; the last day, `due_on`, belongs to the delay.
    """

    awaited: str | Promise
    who: str | Promise
    started_on: datetime.date
    due_on: datetime.date
    done_on: datetime.date | None = None
    paused: str | Promise = ""
    sentence: str | Promise = DUE_BY
    due_sentence: str | Promise = WAS_DUE_BY
    today: datetime.date = field(default_factory=localdate)
    done_sentence: str | Promise = ""

    @property
    def state(self) -> str:
        """One of waiting, soon, overdue, done, late_done, paused."""
        if self.done_on:
            return LATE_DONE if self.done_on > self.due_on else DONE
        if self.paused:
            return PAUSED
        if self.days_left < 0:
            return OVERDUE
        return SOON if self.days_left <= SOON_DAYS else WAITING

    @property
    def days_left(self) -> int:
        """Days until the last one: 0 on the last day, negative after it. Counted to `done_on` when it is done."""
        return (self.due_on - (self.done_on or self.today)).days

    @property
    def days_late(self) -> int:
        """Days after the last one, 0 when there are none. A clock that stands still is not late."""
        return 0 if self.state == PAUSED else max(0, -self.days_left)

    @property
    def days_taken(self) -> int:
        """Days from the start to the end, or until today."""
        return max(0, ((self.done_on or self.today) - self.started_on).days)

    @property
    def share(self) -> int:
        """How much of the delay has gone, 0–100, for the bar."""
        total = (self.due_on - self.started_on).days
        return min(100, round(100 * self.days_taken / total)) if total > 0 else 100

    @property
    def due_words(self) -> str:
        """The last day in words."""
        return day_in_words(self.due_on, self.today)

    @property
    def left_words(self) -> str:
        """The days left, or late, alone: "12 days left", "overdue by 5 days"."""
        if self.state == OVERDUE:
            return ngettext("overdue by %(days)d day", "overdue by %(days)d days", self.days_late) % {
                "days": self.days_late
            }
        if self.days_left == 0:
            return _("today is the last day")
        return ngettext("%(days)d day left", "%(days)d days left", self.days_left) % {"days": self.days_left}

    @property
    def words(self) -> str:
        """Where the clock stands, in one plain sentence."""
        if self.done_on:
            return self._done_words()
        if self.state == PAUSED:
            return _("the clock stands still: %(reason)s") % {"reason": self.paused}
        sentence = self.due_sentence if self.state == OVERDUE else self.sentence
        return f"{sentence % {'day': self.due_words}} · {self.left_words}"

    def _done_words(self) -> str:
        days = self.days_taken
        done = (
            self.done_sentence % {"day": day_in_words(self.done_on, self.today)}
            if self.done_sentence
            else ngettext("answered in %(days)d day", "answered in %(days)d days", days) % {"days": days}
            if days
            else _("answered on the same day")
        )
        if not self.days_late:
            return done
        late = ngettext("%(days)d day after the last day", "%(days)d days after the last day", self.days_late) % {
            "days": self.days_late
        }
        return f"{done} · {late}"
