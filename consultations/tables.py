"""What was answered, added up by the database: no answer of one person leaves it. Sent responses alone count."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count

from consultations.enums import IN_WORDS, Showing
from consultations.enums import QuestionKind as K
from consultations.models import Consultation, Part, Question

DIMENSIONS = {"gender": "r.gender", "age_band": "r.age_band", "place": "r.place_id"}
# Edges of the classes that numbers are counted in: they do not depend on the answers.
EDGES = [0, 1, 2, 5] + [base * 10**power for power in range(1, 8) for base in (1, 2, 5)]
# In which cell of its question an answer stands, by kinds.
CELLS = (
    ({K.SINGLE, K.MULTIPLE}, "CROSS JOIN LATERAL unnest(a.options)", "c.cell"),
    ({K.SCALE}, "CROSS JOIN LATERAL (SELECT a.number::bigint)", "c.cell"),
    ({K.NUMBER}, "CROSS JOIN LATERAL (SELECT width_bucket(a.number, %(edges)s::numeric[])::bigint)", "c.cell"),
    (
        {K.DATE},
        "CROSS JOIN LATERAL (SELECT (extract(year FROM a.day) * 100 + extract(month FROM a.day))::bigint)",
        "c.cell",
    ),
    (IN_WORDS, "CROSS JOIN LATERAL (SELECT a.theme_id)", "c.cell"),
)
GIVEN = "(cardinality(a.options) > 0 OR a.number IS NOT NULL OR a.text <> '' OR a.day IS NOT NULL OR a.point IS NOT NULL OR a.photo <> '')"  # noqa: E501
SENT = "r.consultation_id = %(consultation)s AND r.sent_at IS NOT NULL"


def _rows(sql: str, **values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _by_dimension(rows: Iterable[tuple], put) -> None:
    """Give each row of grouping sets to `put(dimension, group, row)`: its last four are groups, and which is set."""
    for *row, gender, age_band, place, unset in rows:
        # A bit is 0 where the rows were grouped by it.
        dimension, group = {7: ("", ""), 3: ("gender", gender), 5: ("age_band", age_band), 6: ("place", place)}[unset]
        put(dimension, "" if group is None else group, row)


def _sets(columns: str, *, grouped: bool) -> tuple[str, str]:
    """Return what to select after `columns`, and the grouping: the whole, and by each dimension when `grouped`."""
    also = ", r.gender, r.age_band, r.place_id, grouping(r.gender, r.age_band, r.place_id)"
    if not grouped:
        return ", '', '', NULL::bigint, 7", f"GROUP BY {columns}"
    sets = [f"({columns})"] + [f"({columns}, {name})" for name in DIMENSIONS.values()]
    return also, f"GROUP BY GROUPING SETS ({', '.join(sets)})"


def responses(consultation: Consultation) -> int:
    """Return how many responses were sent."""
    return consultation.responses.counted().count()


def taken_part(consultation: Consultation) -> dict[str, dict[Any, int]]:
    """Return the people who sent a response, by dimension and group; "" are those who said nothing of themselves."""
    told: dict[str, dict[Any, int]] = {name: {} for name in DIMENSIONS}
    also, grouping = _sets("r.consultation_id", grouped=True)
    sql = f"SELECT count(*){also} FROM consultations_response r WHERE {SENT} {grouping}"  # noqa: S608 -- our own words
    _by_dimension(
        _rows(sql, consultation=consultation.pk),
        lambda dimension, group, row: told.setdefault(dimension, {}).__setitem__(group, row[0]),
    )
    told.pop("", None)
    return {name: dict(sorted(groups.items(), key=lambda pair: str(pair[0]))) for name, groups in told.items()}


class QuestionTables:
    """The counts of the questions of a part: `cells`, `answered`, `asked`, `means`, within groups when `grouped`."""

    def __init__(self, part: Part, questions: list[Question], *, grouped: bool):
        self.cells: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))  # question, dimension, group
        self.answered: dict = defaultdict(lambda: defaultdict(dict))  # question, dimension
        self.asked: dict[int, int] = {}
        self.means: dict[int, float] = {}
        self.points: dict[int, dict[int, int]] = defaultdict(dict)
        kept = {"consultation": part.consultation_id, "edges": EDGES}
        by_kind = defaultdict(list)
        for question in questions:
            by_kind[question.kind].append(question.pk)
        for kinds, join, cell in CELLS:
            if keys := [key for kind in kinds for key in by_kind[kind]]:
                self._count_cells(join, cell, grouped=grouped, questions=keys, **kept)
        everyone = [question.pk for question in questions]
        self._count_answered(grouped=grouped, questions=everyone, **kept)
        if asked := [question.pk for question in questions if question.shown_if_id]:
            self._count_asked(questions=asked, **kept)
        if rankings := by_kind[K.RANKING]:
            self._count_points(questions=rankings, **kept)

    def _count_cells(self, join: str, cell: str, *, grouped: bool, **kept: Any) -> None:
        also, grouping = _sets(f"a.question_id, {cell}", grouped=grouped)
        sql = (
            f"SELECT a.question_id, {cell}, count(*){also} FROM consultations_answer a "  # noqa: S608 -- our own words
            f"JOIN consultations_response r ON r.id = a.response_id {join} AS c(cell) "
            f"WHERE {SENT} AND a.question_id = ANY(%(questions)s) AND {GIVEN} {grouping}"
        )

        def put(dimension, group, row):
            question, key, count = row
            self.cells[question][dimension][group]["" if key is None else key] = count

        _by_dimension(_rows(sql, **kept), put)

    def _count_answered(self, *, grouped: bool, **kept: Any) -> None:
        also, grouping = _sets("a.question_id", grouped=grouped)
        sql = (
            f"SELECT a.question_id, count(*), avg(a.number){also} FROM consultations_answer a "  # noqa: S608
            "JOIN consultations_response r ON r.id = a.response_id "
            f"WHERE {SENT} AND a.question_id = ANY(%(questions)s) AND {GIVEN} {grouping}"
        )

        def put(dimension, group, row):
            question, count, mean = row
            self.answered[question][dimension][group] = count
            if not dimension and mean is not None:
                self.means[question] = float(mean)

        _by_dimension(_rows(sql, **kept), put)

    def _count_asked(self, **kept: Any) -> None:
        sql = (
            "SELECT q.id, count(*) FROM consultations_question q "  # noqa: S608 -- our own words
            "JOIN consultations_answer a ON a.question_id = q.shown_if_id "
            "JOIN consultations_response r ON r.id = a.response_id "
            f"WHERE {SENT} AND q.id = ANY(%(questions)s) "
            "AND a.options && ARRAY(SELECT jsonb_array_elements_text(q.shown_for)::bigint) GROUP BY q.id"
        )
        self.asked = dict(_rows(sql, **kept))

    def _count_points(self, **kept: Any) -> None:
        sql = (
            "SELECT a.question_id, c.key, sum(greatest(0, m.most - c.place)) FROM consultations_answer a "  # noqa: S608
            "JOIN consultations_response r ON r.id = a.response_id "
            "JOIN (SELECT question_id, count(*) AS most FROM consultations_option WHERE removed_at IS NULL "
            "GROUP BY question_id) m ON m.question_id = a.question_id "
            "CROSS JOIN LATERAL unnest(a.options) WITH ORDINALITY AS c(key, place) "
            f"WHERE {SENT} AND a.question_id = ANY(%(questions)s) GROUP BY a.question_id, c.key"
        )
        for question, key, points in _rows(sql, **kept):
            self.points[question][key] = int(points)


def votes_by_statement(part: Part) -> tuple[list[tuple[int, int, int, int]], int]:
    """Return (statement, agree, disagree, passed) of shown statements, and how many people voted on any."""
    kept = {"consultation": part.consultation_id, "part": part.pk}
    rows = _rows(
        "SELECT s.id, count(*) FILTER (WHERE v.stance = 1), count(*) FILTER (WHERE v.stance = -1), "  # noqa: S608
        "count(*) FILTER (WHERE v.stance = 0) FROM consultations_statement s "
        "JOIN consultations_vote v ON v.statement_id = s.id JOIN consultations_response r ON r.id = v.response_id "
        f"WHERE {SENT} AND s.part_id = %(part)s AND s.visibility = 'visible' GROUP BY s.id ORDER BY s.id",
        **kept,
    )
    people = _rows(
        "SELECT count(DISTINCT v.response_id) FROM consultations_vote v "  # noqa: S608 -- our own words
        "JOIN consultations_statement s ON s.id = v.statement_id JOIN consultations_response r ON r.id = v.response_id "
        f"WHERE {SENT} AND s.part_id = %(part)s AND s.visibility = 'visible'",
        **kept,
    )
    return rows, people[0][0]


def each_vote(part: Part, *, size: int = 50_000) -> Iterable[tuple[int, int, int]]:
    """Yield (person, statement, stance) of shown statements in a fixed order, read a part at a time."""
    sql = (
        "SELECT v.response_id, v.statement_id, v.stance FROM consultations_vote v "  # noqa: S608 -- our own words
        "JOIN consultations_statement s ON s.id = v.statement_id JOIN consultations_response r ON r.id = v.response_id "
        f"WHERE {SENT} AND s.part_id = %(part)s AND s.visibility = 'visible' ORDER BY v.response_id, v.statement_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"consultation": part.consultation_id, "part": part.pk})
        while rows := cursor.fetchmany(size):
            yield from rows


def preferences(part: Part) -> tuple[int, dict[int, dict[int, int]]]:
    """Return how many people gave a preference, and how many gave each standing candidate each value."""
    sql = (
        "SELECT p.candidate_id, p.value, count(*) FROM consultations_preference p "  # noqa: S608 -- our own words
        "JOIN consultations_candidate c ON c.id = p.candidate_id JOIN consultations_response r ON r.id = p.response_id "
        f"WHERE {SENT} AND c.part_id = %(part)s AND c.removed_at IS NULL GROUP BY p.candidate_id, p.value"
    )
    kept = {"consultation": part.consultation_id, "part": part.pk}
    values: dict[int, dict[int, int]] = defaultdict(dict)
    for key, value, count in _rows(sql, **kept):
        values[key][value] = count
    people = (
        part.consultation.responses.counted()
        .filter(preferences__candidate__part=part, preferences__candidate__removed_at__isnull=True)
        .aggregate(people=Count("pk", distinct=True))["people"]
    )
    return people, values


def ballots(part: Part) -> dict[frozenset[int], int]:
    """Return how many people chose each set of standing candidates."""
    sql = (
        "SELECT keys, count(*) FROM (SELECT array_agg(p.candidate_id ORDER BY p.candidate_id) AS keys "  # noqa: S608
        "FROM consultations_preference p JOIN consultations_candidate c ON c.id = p.candidate_id "
        "JOIN consultations_response r ON r.id = p.response_id "
        f"WHERE {SENT} AND c.part_id = %(part)s AND c.removed_at IS NULL GROUP BY p.response_id) b "
        "GROUP BY keys ORDER BY keys"
    )
    rows = _rows(sql, consultation=part.consultation_id, part=part.pk)
    return {frozenset(keys): people for keys, people in rows}


def is_live(consultation: Consultation) -> bool:
    """Tell whether counts are shown while people answer."""
    return consultation.showing == Showing.LIVE and consultation.state == "open"
