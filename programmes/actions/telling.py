"""Telling people what becomes of a programme and of what they asked for."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from core.text import isolate
from councils.models import Mandate
from needs.actions.news import people_behind
from needs.models import Need
from notices.actions import notify
from programmes.actions.locking import space_of
from programmes.models import Programme, Project
from programmes.rules import FOLLOWING

WORDS = {
    "diagnosis": lambda: gettext("The council of your commune prepares its action plan: see how you can take part."),
    "drafted": lambda: gettext("The draft of “%(title)s” can be read: say what you think of each project."),
    "executable": lambda: gettext("“%(title)s” is being carried out: follow what is done."),
    "ended": lambda: gettext("“%(title)s” has ended: see what was done of it."),
}


def tell_the_space(programme: Programme, occasion: str, by: User) -> None:
    """Tell the members of the commune's civil society space, but for whoever did it."""
    space = space_of(programme)
    if space is None:
        return
    members = User.objects.filter(memberships__space=space, memberships__ended_at__isnull=True, is_active=True)
    notify(
        members.exclude(pk=by.pk).distinct(),
        key=f"programme.{programme.pk}.{occasion}",
        text=lambda: _titled(WORDS[occasion](), programme),
        url=programme.get_absolute_url(),
    )


def _titled(words: str, thing: Programme | Project) -> str:
    return words % {"title": isolate(thing.title)} if "%(title)s" in words else words


def tell_who_asked(project: Project, occasion: str, text: Callable[[], str], *, by: User) -> None:
    """Tell the people behind the needs that a project came from."""
    needs = Need.objects.filter(pk__in=project.origins.exclude(need=None).values("need"))
    people = {person.pk: person for need in needs for person in people_behind(need) if person.pk != by.pk}
    notify(
        people.values(),
        key=f"project.{project.pk}.{occasion}",
        text=lambda: _titled(text(), project),
        url=project.get_absolute_url(),
    )


def tell_the_council(project: Project, occasion: str, text: Callable[[], str], *, urgent: bool = False) -> None:
    """Tell those who follow a project for its council."""
    held = Mandate.objects.current().filter(council=project.programme.council_id, user__isnull=False)
    held = held.filter(Q(role__in=FOLLOWING) | Q(may_publish=True))
    notify(
        User.objects.filter(pk__in=held.values("user")),
        key=f"project.{project.pk}.{occasion}",
        text=lambda: _titled(text(), project),
        url=project.get_absolute_url(),
        urgent=urgent,
    )
