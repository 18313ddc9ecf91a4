"""What goes when a person leaves: her voice. What she asked for stays, under a neutral name."""

from django.db import transaction

from accounts.models import User
from needs.models import VoiceNote


def erase(user: User) -> int:
    """Delete the voice notes of a person's own needs and return how many there were; called inside her erasure.

    Her needs, supports and confirmations are acts of the commune: they stay, and count, under the emptied account. A
    need that a desk entered for someone keeps its voice note: it is not the agent's.
    """
    notes = list(VoiceNote.objects.filter(need__author=user, need__relay__isnull=True))
    files = [(note.audio.storage, note.audio.name) for note in notes]
    VoiceNote.objects.filter(pk__in=[note.pk for note in notes]).delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    return len(notes)
