"""What this app holds about one person, for the copy of her data."""

from calls.models import Application, Evaluator


def held_about(user) -> dict[str, list[dict]]:
    """Return the applications that a person began or sent, and what she declared and scored as an evaluator."""
    begun = Application.objects.filter(created_by=user) | Application.objects.filter(sent_by=user)
    seats = Evaluator.objects.filter(user=user).select_related("call").order_by("pk")
    seats = seats.prefetch_related("reviews__marks__criterion", "reviews__application")
    return {
        "applications_to_calls": [
            {
                "call": row.call.title,
                "association": str(row.association),
                "title": row.title,
                "began": row.created_by_id == user.pk,
                "sent_at": row.sent_at if row.sent_by_id == user.pk else None,
            }
            for row in begun.select_related("call", "association").order_by("pk")
        ],
        "scored_projects": [
            {
                "call": seat.call.title,
                "number": review.application.number,
                "conflict": review.conflict_words if review.has_conflict else "",
                "comment": review.comment,
                "marks": {mark.criterion.name: mark.points for mark in review.marks.all()},
            }
            for seat in seats
            for review in seat.reviews.all()
        ],
    }
