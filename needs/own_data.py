"""What this app holds about one person, for the copy of her data."""

from django.db.models import OuterRef, Subquery

from needs.models import Confirmation, DetailRequest, Need, Support, VoiceNote


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person, for the copy of her data: what she posted, joined and said."""
    needs = Need.objects.filter(author=user).order_by("pk")
    # What was hidden since she joined it is not shown to her here either.
    shown = Need.objects.visible_to(user).filter(pk=OuterRef("need"))
    supports = Support.objects.filter(user=user).order_by("pk").annotate(title=Subquery(shown.values("title")))
    voices = Confirmation.objects.filter(user=user)
    replies = DetailRequest.objects.filter(replied_by=user)
    return {
        "needs": list(needs.values("id", "title", "text", "theme", "place", "state", "visibility", "created_at")),
        "voice_notes": list(
            VoiceNote.objects.filter(need__author=user, need__relay__isnull=True)
            .order_by("pk")
            .values("need_id", "seconds", "media_type", "transcript")
        ),
        "voice_notes_typed": list(
            VoiceNote.objects.filter(transcribed_by=user).order_by("pk").values("need_id", "transcript")
        ),
        "joined_needs": list(supports.values("need_id", "title", "at")),
        "confirmations": list(voices.values("need_id", "round", "is_done", "reason", "at")),
        "replies": list(replies.values("need_id", "question", "reply", "visibility", "replied_at")),
    }
