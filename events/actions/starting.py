"""What a new space starts with: a first meeting, in preparation."""

from django.db import transaction

from accounts.models import User
from events.actions.preparing import create
from events.enums import EventKind
from events.models import Event
from spaces.models import Space

FIRST = {
    "kind": EventKind.MEETING,
    "theme": "administration",
    "title_ar": "اللقاء الأول لفضاء المجتمع المدني",
    "title_fr": "Première rencontre de l’espace de la société civile",
    "about": (
        "نتعارف، ونقرأ الميثاق معا، ونتفق على ما نبدأ به. الدعوة موجهة إلى السكان والجمعيات.\n\n"
        "Nous faisons connaissance, lisons la charte ensemble et convenons de ce par quoi commencer. "
        "Les habitants et les associations sont invités."
    ),
}


def prepare_first_meeting(space: Space, *, by: User) -> Event | None:
    """Prepare the first meeting of a space that has none, and return it: a draft without a day yet."""
    with transaction.atomic():
        if space.events.exists() or not by.has_perm("events.create_event", space):
            return None
        return create(space, by=by, **FIRST)
