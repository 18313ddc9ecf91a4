"""What this app holds about one person, for the copy of her data."""

from debates.enums import Channel
from debates.models import Attendance, Contribution, EarlierText, FloorRequest, Interest, PollVote, Reaction, VoiceNote


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: what she said, reacted to, asked for, voted and follows.

    What she typed in for people in a hall is theirs, and is left out.
    """
    said = Contribution.objects.filter(author=user, channel=Channel.ONLINE)
    return {
        "contributions": list(
            said.order_by("pk").values("id", "thread_id", "seq", "text", "office", "visibility", "at", "edited_at")
        ),
        "earlier_texts": list(
            EarlierText.objects.filter(contribution__in=said)
            .order_by("pk")
            .values("contribution_id", "text", "replaced_at")
        ),
        "voice_notes": list(
            VoiceNote.objects.filter(contribution__in=said)
            .order_by("pk")
            .values("contribution_id", "seconds", "media_type", "transcript")
        ),
        "voice_notes_typed": list(
            VoiceNote.objects.filter(transcribed_by=user).order_by("pk").values("contribution_id", "transcript")
        ),
        "reactions": list(Reaction.objects.filter(user=user).order_by("pk").values("contribution_id", "kind", "at")),
        "floor_requests": list(
            FloorRequest.objects.filter(user=user)
            .order_by("pk")
            .values(
                "sitting_id",
                "kind",
                "about",
                "state",
                "is_woman",
                "is_youth",
                "district",
                "asked_at",
                "given_at",
                "ended_at",
            )
        ),
        "poll_votes": list(PollVote.objects.filter(user=user).order_by("pk").values("poll_id", "option__text", "at")),
        "sittings_attended": list(Attendance.objects.filter(user=user).order_by("pk").values("sitting_id", "at")),
        "debates_followed": list(Interest.objects.filter(user=user).order_by("pk").values("debate_id", "at")),
    }
