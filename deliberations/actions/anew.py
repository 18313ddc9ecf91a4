"""A decision that the governor opposed: the council deliberates on it anew (113-14, art. 117)."""

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.workflow import Refused, perform
from deliberations import delays as law
from deliberations.actions.items import go_on, next_number, next_prepared
from deliberations.actions.standing import acting, lock
from deliberations.enums import Origin, Visa
from deliberations.models import AgendaItem, Decision
from deliberations.queries import TAKEN_UP
from deliberations.rules import prepares
from deliberations.workflow import KEEP


def may_deliberate_anew(decision: Decision) -> bool:
    """Tell whether an opposed decision is on no agenda yet, nor was deliberated anew. One query when it was opposed."""
    return decision.visa == Visa.OPPOSED and not decision.taken_up_by.filter(state__in=TAKEN_UP).exists()


def deliberate_anew(decision: Decision, *, by: User) -> AgendaItem:
    """Put an opposed decision on the agenda of the next ordinary session that is being prepared, and return the point.

    The governor's opposition has the council deliberate anew on the decision taken (113-14, art. 117; 112-14, art. 108;
    111-14, art. 114). The point continues the one that was decided and knows the decision (`opposed`): what the council
    decides then is a decision of its own. Once at a time: again when the point was taken off. Locks that session, then
    the decision. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        acting(decision, by, prepares)
        held = decision.deliberation.item.session
        later = next_prepared(held.council_id, max(held.day, localdate()))
        if later is None:
            raise Refused(
                _("No ordinary session is being prepared yet. Nothing was changed: try again once there is one."),
                "no_session",
            )
        later = lock(later.pk)
        row = Decision.objects.locked().select_related("deliberation__item").get(pk=decision.pk)
        if row.visa != Visa.OPPOSED:
            raise Refused(_("The governor did not oppose this decision: it stands."), "not_opposed")
        if not may_deliberate_anew(row):
            raise Refused(_("It is on an agenda already, or was deliberated anew."), "taken_up")
        article = law.article("opposition", later.council.territory.level)
        following = go_on(_end(row.deliberation.item), later, opposed=row)
        following.origin, following.article, following.asked_by = Origin.BUREAU, article, None
        try:
            with transaction.atomic():
                following.save()
        except IntegrityError as error:
            raise Refused(
                _("This matter is on the agenda of that session already: deal with it there."), "on_agenda"
            ) from error
        data = {"decision": row.pk, "from": following.continues_id}
        journal.record(following, "continue", by=by, target=following.state, data=data)
        following = perform(following, KEEP, by=by, also={"number": next_number(later)})
        journal.record(row, "anew", by=by, data={"item": following.pk, "session": later.pk})
    return following


def _end(item: AgendaItem) -> AgendaItem:
    """Return the last point that continues one: a point that was taken off is gone on with itself."""
    while (found := AgendaItem.objects.filter(continues=item).first()) is not None:
        item = found
    return item
