"""Counting a consultation: what everyone may see of its answers is made here, and stands in `Tally`.

While people answer (live), each time ten more have; when it is closed, all of it; again when whoever leads it asks,
until the result is published: a published count never changes, or the difference would tell of few people.
"""

import importlib
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, Max, Min, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext as _

from consultations import persons, tables
from consultations.counting import opinions
from consultations.counting.budgets import Project
from consultations.counting.priorities import priorities
from consultations.counting.questions import Counted, questionnaire
from consultations.counting.steps import in_steps
from consultations.enums import IN_WORDS, UNDER_BUDGET, ConsultationState, Method, PartKind, Showing
from consultations.enums import QuestionKind as K
from consultations.models import Consultation, Part, Tally
from core import journal, secrets
from core.hiding import STEP, hide
from core.queue import defer
from core.workflow import Refused

logger = logging.getLogger(__name__)

TALLY = "consultations.tally"  # the task's name
COUNTED = {ConsultationState.OPEN, ConsultationState.CLOSED}


def ask_for_tally(consultation_id: int) -> bool:
    """Have a worker count a consultation once this transaction has committed; one count waits at most."""
    return defer(TALLY, lock=lock_of(consultation_id), consultation_id=consultation_id)


def lock_of(consultation_id: int) -> str:
    """Return the lock under which a count of a consultation waits in the queue."""
    return f"{TALLY}.{consultation_id}"


def count_again(consultation: Consultation, *, by: Any) -> None:
    """Have a closed consultation counted again, before its result is published: texts were grouped, say.

    Raises `PermissionDenied`, and `Refused` when it is not closed, or published already.
    """
    if not by.has_perm("consultations.group_texts", consultation):
        raise PermissionDenied
    with transaction.atomic():
        row = Consultation.objects.locked().get(pk=consultation.pk)
        if row.state != ConsultationState.CLOSED:
            raise Refused(
                _("A consultation is counted again between its closing and the publication. Nothing was changed."),
                "not_now",
            )
        ask_for_tally(row.pk)
        journal.record(row, "count_again", by=by)


def tally_due() -> int:
    """Ask for a count of each open consultation with live counts that ten more people answered, and of each closed one
    that was not counted since; return how many counts were asked for."""
    sent = F("online_count") + F("desk_count") + F("paper_count")
    counted = Consultation.objects.annotate(
        before=Coalesce(Max("parts__tally__responses"), 0), counted_at=Min("parts__tally__counted_at")
    )
    live = Q(state=ConsultationState.OPEN, showing=Showing.LIVE, before__lte=sent - STEP)
    closed = Q(state=ConsultationState.CLOSED) & (Q(counted_at=None) | Q(counted_at__lt=F("closed_at")))
    return sum(ask_for_tally(pk) for pk in counted.filter(live | closed).values_list("pk", flat=True))


def tally(consultation_id: int) -> bool:
    """Count each part of a consultation, and return whether anything was counted.

    One count of a consultation runs at a time. A live count is left as it is until ten more people answered; a
    published one for ever.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [TALLY, consultation_id])
        consultation = Consultation.objects.get(pk=consultation_id)
        live = tables.is_live(consultation)
        if consultation.state not in COUNTED or (consultation.state == ConsultationState.OPEN and not live):
            return False
        people = tables.responses(consultation)
        before = Tally.objects.filter(part__consultation=consultation).aggregate(most=Max("responses"))["most"] or 0
        if live and people < before + STEP:
            return False
        moment = now()
        ways = {
            "online": consultation.online_count, "desk": consultation.desk_count, "paper": consultation.paper_count,
        }  # fmt: skip
        sizes = {} if live else {name: hide(groups) for name, groups in tables.taken_part(consultation).items()}
        took_part = {
            name: [{"key": key, "count": count} for key, count in groups.items()] for name, groups in sizes.items()
        }
        for part in consultation.parts.all():
            part.consultation = consultation
            data = {"people": people, "ways": ways, "took_part": took_part} | _of_part(part, sizes, people, live=live)
            data = (in_steps(data, _salt(part)) if live else data) | {"live": live}
            Tally.objects.update_or_create(
                part=part, defaults={"data": data, "responses": people, "counted_at": moment}
            )
        # Published meanwhile: what was published stands.
        if Consultation.objects.locked().get(pk=consultation_id).state != consultation.state:
            transaction.set_rollback(True)
            return False
    return True


def _salt(part: Part) -> str:
    """Return what the chance of rounding hangs on: nobody without the installation's key can work it out."""
    return secrets.fingerprint(persons.scope(part.consultation_id), "step", str(part.pk)).hex()


