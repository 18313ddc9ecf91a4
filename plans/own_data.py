"""What this app holds about one person, for the copy of her data."""

from plans.models import Adoption, Editor, FollowUp, Measure, Passage, Plan, ReferenceDocument


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: what she began, wrote, adopted, followed up and measured."""
    return {
        "reference_documents": list(
            ReferenceDocument.objects.filter(author=user).order_by("pk").values("id", "title_ar", "title_fr")
        ),
        "editor_of_documents": list(
            Editor.objects.filter(user=user).order_by("pk").values("document_id", "named_at", "ended_at")
        ),
        "written_paragraphs": list(
            Passage.objects.filter(edited_by=user)
            .order_by("pk")
            .values("version_id", "text_ar", "text_fr", "edited_at")
        ),
        "adoptions": list(
            Adoption.objects.filter(by=user).order_by("pk").values("version_id", "association_id", "at", "withdrawn_at")
        ),
        "joint_plans": list(Plan.objects.filter(author=user).order_by("pk").values("id", "title_ar", "title_fr")),
        "follow_ups": list(
            FollowUp.objects.filter(by=user).order_by("pk").values("action_id", "text", "progress", "link", "at")
        ),
        "indicator_values": list(
            Measure.objects.filter(by=user).order_by("pk").values("indicator_id", "on", "value", "note", "at")
        ),
    }
