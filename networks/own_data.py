"""What this app holds about one person, for the copy of her data."""

from networks.models import Adherence, Mandate, Member, Officer, Publication


def held_about(user) -> dict[str, list[dict]]:
    """Return her memberships, mandates and offices, what she signed and wrote in a member's name."""
    members = Member.objects.filter(user=user).order_by("pk")
    mandates = Mandate.objects.filter(user=user).order_by("pk")
    return {
        "network_memberships": list(
            members.values(
                "network__name_fr", "state", "letter", "themes", "place__name_fr", "is_listed", "reason", "applied_at",
                "joined_at", "ended_at",
            )
        ),
        "network_mandates": list(mandates.values("network__name_fr", "task", "starts_on", "ends_on", "ended_at")),
        "network_adherences": list(
            Adherence.objects.filter(by=user)
            .order_by("pk")
            .values("charter__network__name_fr", "charter__version", "member__kind", "at")
        ),
        "network_publications": list(
            Publication.objects.filter(author=user).order_by("pk").values("title", "text", "visibility", "at")
        ),
        "partner_offices": list(
            Officer.objects.filter(user=user).order_by("pk").values("partner__name_fr", "started_at", "ended_at")
        ),
    }  # fmt: skip
