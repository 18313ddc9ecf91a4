"""Holding, hiding and showing again, by the Lab's coordinators: a network, a publication, an offer."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from core.text import isolate
from core.workflow import perform
from moderation.actions import is_in_hand
from networks.actions.offering import tell_fitting
from networks.actions.telling import officers, side_of, speakers_of, steerers, tell
from networks.models import Network, Offer, Publication
from networks.workflow import HIDE, HOLD, SHOW
from notices.actions import show


@transaction.atomic
def moderate(thing: Network | Publication | Offer, action: str, *, by: User, note: str = ""):
    """Move the axis of visibility, tell its own people why, and return the row. Raises `KeyError` for another move."""
    if action not in {HOLD, HIDE, SHOW}:
        raise KeyError(action)
    row = perform(thing, action, by=by, note=note)
    people = _people(row)
    show(row.get_absolute_url(), is_shown=action == SHOW, but=User.objects.filter(pk__in=people))
    if action == SHOW and isinstance(row, Offer):
        tell_fitting(row)
    if action != SHOW and not is_in_hand():  # moderation tells the author of what it decides itself
        tell(
            people,
            besides=by,
            key=f"{row._meta.label_lower}.{row.pk}.{action}",
            text=lambda: (
                gettext("“%(title)s” is not shown to everyone any more. Reason: %(reason)s")
                % {"title": isolate(str(row)), "reason": isolate(note)}
            ),
            url=row.get_absolute_url(),
        )
    return row


def _people(row: Network | Publication | Offer) -> set[int]:
    if isinstance(row, Network):
        return steerers([row.pk])
    if isinstance(row, Publication):
        return speakers_of([row.member])
    return side_of([row]) | officers([row.partner_id] if row.partner_id else [])
