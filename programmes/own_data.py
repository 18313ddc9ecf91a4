"""What this app holds about one person, for the copy of her data."""

from programmes.models import Evaluation, FollowUp, Measure, Programme, Step, Voice


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: what she began, wrote, followed up, measured and said."""
    return {
        "communal_programmes": list(
            Programme.objects.filter(author=user).order_by("pk").values("id", "title_ar", "title_fr")
        ),
        "programme_steps": list(
            Step.objects.filter(by=user).order_by("pk").values("programme_id", "kind", "done_on", "note", "at")
        ),
        "programme_evaluations": list(
            Evaluation.objects.filter(by=user).order_by("pk").values("programme_id", "year", "published_at")
        ),
        "project_follow_ups": list(
            FollowUp.objects.filter(by=user).order_by("pk").values("project_id", "text", "progress", "link", "at")
        ),
        "project_indicator_values": list(
            Measure.objects.filter(by=user).order_by("pk").values("indicator_id", "on", "value", "note", "at")
        ),
        "voices_about_projects": list(
            Voice.objects.filter(user=user)
            .order_by("pk")
            .values("project_id", "round", "is_done", "reason", "visibility", "at")
        ),
    }
