"""What this app holds about one person, for the copy of her data: her presence and her votes in a council."""

from deliberations.models import AgendaItem, Attendance, Vote


def held_about(user) -> dict[str, list[dict]]:
    """Return the roll and the votes of the mandates that a person held. They are public acts of the council: kept."""
    mine = list(user.mandates.values_list("pk", flat=True))
    if not mine:
        return {}
    rolls = Attendance.objects.filter(mandate__in=mine).order_by("pk")
    votes = Vote.objects.filter(mandate__in=mine).order_by("pk")
    asked = AgendaItem.objects.filter(asked_by__in=mine).order_by("pk")
    return {
        "council_attendance": list(rolls.values("sitting_id", "sitting__starts_at", "presence")),
        "council_votes": list(votes.values("deliberation_id", "deliberation__item__title_ar", "stance")),
        "points_asked_for": list(asked.values("id", "session_id", "title_ar", "state")),
    }
