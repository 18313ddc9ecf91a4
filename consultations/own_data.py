"""What this app holds about one person, for the copy of her data."""

from consultations.actions.forgetting import rows_of
from consultations.models import Consultation, Option, Statement


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: her responses, found by her account's keys, and her statements."""
    rows = list(
        rows_of(user)
        .order_by("consultation_id")
        .prefetch_related("answers__question", "votes__statement", "preferences__candidate")
    )
    # What was hidden since she answered is not shown to her here either.
    seen = Consultation.objects.visible_to(user).filter(pk__in=[row.consultation_id for row in rows])
    titles = dict(seen.values_list("pk", "title"))
    keys = {key for row in rows for answer in row.answers.all() for key in answer.options}
    options = {row.pk: str(row) for row in Option.objects.filter(pk__in=keys)}
    statements = Statement.objects.filter(author=user).order_by("pk")
    return {
        "answered_consultations": [
            {
                "consultation_id": row.consultation_id,
                "title": titles.get(row.consultation_id),
                "begun_at": row.begun_at,
                "sent_at": row.sent_at,
                "counted_as": {"gender": row.gender, "age_band": row.age_band},
                "answers": [
                    {"question": str(answer.question), "answer": _words_of(answer, options)}
                    for answer in row.answers.all()
                ],
                "opinions": [{"statement": vote.statement.text, "stance": vote.stance} for vote in row.votes.all()],
                "priorities": [
                    {"proposal": str(preference.candidate), "value": preference.value}
                    for preference in row.preferences.all()
                ],
            }
            for row in rows
        ],
        "proposed_statements": list(statements.values("part__consultation_id", "text", "visibility", "at")),
    }


def _words_of(answer, options: dict[int, str]):
    if answer.options:
        return [options.get(key, "") for key in answer.options]
    if answer.point:
        return {"lat": answer.point.y, "lon": answer.point.x}
    if answer.photo:
        return answer.photo.name
    return answer.text or answer.day or answer.number