def _of_part(part: Part, sizes: dict, people: int, *, live: bool) -> dict[str, Any]:
    if part.kind == PartKind.QUESTIONS:
        return _of_questions(part, sizes, people, live=live)
    if part.kind == PartKind.OPINIONS:
        return _of_opinions(part, live=live)
    return _of_priorities(part)


def _of_questions(part: Part, sizes: dict, people: int, *, live: bool) -> dict[str, Any]:
    questions = list(part.questions.standing().prefetch_related("options", "themes"))
    counts = tables.QuestionTables(part, questions, grouped=not live)
    counted = []
    for question in questions:
        cells = counts.cells[question.pk]
        answered = counts.answered[question.pk].get("", {}).get("", 0)
        named = _cells_of(question, cells[""][""], counts.points[question.pk])
        mean = counts.means.get(question.pk)
        counted.append(
            Counted(
                key=question.pk, kind=question.kind, cells=named,
                asked=max(counts.asked.get(question.pk, 0), answered) if question.shown_if_id else people,
                answered=answered, parent=question.shown_if_id,
                options=tuple(int(option) for option in question.shown_for),
                mean=_rounded(mean, question.kind, answered),
                within={name: groups for name, groups in cells.items() if name},
                sizes=counts.answered[question.pk],
            )
        )  # fmt: skip
    return {"questions": questionnaire(counted, sizes)}


def _cells_of(question, found: dict, points: dict) -> dict:
    """Return the cells of a question in an order that does not depend on the counts, those of nobody too."""
    if question.kind in {K.SINGLE, K.MULTIPLE, K.RANKING}:
        source = points if question.kind == K.RANKING else found
        return {
            option.pk: source.get(option.pk, 0)
            for option in question.options.all()
            if option.removed_at is None or source.get(option.pk)
        }
    if question.kind == K.SCALE:
        low, high = int(question.settings.get("low", 1)), int(question.settings.get("high", 5))
        return {value: found.get(value, 0) for value in range(low, high + 1)}
    if question.kind in IN_WORDS:
        return {"": found.get("", 0)} | {theme.pk: found.get(theme.pk, 0) for theme in question.themes.all()}
    return dict(sorted(found.items()))


def _rounded(mean: float | None, kind: str, people: int) -> float | None:
    """Return a mean as it may be shown: of a scale to a tenth, of numbers to two digits and of ten people or more."""
    if mean is None or kind not in {K.SCALE, K.NUMBER} or (kind == K.NUMBER and people < 2 * 5):
        return None
    return round(mean, 1) if kind == K.SCALE else float(f"{mean:.2g}")


def _of_opinions(part: Part, *, live: bool) -> dict[str, Any]:
    votes, people = tables.votes_by_statement(part)
    told = {"voters": people, "statements": opinions.statements(votes, people)}
    return told if live else told | _groups_of(part, [row[0] for row in votes])


def _groups_of(part: Part, keys: list[int]) -> dict[str, Any]:
    """Return the opinion groups of a part, found in the worker; without scikit-learn it says so."""
    try:
        numpy = importlib.import_module("numpy")
        groups = importlib.import_module("consultations.counting.groups")
        threads = importlib.import_module("threadpoolctl")  # scikit-learn's own
    except ImportError as error:
        logger.warning("No opinion groups were made, as this machine lacks scikit-learn: %s", error)
        return {"enough": False, "why_not": "not_installed", "groups": [], "shared": [], "apart": [], "map": []}
    kind = [("person", "i8"), ("statement", "i8"), ("stance", "i1")]
    rows = numpy.fromiter(tables.each_vote(part), dtype=kind)
    columns = numpy.searchsorted(numpy.array(keys, dtype="i8"), rows["statement"])
    # On one thread: several wait for each other on a busy machine, and took three to seven times as long there.
    with threads.threadpool_limits(1):
        found = groups.find_groups(rows["person"], columns, rows["stance"], seed=part.consultation_id)
    return opinions.found(found, keys)


def _of_priorities(part: Part) -> dict[str, Any]:
    people, values = tables.preferences(part)
    candidates = list(part.candidates.standing())
    supporters = {one.pk: sum(values.get(one.pk, {}).values()) for one in candidates}
    is_budgeted = part.method in UNDER_BUDGET
    return priorities(
        part.method,
        people=people,
        supporters=supporters,
        values={one.pk: values.get(one.pk, {}) for one in candidates},
        projects=[Project(one.pk, one.cost) for one in candidates if one.cost] if is_budgeted else None,
        budget=part.budget,
        ballots=tables.ballots(part) if part.method == Method.EQUAL_SHARES else None,
        most=part.most,
    )
