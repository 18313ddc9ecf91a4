"""That an office read a file of personal data: noted for whoever stands in it, never with what stood there."""

from django.db.models import Model, Q, QuerySet

from accounts.models import Reading, User
from accounts.signals import concerning
from core.journal import subject_of


def note_reading(thing: Model, kind: str, *, by: User, page: str, owner: User | None = None) -> Reading | None:
    """Note that `by` read a file of `kind` (`enums.Dossier`) on a page; one's own file is read without a note."""
    if owner is not None and owner.pk == by.pk:
        return None
    return Reading.objects.create(reader=by, owner=owner, kind=kind, thing=subject_of(thing), page=page)


def readings_about(user: User) -> QuerySet[Reading]:
    """Return the readings of files in which a person stands, the last first: those of hers, and those of several."""
    found = Q(owner=user)
    for _receiver, files in concerning.send(sender=User, user=user):
        for subject, since in (files or {}).items():
            found |= Q(thing=subject, owner=None, at__gte=since)
    return Reading.objects.filter(found).exclude(reader=user).select_related("reader").order_by("-pk")


def hand_readings_over(shadow: User, into: User) -> int:
    """Let a person read who opened the file that a desk kept of her, once it is her own; return how many readings."""
    return Reading.objects.filter(owner=shadow).exclude(reader=into).update(owner=into)
