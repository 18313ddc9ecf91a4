"""Which act needs which trust level: one table for the whole house."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Trust
from core.workflow import Refused

TRUST_NEEDED: dict[str, Trust] = {
    "spaces.join": Trust.CONTACT,
    "spaces.adhere": Trust.CONTACT,
    "spaces.register_association": Trust.CONTACT,
    "needs.post": Trust.CONTACT,
    "needs.join": Trust.CONTACT,
    "needs.follow": Trust.CONTACT,
    "needs.confirm": Trust.CONTACT,
    "needs.contest": Trust.CONTACT,
    "debates.contribute": Trust.CONTACT,
    "debates.follow": Trust.CONTACT,
    "petitions.begin": Trust.CONTACT,
    "petitions.sign": Trust.CONTACT,
    "consultations.answer": Trust.CONTACT,
    "networks.register": Trust.CONTACT,
    "networks.apply": Trust.CONTACT,
    "training.register": Trust.CONTACT,
    "tokens.make": Trust.CONTACT,
    "people.vouch": Trust.SEEN,
}


@dataclass(frozen=True)
class Step:
    """One level as people read it: what it opens, and how it is reached."""

    level: Trust
    opens: Any
    reach: Any


STEPS = (
    Step(
        Trust.DECLARED,
        _("Read everything that is public."),
        _("Nothing to do."),
    ),
    Step(
        Trust.CONTACT,
        _("Voice a need, join the needs of others, join your civil society space, confirm that a thing was done."),
        _("Sign in with a code sent to your phone or your e-mail."),
    ),
    Step(
        Trust.VOUCHED,
        _("Take on a task in your space."),
        _("Ask an association that knows you, or the desk of your commune's space."),
    ),
    Step(
        Trust.SEEN,
        _("Vouch for others at a desk, when your space has asked you to."),
        _("Show your identity card at the desk of your space. Its number is not kept."),
    ),
)


def needed(act: str) -> Trust:
    """Return the level that `act` ("needs.post") needs. Raises `KeyError` for an act that the table does not name."""
    return TRUST_NEEDED[act]


def require(user: Any, act: str) -> None:
    """Let a person through whose trust is enough for `act`; otherwise raise `Refused`, which says how to reach the
    level. A suspended person is refused with the end of it.
    """
    level = needed(act)
    if user.is_suspended:
        raise Refused(user.no_act, "suspended")
    if user.trust >= level:
        return
    step = STEPS[level]
    raise Refused(
        _("For this your account must be at the level “%(level)s”. %(reach)s")
        % {"level": level.label, "reach": step.reach},
        "trust",
    )
