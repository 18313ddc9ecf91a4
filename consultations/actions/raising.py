"""A published result raises needs: the floor beside this one hears it by a signal, and says where the need stands."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.actions.locking import lock
from consultations.enums import ConsultationState
from consultations.models import Consultation, Raised
from core import journal
from core.signals import need_asked
from core.workflow import Refused
from notices.paths import without_language

MOST = 30  # needs of one result


def raise_need(
    consultation: Consultation, *, by: User, title: str, text: str = "", theme: str = "", place: str = ""
) -> Raised:
    """Voice a need that a published result shows, in its space, and return where it stands: each leads to the other.

    `place` is the commune when not given. Locks the consultation. Raises `PermissionDenied`, or `Refused`: not
    published, enough of them, or what is wrong with the need's words (its `field` says where).
    """
    with transaction.atomic():
        row = lock(consultation.pk)
        if not by.has_perm("consultations.refer_result", row):
            raise PermissionDenied
        if row.state != ConsultationState.PUBLISHED:
            raise Refused(_("Publish the result first: a need comes from what everyone can read."), "not_published")
        if row.raised.count() >= MOST:
            raise Refused(_("Thirty needs came from this result already: it says enough."), "enough")
        answers = need_asked.send(
            Consultation,
            space=row.space,
            title=title,
            text=text,
            theme=theme or row.theme,
            place=place or row.space.commune.name,
            by=by,
            source_path=without_language(row.get_absolute_url()),
            source_title=row.title,
        )
        path = next((path for _receiver, path in answers if path), None)
        if path is None:
            raise Refused(_("Needs are not taken here. Copy your text to keep it."), "no_needs")
        raised = Raised.objects.create(consultation=row, path=without_language(path), title=title.strip()[:160])
        journal.record(row, "raise_need", by=by, data={"path": raised.path})
    return raised
