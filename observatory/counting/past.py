"""What was, at the end of a day: a month that is counted late, or again, gives the figures that it gave in time.

A row tells what is. What moved after the day is told by the journal, which nobody changes: the first entry after it
left the value that held then. Where nothing moved, which is so the night after, these reads find no row.
"""

import datetime
from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet

from core.models import Entry

ZONE = "Africa/Casablanca"
DAY = datetime.timedelta(days=1)


def day_of(column: str) -> str:
    """Return SQL of the day in Morocco of a moment."""
    return f"({column} AT TIME ZONE '{ZONE}')::date"


def changed(label: str, axis: str = "state") -> str:
    """Return SQL of the rows (id, value) of a model that moved after the day, with what `axis` held at its end.

    An empty value: the row was not there yet. `%(seen)s` is `Past.seen`.
    """
    return (
        "(SELECT DISTINCT ON (subject) split_part(subject, ':', 2)::bigint AS id, source AS value FROM core_entry "  # noqa: S608 -- our own words
        f"WHERE id > %(seen)s AND axis = '{axis}' AND subject LIKE '{label}:%%' ORDER BY subject, id)"
    )


def acted(label: str, action: str) -> str:
    """Return SQL of the rows (id) of a model on which an act was done after the day."""
    return (
        "(SELECT split_part(subject, ':', 2)::bigint AS id FROM core_entry "  # noqa: S608 -- our own words
        f"WHERE id > %(seen)s AND action = '{action}' AND subject LIKE '{label}:%%')"
    )


class Past:
    """The end of a day, `last`; `seen` is the number of the journal's last entry by then, 0 before the first."""

    def __init__(self, last: datetime.date):
        self.last = last
        end = datetime.datetime.combine(last + DAY, datetime.time.min, ZoneInfo(ZONE))
        by_then = Entry.objects.filter(at__lt=end).order_by("-pk")  # from the newest back: few, the night after
        self.seen: int = by_then.values_list("pk", flat=True).first() or 0

    def later(self, model: type[Model], **wanted) -> QuerySet:
        """Return the entries about things of a model after the day, the first first."""
        subject = f"{model._meta.label_lower}:"
        return Entry.objects.filter(pk__gt=self.seen, subject__startswith=subject, **wanted).order_by("pk")

    def values(self, model: type[Model], axis: str = "state") -> dict[int, str]:
        """Return what `axis` held, by key, of the things of a model that moved after the day. One query."""
        found: dict[int, str] = {}
        for subject, source in self.later(model, axis=axis).values_list("subject", "source"):
            found.setdefault(key_of(subject), source)
        return found

    def was(self, model: type[Model], *wanted: str, field: str = "state", path: str = "") -> Q:
        """Return the condition that a column of life held one of the values at the end of the day. One query.

        `path` leads from the rows to the thing: "session__".
        """
        held = defaultdict(set)
        for key, value in self.values(model, field).items():
            held[value in wanted].add(key)
        now = Q(**{f"{path}{field}__in": wanted})
        if held[False] or held[True]:
            now &= ~Q(**{f"{path}pk__in": held[False] | held[True]})
        return now | Q(**{f"{path}pk__in": held[True]}) if held[True] else now

    def were_done(self, model: type[Model], action: str) -> tuple[set[int], set[int]]:
        """Return the things on which an act was done for the first time after the day, and those done to before too.

        Two queries.
        """
        subjects = {
            key_of(subject): subject for subject in self.later(model, action=action).values_list("subject", flat=True)
        }
        before = Entry.objects.filter(pk__lte=self.seen, action=action, subject__in=subjects.values())
        known = {key_of(subject) for subject in before.values_list("subject", flat=True)}
        return subjects.keys() - known, known


def key_of(subject: str) -> int:
    """Return the key of the thing that an entry is about."""
    return int(subject.partition(":")[2])
