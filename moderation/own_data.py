"""What this app holds about one person, for the copy of her data."""

from moderation.models import Case, Report, Sanction


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: her reports, what was decided about her texts, her warnings."""
    reports = Report.objects.filter(reporter=user).order_by("id")
    cases = Case.objects.filter(author=user, acts__isnull=False).distinct().order_by("id")
    return {
        "reports_made": list(reports.values("kind", "key", "ground", "words", "at")),
        "moderation_of_my_texts": list(
            cases.values(
                "kind", "key", "state", "outcome", "ground", "note", "decided_at", "appeal", "appealed_at", "reply"
            )
        ),
        "moderation_steps": list(
            Sanction.objects.filter(user=user).order_by("id").values("kind", "step", "until", "at", "lifted_at")
        ),
    }
