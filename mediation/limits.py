"""How much one agent may write in a day, and when the space is told of a flood."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from mediation.models import Act, Registration

FLOOD, FLOOD_WITHIN = 15, datetime.timedelta(minutes=10)  # acts: nobody reads questions aloud as fast as that


@dataclass(frozen=True)
class Today:
    """What an agent has written today (in Morocco), at all desks, and how much she may."""

    registrations: int
    acts: int
    recent: int  # within `FLOOD_WITHIN`

    @property
    def is_flood(self) -> bool:
        return self.recent >= FLOOD


def today_of(agent: User) -> Today:
    """Count what an agent has written today. Three queries."""
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    acts = Act.objects.filter(agent=agent)
    return Today(
        Registration.objects.filter(agent=agent, registered_at__gte=midnight).count(),
        acts.filter(at__gte=midnight).count(),
        acts.filter(at__gte=now() - FLOOD_WITHIN).count(),
    )


def check_registrations(today: Today) -> None:
    """Raise `Refused` when the agent has registered as many people as one may in a day."""
    if today.registrations >= settings.DESK_REGISTRATIONS_A_DAY:
        raise Refused(
            _(
                "You registered as many people today as one agent may. Nothing was kept: ask another agent of the "
                "desk, or come back tomorrow."
            ),
            "too_many",
        )


def check_acts(today: Today) -> None:
    """Raise `Refused` when the agent has written as much as one may in a day."""
    if today.acts >= settings.DESK_ACTS_A_DAY:
        raise Refused(
            _(
                "You wrote as much today as one agent may. Nothing was sent: ask another agent of the desk, or come "
                "back tomorrow."
            ),
            "too_many",
        )
