"""What everyone may see of a receipt: the needs it led to, while they are shown and her consent stands."""

from django.contrib.auth.models import AnonymousUser

from mediation.enums import ActKind
from mediation.models import Registration
from needs.models import Need


def needs_of(registration: Registration) -> list[Need]:
    """Return the public needs that were stated or joined under a receipt, as lists show them; none once withdrawn."""
    if registration.withdrawn_at:
        return []
    kinds = [ActKind.NEED, ActKind.SUPPORT]
    numbers = [act.number for act in registration.acts.filter(kind__in=kinds).order_by("pk")]
    shown = Need.objects.visible_to(AnonymousUser()).filter(pk__in=numbers).for_list().in_bulk()
    return [shown[pk] for pk in dict.fromkeys(numbers) if pk in shown]
