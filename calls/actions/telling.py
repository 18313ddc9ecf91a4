"""What people are told of a call, each occasion in one sentence."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Application, Call, Evaluator
from core import journal
from core.dates import moment
from core.text import isolate
from notices.actions import notify
from spaces.enums import OFFICERS

PUBLISHED, CORRECTED, CANCELLED, DECIDED = "published", "corrected", "cancelled", "decided"
ASKED, ACCEPTED, REJECTED, CALLED_UP, NAMED = "asked", "accepted", "rejected", "called_up", "named"
PAID, REPORTED, RETURNED, AGREED, SENT = "paid", "reported", "returned", "agreed", "sent"
WORDS: dict[str, Callable[[], str]] = {
    PUBLISHED: lambda: _("A call for projects is open: “%(title)s”. Read who may apply, and until when."),
    CORRECTED: lambda: _("The rules of “%(title)s” were corrected. The reason is on its page."),
    CANCELLED: lambda: _("“%(title)s” is cancelled. The reason is on its page."),
    DECIDED: lambda: _("The results of “%(title)s” are published. Read your scores and the reasons."),
    ACCEPTED: lambda: _("Your application to “%(title)s” is eligible: it goes to the evaluators."),
    REJECTED: lambda: _("Your application to “%(title)s” is not eligible. Read the reason."),
    CALLED_UP: lambda: _("Your project is called up from the reserve list of “%(title)s”."),
    NAMED: lambda: _("You are asked to score the projects of “%(title)s”. Declare any conflict of interest first."),
    PAID: lambda: _("An instalment for “%(title)s” is paid. A report on it is awaited."),
    REPORTED: lambda: _("A report on “%(title)s” has come: look at it."),
    RETURNED: lambda: _("A report on “%(title)s” was given back. Read what is lacking."),
    AGREED: lambda: _("The agreement on “%(title)s” is signed."),
    SENT: lambda: _("“%(title)s” was sent. You find it among your applications."),
}


def people_of(association) -> list[User]:
    """Return those who prepare an association's files: its representative and its officers."""
    officers = association.members.current().filter(position__in=OFFICERS)
    return list(User.objects.filter(Q(pk=association.representative_id) | Q(pk__in=officers.values("user"))))


def tell_published(call: Call, by: User) -> None:
    """Tell the representatives of the associations of the commune, and the members of the space."""
    people = User.objects.filter(
        Q(associations__seat=call.space.commune_id)
        | Q(associations__branches=call.space.commune_id)
        | Q(memberships__space=call.space_id, memberships__ended_at__isnull=True),
        is_active=True,
    )
    _tell(people.exclude(pk=by.pk).distinct(), call, f"call.{call.pk}.published", PUBLISHED, call.get_absolute_url())


def tell_applicants(call: Call, occasion: str, states: Iterable[str]) -> None:
    """Tell the people of the associations whose applications are in `states`, each on the page of its own."""
    number = journal.history(call).count()
    for row in call.applications.filter(state__in=states).select_related("association"):
        tell_association(row, occasion, number=number)


def tell_association(application: Application, occasion: str, *, number: int = 0) -> None:
    """Tell the people of one association; `number` sets an occasion apart from the same one before."""
    key = f"application.{application.pk}.{occasion}.{number}"
    _tell(people_of(application.association), application.call, key, occasion, application.get_absolute_url())


def tell_missing(application: Application) -> None:
    """Tell the association what is asked of it, until when; by mail as well."""
    until, title = application.complete_until, isolate(application.call.title)
    notify(
        people_of(application.association),
        key=f"application.{application.pk}.asked.{until:%Y%m%d%H%M}",
        text=lambda: (
            _("“%(title)s”: your application is to be completed before %(until)s.")
            % {"title": title, "until": moment(until, get_language())}
        ),
        url=application.get_absolute_url(),
        urgent=True,
    )


def tell_evaluator(evaluator: Evaluator) -> None:
    key = f"call.{evaluator.call_id}.evaluator.{evaluator.pk}"
    _tell([evaluator.user], evaluator.call, key, NAMED, reverse("calls:evaluation", args=[evaluator.call_id]))


def tell_leaders(call: Call, occasion: str, key: str, url: str) -> None:
    """Tell the person who prepared the call and the facilitators of its space."""
    staff = Q(memberships__space=call.space_id, memberships__role="facilitator", memberships__ended_at__isnull=True)
    people = User.objects.filter(Q(pk=call.author_id) | staff, is_active=True).distinct()
    _tell(people, call, key, occasion, url)


def _tell(people: Iterable[User], call: Call, key: str, occasion: str, url: str) -> None:
    notify(people, key=key, text=lambda: WORDS[occasion]() % {"title": isolate(call.title)}, url=url)
