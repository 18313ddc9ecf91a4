"""Consultations that people answered, for the bench: what is asked by the models, what is answered by the database."""

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection
from django.utils.timezone import now, timedelta

from accounts.enums import Trust
from accounts.models import User
from bench._world import a_space
from consultations.enums import WITH_OPTIONS, ConsultationState, Method, PartKind
from consultations.enums import QuestionKind as K
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement, TextTheme
from core.enums import Visibility
from territories.models import Territory

# 30 questions. The second is shown to whoever chose any option of the first: everyone.
KINDS = (
    [K.SINGLE] * 10 + [K.MULTIPLE] * 5 + [K.SCALE] * 5 + [K.RANKING] * 2
    + [K.SHORT, K.LONG, K.LONG, K.NUMBER, K.NUMBER, K.DATE, K.POINT, K.PHOTO]
)  # fmt: skip
OPTIONS, THEMES, STATEMENTS, PROJECTS, PLACES = 6, 8, 200, 20, 6
FILLED = 0.2  # of the votes
BUDGET = 9_000_000

# What people said, made by the database: `i` is a person's number, `r.id` her response, `keys` the options' keys.
VALUES = {
    K.SINGLE: {"options": "ARRAY[keys[1 + floor(6 * random() ^ 2)::int]]"},
    K.MULTIPLE: {"options": "keys[1 + floor(3 * random())::int : 4 + floor(3 * random())::int]"},
    K.RANKING: {
        "options": "CASE WHEN random() < 0.6 THEN keys ELSE keys[4:6] || keys[1:3] END",
    },
    K.SCALE: {"number": "1 + floor(5 * random())"},
    K.NUMBER: {"number": "floor(40 * random() ^ 2)"},
    K.SHORT: {"text": "repeat('الماء ينقطع ', 3)", "theme_id": "CASE WHEN random() < 0.8 THEN {theme} END"},
    K.LONG: {"text": "repeat('نحتاج إلى إصلاح الطريق قبل الشتاء. ', 8)", "theme_id": "{theme}"},
    K.DATE: {"day": "date '2026-01-01' + floor(300 * random())::int"},
    K.POINT: {"point": "ST_SetSRID(ST_MakePoint(-9.8 + 0.2 * random(), 29.6 + 0.2 * random()), 4326)"},
    K.PHOTO: {"photo": "'consultations/photos/' || r.id || '.jpg'"},
}
EMPTY = {"options": "'{}'::bigint[]", "number": "NULL", "text": "''", "day": "NULL", "point": "NULL", "photo": "''"}


