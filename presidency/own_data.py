"""What this app holds about one person, for the copy of her data."""

from presidency.models import InformationReport, Order, WrittenQuestion


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: what she wrote, asked, answered and signed under her mandates."""
    orders = ("id", "year", "number", "title_ar", "title_fr", "published_at")
    signed = Order.objects.filter(signed_by__user=user).order_by("pk")
    asked = WrittenQuestion.objects.filter(mandate__user=user).order_by("pk")
    answered = WrittenQuestion.objects.filter(signed_by__user=user).order_by("pk")
    reports = InformationReport.objects.filter(signed_by__user=user).order_by("pk")
    return {
        "orders_written": list(Order.objects.filter(written_by=user).order_by("pk").values(*orders)),
        "orders_signed": list(signed.values(*orders)),
        "written_questions": list(asked.values("id", "title", "text", "theme", "came_from", "received_on", "state")),
        "answers_to_written_questions": list(answered.values("id", "title", "reply", "answered_at")),
        "information_reports_signed": list(reports.values("id", "session_id", "published_at")),
    }
