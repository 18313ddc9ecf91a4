"""What this app holds about one person, for the copy of her data."""

from events.models import Note, Registration, Seat, Stand


def held_about(user) -> dict[str, list[dict]]:
    """Return her registrations with what she asked for, the stands she asked for, the notes she wrote."""
    registrations = Registration.objects.filter(user=user).select_related("event", "association").order_by("pk")
    workshops: dict[int, list[str]] = {}
    for seat in Seat.objects.standing().filter(registration__user=user).select_related("slot").order_by("pk"):
        workshops.setdefault(seat.registration_id, []).append(seat.slot.title)
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
                "workshops": workshops.get(row.pk, []),
            }
            for row in registrations
        ],
        "event_stands": list(
            Stand.objects.filter(asked_by=user).order_by("pk").values("event_id", "title", "state", "asked_at")
        ),
        "event_notes": list(Note.objects.filter(author=user).order_by("pk").values("event_id", "kind", "text", "at")),
    }
