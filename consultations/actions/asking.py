"""What a draft asks: parts, questions, their options, and under which answer a question is shown.

Each act locks the consultation, and raises `PermissionDenied`, `Unfit` which names the field, or `Refused` once it was
opened: people answer what they read.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions.locking import lock_draft
from consultations.actions.saying import both
from consultations.actions.settings import settings_of
from consultations.actions.sources import source
from consultations.enums import UNDER_BUDGET, WITH_OPTIONS, Method, PartKind, QuestionKind
from consultations.models import Candidate, Consultation, Option, Part, Question
from core.fitness import Unfit
from core.workflow import Refused

PARTS_MAX, QUESTIONS_MAX, OPTIONS_MAX, CANDIDATES_MAX = 10, 60, 30, 60
PART_TITLE_MAX, QUESTION_MAX, HELP_MAX, OPTION_MAX, ABOUT_MAX = 160, 300, 500, 200, 1_000  # characters
BUDGET_MAX = 10**12  # dirhams
MOST_MAX = 1_000  # proposals, or points


# --- parts ---
def add_part(consultation: Consultation, *, by: User, kind: str, **said: Any) -> Part:
    """Add a part at the end of a draft and return it: `title_ar`, `title_fr`; `method`, `budget` (dirhams) and `most`
    for priorities."""
    if kind not in PartKind.values:
        raise Unfit(_("Choose one from the list."), "kind")
    with transaction.atomic():
        row = lock_draft(consultation.pk, by)
        _has_room(row.parts, PARTS_MAX, _("A consultation has at most ten parts: take one out first."))
        part = Part(consultation=row, kind=kind, position=_last(row.parts) + 1, **_part(kind, said))
        part.save()
    return part


def edit_part(part: Part, *, by: User, **said: Any) -> Part:
    """Change the title of a part, or how its priorities are counted, and return it."""
    with transaction.atomic():
        lock_draft(part.consultation_id, by)
        row = Part.objects.get(pk=part.pk)
        was = {name: getattr(row, name) for name in ("method", "budget", "most")}
        columns = _part(row.kind, was | said)
        if columns.get("method") in UNDER_BUDGET and row.candidates.standing().filter(cost=None).exists():
            raise Unfit(_("Under a budget each proposal has its cost: give those that lack one first."), "method")
        return _save(row, columns)


def _part(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = both(said, "title", PART_TITLE_MAX, needed=False)
    if kind != PartKind.PRIORITIES:
        return columns
    method, budget, most = said.get("method") or "", said.get("budget"), said.get("most") or 0
    if method not in Method.values:
        raise Unfit(_("Choose how the priorities are counted: it is told before anyone answers."), "method")
    if method in UNDER_BUDGET and not (budget and 0 < budget <= BUDGET_MAX):
        raise Unfit(_("Give the budget in dirhams."), "budget")
    if not 0 <= most <= MOST_MAX:
        raise Unfit(_("Give a number from 0 to 1,000."), "most")
    if method == Method.POINTS and not most:
        raise Unfit(_("Say how many points each person may give."), "most")
    return columns | {"method": method, "budget": budget if method in UNDER_BUDGET else None, "most": most}


# --- questions ---
def add_question(part: Part, *, by: User, kind: str, options: list[dict[str, Any]] | None = None, **said: Any):
    """Add a question at the end of a questionnaire and return it; `options` are said as for `add_option`.

    `said`: `text_ar`, `text_fr`, `help_ar`, `help_fr`, `is_required`, `settings` (by kind: see `Question`), `shown_if`
    (an earlier question of the same part with options, or None) and `shown_for` (keys of its options).
    """
    if kind not in QuestionKind.values:
        raise Unfit(_("Choose one from the list."), "kind")
    with transaction.atomic():
        lock_draft(part.consultation_id, by)
        if part.kind != PartKind.QUESTIONS:
            raise Refused(_("Questions belong in a questionnaire: add one first."), "kind")
        _has_room(part.questions, QUESTIONS_MAX, _("A questionnaire has at most sixty questions."))
        row = Question(part=part, kind=kind, position=_last(part.questions) + 1)
        for name, value in _question(row, {"text_ar": "", "text_fr": "", "settings": {}} | said).items():
            setattr(row, name, value)
        row.save()
        for one in options or []:
            _add_option(row, one)
    return row


def edit_question(question: Question, *, by: User, **said: Any) -> Question:
    """Change what a question says, and return it; what `said` leaves out stays, its kind too."""
    with transaction.atomic():
        lock_draft(question.part.consultation_id, by)
        row = Question.objects.select_related("part").get(pk=question.pk)
        return _save(row, _question(row, said))


def _question(row: Question, said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = both(said, "text", QUESTION_MAX) | both(said, "help", HELP_MAX, needed=False)
    if "is_required" in said:
        columns["is_required"] = bool(said["is_required"])
    if "settings" in said:
        columns["settings"] = settings_of(row.kind, said["settings"])
    if "shown_if" in said:
        columns |= _condition(row, said["shown_if"], said.get("shown_for") or [])
    return columns


def _condition(row: Question, asked: Question | None, keys: list[int]) -> dict[str, Any]:
    """Return under which answer a question is shown. Only an earlier question can lead to it: no loop can be made."""
    if asked is None:
        return {"shown_if": None, "shown_for": []}
    if asked.pk == row.pk:
        raise Unfit(_("A question cannot depend on its own answer. What you wrote is kept."), "shown_if")
    if asked.part_id != row.part_id or asked.removed_at is not None:
        raise Unfit(_("Choose a question of the same questionnaire."), "shown_if")
    if asked.kind not in WITH_OPTIONS:
        raise Unfit(_("Only a question with options can lead to another one."), "shown_if")
    if (asked.position, asked.pk) >= (row.position, row.pk or float("inf")):
        raise Unfit(
            _("A question can depend on an earlier one only: the other way round it would go in a circle."), "shown_if"
        )
    known = set(asked.options.standing().values_list("pk", flat=True))
    if not keys or not set(keys) <= known:
        raise Unfit(_("Choose for which of its options this question is shown."), "shown_for")
    return {"shown_if": asked, "shown_for": sorted(set(keys))}


# --- options and proposals ---
def add_option(question: Question, *, by: User, **said: Any) -> Option:
    """Add an option at the end and return it: `text_ar`, `text_fr`, `source_path`, `source_title`."""
    with transaction.atomic():
        lock_draft(question.part.consultation_id, by)
        return _add_option(question, said)


def _add_option(question: Question, said: dict[str, Any]) -> Option:
    if question.kind not in WITH_OPTIONS:
        raise Refused(_("This kind of question takes no options."), "kind")
    _has_room(question.options, OPTIONS_MAX, _("A question has at most thirty options."))
    row = Option(question=question, position=_last(question.options) + 1, **_option(said))
    row.save()
    return row


def edit_option(option: Option, *, by: User, **said: Any) -> Option:
    """Change what an option says or where it came from, and return it."""
    with transaction.atomic():
        lock_draft(option.question.part.consultation_id, by)
        return _save(Option.objects.get(pk=option.pk), _option(said))


def _option(said: dict[str, Any]) -> dict[str, Any]:
    return both({"text_ar": "", "text_fr": ""} | said, "text", OPTION_MAX) | _source(said)


def add_candidate(part: Part, *, by: User, **said: Any) -> Candidate:
    """Add a need or a project among the priorities and return it: as an option, with `about_ar`, `about_fr` and `cost`
    in dirhams, which a budget demands."""
    with transaction.atomic():
        lock_draft(part.consultation_id, by)
        if part.kind != PartKind.PRIORITIES:
            raise Refused(_("Proposals belong among priorities: add such a part first."), "kind")
        _has_room(part.candidates, CANDIDATES_MAX, _("There are at most sixty proposals."))
        row = Candidate(part=part, position=_last(part.candidates) + 1, **_candidate(part, said))
        row.save()
    return row


def edit_candidate(candidate: Candidate, *, by: User, **said: Any) -> Candidate:
    """Change a proposal and return it."""
    with transaction.atomic():
        lock_draft(candidate.part.consultation_id, by)
        row = Candidate.objects.select_related("part").get(pk=candidate.pk)
        return _save(row, _candidate(row.part, said))


def _candidate(part: Part, said: dict[str, Any]) -> dict[str, Any]:
    cost = said.get("cost")
    columns = _option(said) | both(said, "about", ABOUT_MAX, many=True, needed=False)
    if cost is not None and not 0 < cost <= BUDGET_MAX:
        raise Unfit(_("Give the cost in dirhams: a number above zero."), "cost")
    if part.method in UNDER_BUDGET:
        if cost is None:
            raise Unfit(_("Under a budget each proposal has its cost, in dirhams."), "cost")
        if cost > part.budget:
            raise Unfit(_("This costs more than the whole budget: it could never be chosen."), "cost")
    return columns | {"cost": cost}


# --- what they share ---
def _source(said: dict[str, Any]) -> dict[str, str]:
    return source(said.get("source_path", ""), said.get("source_title", ""))


def _save(row: Any, columns: dict[str, Any]) -> Any:
    for name, value in columns.items():
        setattr(row, name, value)
    if columns:
        row.save(update_fields=list(columns))
    return row


def _last(rows: Any) -> int:
    return rows.aggregate(last=Max("position"))["last"] or 0


def _has_room(rows: Any, most: int, words: Any) -> None:
    if rows.count() >= most:
        raise Refused(words, "full")
