"""Who takes part, added up by the database: no row about one person leaves it.

Online: who posted or joined a need, spoke, came by the live page, voted in a poll of a sitting, or has a place in a
meeting to come; each person once a space (a region), however often. A response to a consultation is counted once for
each consultation: it leads back to nobody, so that nobody can tell whether two are one person's. In the hall: what was
counted there, of each debate the fullest sitting, of each meeting the headcount; and responses at a desk or on paper.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localdate

from consultations.models import Consultation
from debates.models import Debate
from events.models import Event
from observatory.counting.matters import rows_of
from observatory.enums import Group, Process
from observatory.hidden import INSIDE, OUTSIDE
from spaces.models import Space

YOUNG = 35  # years: younger is young, by the age reached this year
RUNNING_DEBATE, OVER_DEBATE = ("open", "live"), ("closed", "concluded", "archived")
OLD_BANDS = ("35-44", "45-59", "60+")

ACTS = """
    SELECT space_id, author_id AS person, created_at AS at FROM needs_need WHERE visibility = 'visible'
    UNION ALL SELECT n.space_id, s.user_id, s.at FROM needs_support s JOIN needs_need n ON n.id = s.need_id
    UNION ALL SELECT t.space_id, c.author_id, c.at FROM debates_contribution c
        JOIN debates_thread t ON t.id = c.thread_id
        WHERE c.channel = 'online' AND c.office = '' AND c.visibility = 'visible'
    UNION ALL SELECT d.space_id, a.user_id, a.at FROM debates_attendance a
        JOIN debates_sitting s ON s.id = a.sitting_id JOIN debates_debate d ON d.id = s.debate_id
    UNION ALL SELECT d.space_id, v.user_id, v.at FROM debates_pollvote v JOIN debates_poll p ON p.id = v.poll_id
        JOIN debates_sitting s ON s.id = p.sitting_id JOIN debates_debate d ON d.id = s.debate_id"""
IN_DEBATE = """
    SELECT d.id AS thing, c.author_id AS person FROM debates_contribution c
        JOIN debates_debate d ON d.thread_id = c.thread_id
        WHERE c.channel = 'online' AND c.office = '' AND c.visibility = 'visible'
    UNION SELECT s.debate_id, a.user_id FROM debates_attendance a JOIN debates_sitting s ON s.id = a.sitting_id
    UNION SELECT s.debate_id, v.user_id FROM debates_pollvote v JOIN debates_poll p ON p.id = v.poll_id
        JOIN debates_sitting s ON s.id = p.sitting_id"""
CELLS = """count(*),
    count(*) FILTER (WHERE d.gender = 'woman'), count(*) FILTER (WHERE d.gender = 'man'),
    count(*) FILTER (WHERE d.birth_year > %(young)s), count(*) FILTER (WHERE d.birth_year <= %(young)s),
    count(*) FILTER (WHERE d.has_disability), count(*) FILTER (WHERE NOT d.has_disability),
    count(*) FILTER (WHERE h.kind = 'rural'), count(*) FILTER (WHERE h.kind = 'urban'),
    count(*) FILTER (WHERE p.is_first), count(*) FILTER (WHERE NOT p.is_first)"""
ORDER = (Group.WOMEN, Group.YOUNG, Group.DISABLED, Group.RURAL, Group.FIRST)
DECLARED = """people p JOIN accounts_user u ON u.id = p.person AND NOT u.is_system
    LEFT JOIN accounts_declaration d ON d.user_id = u.id LEFT JOIN territories_territory h ON h.id = u.commune_id"""


@dataclass
class Crowd:
    """People, and by group how many belong to it ("in") and how many do not ("out")."""

    people: int = 0
    cells: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, group: str, inside: int, outside: int) -> None:
        cell = self.cells.setdefault(group, {INSIDE: 0, OUTSIDE: 0})
        cell[INSIDE] += inside
        cell[OUTSIDE] += outside

    def join(self, other: "Crowd") -> None:
        """Add another crowd to this one."""
        self.people += other.people
        for group, cell in other.cells.items():
            self.add(group, cell[INSIDE], cell[OUTSIDE])


@dataclass
class Gathering:
    """One process, a whole space or a region (`region`: its code), with its two crowds."""

    process: str
    number: int = 0
    space: int | None = None
    region: str = ""
    title: str = ""
    path: str = ""
    ends_at: datetime.datetime | None = None
    is_running: bool = False
    online: Crowd = field(default_factory=Crowd)
    hall: Crowd = field(default_factory=Crowd)


def _crowds(sql: str, *, rural: bool = False, **values: Any) -> dict[Any, Crowd]:
    """Return crowds by key from rows of a key and the CELLS."""
    found: dict[Any, Crowd] = {}
    for key, people, *counts in rows_of(sql, young=localdate().year - YOUNG, **values):
        crowd = found[key] = Crowd(people)
        for number, group in enumerate(ORDER):
            if group != Group.RURAL or rural:
                crowd.add(group, counts[2 * number], counts[2 * number + 1])
    return found


def online_by(key: str, since: datetime.datetime) -> dict[Any, Crowd]:
    """Return who acted since a moment, by "space" or by "region" (its code). One pass over what was ever done."""
    column = {"space": "s.id", "region": "left(c.code, 2)"}[key]
    return _crowds(
        f"""WITH people AS (
            SELECT {column} AS key, a.person, min(a.at) >= %(since)s AS is_first
            FROM ({ACTS}) a JOIN spaces_space s ON s.id = a.space_id AND s.state <> 'draft'
            JOIN territories_territory c ON c.id = s.commune_id
            GROUP BY 1, 2 HAVING max(a.at) >= %(since)s
        ) SELECT p.key, {CELLS} FROM {DECLARED} GROUP BY 1""",  # noqa: S608 -- our own words
        rural=key == "region",
        since=since,
    )


def online_of_debates(keys: list[int]) -> dict[int, Crowd]:
    """Return who took part online in debates; first-timers had done nothing in the space before it opened."""
    return _crowds(
        f"""WITH taken AS (SELECT * FROM ({IN_DEBATE}) t WHERE t.thing = ANY(%(keys)s)),
        people AS (
            SELECT t.thing AS key, t.person, NOT EXISTS (
                SELECT FROM ({ACTS}) a JOIN debates_debate e ON e.id = t.thing
                WHERE a.person = t.person AND a.space_id = e.space_id AND a.at < coalesce(e.opened_at, e.created_at)
            ) AS is_first FROM taken t
        ) SELECT p.key, {CELLS} FROM {DECLARED} GROUP BY 1""",  # noqa: S608 -- our own words
        keys=keys,
    )


def placed_in_events(keys: list[int]) -> dict[int, Crowd]:
    """Return who has a place in meetings to come."""
    return _crowds(
        f"""WITH people AS (
            SELECT event_id AS key, user_id AS person, NULL::boolean AS is_first FROM events_registration
            WHERE event_id = ANY(%(keys)s) AND standing = 'placed' AND user_id IS NOT NULL
        ) SELECT p.key, {CELLS} FROM {DECLARED} GROUP BY 1""",  # noqa: S608 -- our own words
        keys=keys,
    )


def halls_of_debates(keys: list[int], since: datetime.datetime | None = None) -> dict[int, Crowd]:
    """Return who was in the hall, of each debate in its fullest sitting (since a moment)."""
    found = {}
    for key, people, women, young in rows_of(
        "SELECT DISTINCT ON (debate_id) debate_id, hall_people, hall_women, hall_youth FROM debates_sitting "
        "WHERE debate_id = ANY(%(keys)s) AND hall_people IS NOT NULL "
        "AND (%(since)s::timestamptz IS NULL OR starts_at >= %(since)s) ORDER BY debate_id, hall_people DESC, id",
        keys=keys, since=since,
    ):  # fmt: skip
        crowd = found[key] = Crowd(people)
        for group, count in ((Group.WOMEN, women), (Group.YOUNG, young)):
            if count is not None and count <= people:
                crowd.add(group, count, people - count)
    return found


def halls_of_events(keys: list[int]) -> dict[int, Crowd]:
    """Return who came to meetings, as counted there. Two queries."""
    found = {}
    for event in Event.objects.filter(pk__in=keys).only("attended", "arrived_count").prefetch_related("headcounts"):
        crowd = found[event.pk] = Crowd(event.people)
        for row in event.headcounts.all():
            if (row.entered is not None or row.declared) and row.count <= event.people:
                crowd.add(row.group, row.count, event.people - row.count)
    return found


def answered(keys: list[int]) -> dict[int, tuple[Crowd, Crowd]]:
    """Return who answered consultations: online, and at a desk or on paper."""
    found: dict[int, tuple[Crowd, Crowd]] = defaultdict(lambda: (Crowd(), Crowd()))
    for key, is_online, people, *counts in rows_of(
        "SELECT consultation_id, way = 'online', count(*), count(*) FILTER (WHERE gender = 'woman'), "
        "count(*) FILTER (WHERE gender = 'man'), count(*) FILTER (WHERE age_band <> '' AND age_band <> ALL(%(old)s)), "
        "count(*) FILTER (WHERE age_band = ANY(%(old)s)) FROM consultations_response "
        "WHERE sent_at IS NOT NULL AND consultation_id = ANY(%(keys)s) GROUP BY 1, 2",
        keys=keys, old=list(OLD_BANDS),
    ):  # fmt: skip
        crowd = found[key][0 if is_online else 1]
        crowd.people += people
        crowd.add(Group.WOMEN, *counts[:2])
        crowd.add(Group.YOUNG, *counts[2:])
    return found


def gatherings(since: datetime.datetime) -> list[Gathering]:
    """Return every process that runs or ran since a moment, then every space and region. A fixed number of queries."""
    found = _debates(since) + _consultations(since) + _events(since)
    return [one for one in found if one.online.people or one.hall.people] + _places(since, found)


def _debates(since) -> list[Gathering]:
    rows = Debate.objects.filter(thread__visibility="visible", state__in=RUNNING_DEBATE + OVER_DEBATE)
    rows = rows.exclude(space__state="draft").exclude(closed_at__lt=since)
    made = [
        Gathering(Process.DEBATE, row.pk, row.space_id, title=row.title, path=row.get_absolute_url(),
                  ends_at=row.closed_at or row.closes_at, is_running=row.state in RUNNING_DEBATE)
        for row in rows.only("title", "space_id", "state", "closed_at", "closes_at")
    ]  # fmt: skip
    keys = [one.number for one in made]
    return _with(made, online_of_debates(keys), halls_of_debates(keys))


def _consultations(since) -> list[Gathering]:
    rows = Consultation.objects.public().exclude(closed_at__lt=since)
    made = [
        Gathering(Process.CONSULTATION, row.pk, row.space_id, title=row.title, path=row.get_absolute_url(),
                  ends_at=row.closed_at or row.closes_at, is_running=row.state == "open")
        for row in rows.only("title", "space_id", "state", "closed_at", "closes_at")
    ]  # fmt: skip
    told = answered([one.number for one in made])
    return _with(made, *({key: pair[side] for key, pair in told.items()} for side in (0, 1)))


def _events(since) -> list[Gathering]:
    rows = Event.objects.public().filter(state__in=("published", "over", "closed")).exclude(ends_at__lt=since)
    made = [
        Gathering(Process.EVENT, row.pk, row.space_id, title=row.title, path=row.get_absolute_url(),
                  ends_at=row.starts_at, is_running=row.state == "published")
        for row in rows.only("title_ar", "title_fr", "space_id", "state", "starts_at")
    ]  # fmt: skip
    running = [one.number for one in made if one.is_running]
    over = [one.number for one in made if not one.is_running]
    return _with(made, placed_in_events(running), halls_of_events(over))


def _with(made: list[Gathering], online: dict[int, Crowd], hall: dict[int, Crowd]) -> list[Gathering]:
    for one in made:
        one.online, one.hall = online.get(one.number, Crowd()), hall.get(one.number, Crowd())
    return made


def _places(since, processes: Iterable[Gathering]) -> list[Gathering]:
    codes = dict(Space.objects.exclude(state="draft").order_by().values_list("pk", "commune__code"))
    found = {pk: Gathering(Process.SPACE, space=pk) for pk in codes}
    regions = {code[:2]: Gathering(Process.SPACE, region=code[:2]) for code in codes.values()}
    for key, crowd in online_by("space", since).items():
        found[key].online.join(crowd)
    for code, crowd in online_by("region", since).items():
        regions[code].online.join(crowd)
    for one in processes:
        for place in (found.get(one.space), regions.get(codes.get(one.space, "")[:2])):
            if place is None or (one.process == Process.EVENT and one.is_running):
                continue
            place.hall.join(one.hall)
            if one.process == Process.CONSULTATION:
                place.online.join(one.online)
    return [one for one in [*found.values(), *regions.values()] if one.online.people or one.hall.people]
