"""What this app holds about one person, for the copy of her data."""

from django.db.models import Prefetch

from events.models import Note, Registration, Seat, Stand


def held_about(user) -> dict[str, list[dict]]:
    """Return her registrations with what she asked for, the stands she asked for, the notes she wrote."""
    registrations = Registration.objects.filter(user=user).select_related("event", "association").order_by("pk")
    seats = Prefetch("seats", Seat.objects.standing().select_related("slot"), to_attr="standing_seats")
    return {
        "event_registrations": [
            {
                "event": row.event.title,
                "at": row.at,
                "standing": row.standing,
                "association": str(row.association) if row.association else None,
                "badge_code": row.code,
                "access": row.access,
                "note": row.note,
                "arrived_at": row.arrived_at,
                "workshops": [seat.slot.title for seat in row.standing_seats],
            }
            for row in registrations.prefetch_related(seats)
        ],
        "event_stands": list(
            Stand.objects.filter(asked_by=user).order_by("pk").values("event_id", "title", "state", "asked_at")
        ),
        "event_notes": list(Note.objects.filter(author=user).order_by("pk").values("event_id", "kind", "text", "at")),
    }
