"""Watching over desks: the space is told of a flood; acts drawn by lot are looked at by another person."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused
from mediation import limits
from mediation.models import Act, Desk
from notices.actions import notify
from spaces.enums import Role
from spaces.models import Coordination, Membership


def watch(desk: Desk, agent: User) -> None:
    """Tell whoever runs the space, once a day, that an agent writes faster than anyone can read aloud."""
    if not limits.today_of(agent).is_flood:
        return
    notify(
        _overseers(desk, agent),
        key=f"space.desk.{desk.pk}.flood.{agent.pk}.{localdate():%Y%m%d}",
        text=lambda: (
            gettext("The desk %(desk)s writes very fast: look at what was entered.") % {"desk": isolate(desk.name)}
        ),
        url=reverse("mediation:oversight", args=[desk.pk]),
        urgent=True,
        commune=desk.space.commune_id,
    )


def check_act(act: Act, *, by: User, is_fine: bool) -> Act:
    """Keep what another person found of an act that was drawn by lot; the last word stands. Locks the act."""
    with transaction.atomic():
        row = Act.objects.select_for_update(of=("self",), no_key=True).select_related("desk__space").get(pk=act.pk)
        if not by.has_perm("mediation.oversee_desk", row.desk):
            raise PermissionDenied
        if row.agent_id == by.pk:
            raise Refused(_("You wrote this yourself: another person looks at it."), "own")
        row.checked_by, row.checked_at, row.is_fine = by, now(), is_fine
        row.save(update_fields=["checked_by", "checked_at", "is_fine"])
        journal.record(row.desk, "check_act", by=by, data={"act": row.pk, "is_fine": is_fine})
    return row


def _overseers(desk: Desk, agent: User) -> list[User]:
    """Return the facilitators of the desk's space and those who coordinate its territory, but for the agent."""
    commune = desk.space.commune
    codes = [commune.code.rsplit(".", cut)[0] for cut in range(commune.code.count(".") + 1)]
    facilitators = Membership.objects.current().filter(space=desk.space_id, role=Role.FACILITATOR).values("user")
    coordinators = Coordination.objects.filter(ended_at__isnull=True, territory__code__in=codes).values("user")
    people = User.objects.filter(pk__in=facilitators) | User.objects.filter(pk__in=coordinators)
    return list(people.exclude(pk=agent.pk))
