"""Certificates of attendance, for people who were let in at the door and ask for one."""

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import certificates
from core.dates import day
from core.journal import subject_of
from core.models import Certificate
from core.workflow import Refused
from events.enums import EventState
from events.models import Event


def certify(event: Event, *, by: User) -> Certificate:
    """Give a person a certificate that she attended an event, and return it; twice is once.

    The house issues it, on what the door recorded. Raises `Refused` when the event is not over, or she was not let in.
    """
    mine = event.registrations.placed().filter(user=by, arrived_at__isnull=False).first() if by.pk else None
    if event.state not in {EventState.OVER, EventState.CLOSED}:
        raise Refused(_("Certificates are given once the event is over."), "not_over")
    if mine is None:
        raise Refused(
            _("The door has not recorded that you came: ask whoever organised it. Nothing else is lost."), "not_there"
        )
    return certificates.issue(
        holder=by,
        subject=event,
        title=(event.title_ar or event.title_fr, event.title_fr or event.title_ar),
        detail=(_detail(event, "ar"), _detail(event, "fr")),
        issuer=(_issuer(event, "ar"), _issuer(event, "fr")),
        by=User.objects.system(),
        on=event.ends_at.date(),
        is_demo=event.is_demo,
    )


def given(event: Event, user: User) -> Certificate | None:
    """Return the certificate that a person was given for an event, or None."""
    return Certificate.objects.filter(holder=user, subject=subject_of(event), withdrawn_at=None).first()


def _detail(event: Event, language: str) -> str:
    with translation.override(language):
        if event.is_one_day:
            return gettext("Attended on %(day)s") % {"day": day(event.starts_at, language)}
        dates = {"first": day(event.starts_at, language), "last": day(event.ends_at, language)}
        return gettext("Attended, from %(first)s to %(last)s") % dates


def _issuer(event: Event, language: str) -> str:
    with translation.override(language):
        return gettext("Civil society space of %(place)s") % {"place": event.space.commune.name}
