"""What this app holds about one person, for the copy of her data.

Nothing of it goes when she leaves: a recording is the commune's help, put in with the agreement of who speaks, and an
easy text is the space's. Whoever moderates it takes it away.
"""

from plain.models import EasyText, HelpRecording


def held_about(user) -> dict[str, list[dict]]:
    """Return what a person recorded and wrote for those who read little."""
    recorded = HelpRecording.objects.filter(added_by=user).order_by("pk")
    written = EasyText.objects.filter(written_by=user).order_by("pk")
    return {
        "help_recorded": list(recorded.values("id", "space_id", "key", "tongue", "seconds", "transcript", "at")),
        "easy_texts_written": list(written.values("id", "thread_id", "language", "text", "at")),
    }
