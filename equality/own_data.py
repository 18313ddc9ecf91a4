"""What this app holds about one person, for the copy of her data."""

from equality.models import Member


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: her seats in bodies, and the opinions that she was named to write."""
    seats = Member.objects.filter(user=user).order_by("pk")
    columns = (
        "id", "body_id", "name_ar", "name_fr", "background", "association_id", "seat", "gender", "is_young",
        "starts_on", "ends_on",
    )  # fmt: skip
    written = seats.filter(reported__isnull=False).values("reported__id", "reported__title_ar", "reported__title_fr")
    return {
        "equality_body_seats": list(seats.values(*columns)),
        "equality_opinions": [
            {name.removeprefix("reported__"): value for name, value in row.items()} for row in written
        ],
    }