def _run(sql: str, **values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def asked(space, by: User, size: int) -> Consultation:
    """Make a closed consultation that `size` people answered, without their answers."""
    moment = now()
    made = Consultation.objects.create(
        space=space, author=by, title=f"قياس {size}", purpose="قياس", use="قياس", state=ConsultationState.CLOSED,
        online_count=size, opened_at=moment - timedelta(days=20), closes_at=moment - timedelta(hours=1),
        closed_at=moment - timedelta(hours=1),
    )  # fmt: skip
    part = Part.objects.create(consultation=made, kind=PartKind.QUESTIONS, position=1, title_ar="أسئلة")
    first = None
    for position, kind in enumerate(KINDS, start=1):
        follows = {"shown_if": first, "shown_for": [one.pk for one in first.options.all()]} if position == 2 else {}
        question = Question.objects.create(
            part=part, position=position, kind=kind, text_ar=f"سؤال {position}", **follows
        )
        first = first or question
        if kind in WITH_OPTIONS:
            Option.objects.bulk_create(
                Option(question=question, position=place, text_ar=f"خيار {place}") for place in range(OPTIONS)
            )
        if kind in {K.SHORT, K.LONG}:
            TextTheme.objects.bulk_create(TextTheme(question=question, name=f"موضوع {n}") for n in range(THEMES))
    part = Part.objects.create(consultation=made, kind=PartKind.OPINIONS, position=2, title_ar="آراء")
    Statement.objects.bulk_create(
        Statement(part=part, text=f"يجب أن يبدأ المجلس بالطرق {n}", folded=f"{n}", visibility=Visibility.VISIBLE)
        for n in range(STATEMENTS)
    )
    part = Part.objects.create(
        consultation=made, kind=PartKind.PRIORITIES, position=3, title_ar="أولويات", method=Method.EQUAL_SHARES,
        budget=BUDGET,
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(part=part, position=n, text_ar=f"مشروع {n}", cost=400_000 + 137_000 * (n * 7 % PROJECTS))
        for n in range(PROJECTS)
    )
    return made


def answered(made: Consultation, size: int, places: list[int]) -> None:
    """Have `size` people answer all of it: their rows are made by the database, the same each time."""
    _run("SELECT setseed(0.1503)")
    _run(
        "INSERT INTO consultations_response (consultation_id, person_key, sealed, way, gender, age_band, place_id, "
        "consent_way, begun_at, changed_at, sent_at) SELECT %(key)s, sha256(('bench' || i)::bytea), '', 'online', "
        "(ARRAY['woman', 'man', ''])[1 + i %% 3], (ARRAY['15-24', '25-34', '35-44', '45-59', '60+', ''])[1 + i %% 6], "
        "(%(places)s::bigint[])[1 + floor(random() * %(many)s)::int], '', now(), now(), now() "
        "FROM generate_series(1, %(size)s) i",
        key=made.pk, size=size, places=places, many=len(places),
    )  # fmt: skip
    for question in Question.objects.filter(part__consultation=made).prefetch_related("options", "themes"):
        themes = [theme.pk for theme in question.themes.all()]
        theme = f"(ARRAY[{','.join(map(str, themes))}]::bigint[])[1 + floor({THEMES} * random() ^ 2)::int]"
        values = EMPTY | {"theme_id": "NULL"} | VALUES[question.kind]
        chosen = ", ".join(value.replace("{theme}", theme) for value in values.values())
        _run(
            f"INSERT INTO consultations_answer (response_id, question_id, {', '.join(values)}) "  # noqa: S608 -- our own
            f"SELECT r.id, %(question)s, {chosen} FROM consultations_response r, "
            "(SELECT %(keys)s::bigint[] AS keys) k WHERE r.consultation_id = %(key)s",
            key=made.pk, question=question.pk, keys=[option.pk for option in question.options.all()],
        )  # fmt: skip
    # Three camps, each with a third of the statements it agrees with, and one vote in five the other way or a pass.
    _run(
        "INSERT INTO consultations_vote (response_id, statement_id, stance, at) SELECT r.id, s.id, "
        "CASE WHEN random() < 0.1 THEN 0 WHEN (r.id %% 3 = s.id %% 3) = (random() < 0.85) THEN 1 ELSE -1 END, now() "
        "FROM consultations_response r JOIN consultations_statement s ON random() < %(filled)s "
        "JOIN consultations_part p ON p.id = s.part_id AND p.consultation_id = r.consultation_id "
        "WHERE r.consultation_id = %(key)s",
        key=made.pk, filled=FILLED,
    )  # fmt: skip
    _run(
        "INSERT INTO consultations_preference (response_id, candidate_id, value) SELECT r.id, c.id, 1 "
        "FROM consultations_response r JOIN consultations_part p ON p.consultation_id = r.consultation_id "
        "JOIN consultations_candidate c ON c.part_id = p.id AND random() < 0.1 + 0.02 * c.position "
        "WHERE r.consultation_id = %(key)s",
        key=made.pk,
    )  # fmt: skip


def a_world(sizes: list[int]) -> dict[int, Consultation]:
    """Make a space and a consultation of each size in it, closed and answered."""
    space = a_space()
    shape = MultiPolygon(Polygon.from_bbox((-9.9, 29.5, -9.5, 29.9)), srid=4326)
    Territory.objects.filter(pk=space.commune_id).update(boundary=shape)
    places = [
        Territory.objects.create(
            code=f"99.999.01.{10 + n}", level="commune", slug=f"bench-{n}", parent=space.commune.parent,
            name_ar=f"دوار {n}", name_fr=f"Douar {n}", population=8_000, census_year=2024,
        ).pk
        for n in range(PLACES)
    ]  # fmt: skip
    by = User.objects.create(display_name="bench", is_superuser=True, trust=Trust.SEEN)
    made = {}
    # Rows that fit by construction: the keys of other tables are not looked up again for each.
    _run("SET session_replication_role = replica")
    for size in sizes:
        made[size] = asked(space, by, size)
        answered(made[size], size, places)
    _run("SET session_replication_role = origin")
    _run("VACUUM ANALYZE")
    return made
