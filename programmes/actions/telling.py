"""Telling people what becomes of a programme and of what they asked for."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from core.text import isolate
from councils.models import Mandate
from needs.actions.news import people_behind
from needs.models import Need
from notices.actions import notify, tell_followers
from notices.enums import Topic
from notices.topics import find_all
from programmes.actions.locking import space_of
from programmes.enums import UNREAD
from programmes.models import Programme, Project, ProjectOrigin
from programmes.rules import FOLLOWING

WORDS = {
    "diagnosis": lambda: gettext("The council of your commune prepares its action plan: see how you can take part."),
    "drafted": lambda: gettext("The draft of “%(title)s” can be read: say what you think of each project."),
    "executable": lambda: gettext("“%(title)s” is being carried out: follow what is done."),
    "ended": lambda: gettext("“%(title)s” has ended: see what was done of it."),
}
# Those who follow are not all of that commune.
TO_FOLLOWERS = WORDS | {"diagnosis": lambda: gettext("%(council)s prepares its action plan: see how to take part.")}


def tell_the_space(programme: Programme, occasion: str, by: User) -> None:
    """Tell the members of the commune's civil society space, and whoever follows, but for whoever did it."""
    tell_everyone(programme, occasion, TO_FOLLOWERS[occasion], by=by)
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


# --- whoever follows: under the keys of those who are told for another reason, so that a person is told once ---
def tell_everyone(
    programme: Programme, occasion: str, text: Callable[[], str], *, by: User, url: str = "", mark: str = ""
) -> None:
    """Tell whoever follows the council, the commune, or what the programme's projects deal with and came from.

    `text` gives the words, once a language, in which `title`, `council` and `mark` (the year of a report) are put.
    """
    read = () if programme.state in UNREAD else programme.projects.all()
    _tell(
        programme,
        read,
        key=f"programme.{programme.pk}.{occasion}",
        text=lambda: (
            text() % {"title": isolate(programme.title), "council": isolate(str(programme.council)), "mark": mark}
        ),
        url=url or programme.get_absolute_url(),
        by=by,
    )


def tell_of_project(project: Project, occasion: str, text: Callable[[], str], *, by: User) -> None:
    """Tell whoever follows the council, the commune, the project's theme there, or what it came from."""
    _tell(
        project.programme,
        [project],
        key=f"project.{project.pk}.{occasion}",
        text=lambda: _titled(text(), project),
        url=project.get_absolute_url(),
        by=by,
    )


def _tell(
    programme: Programme, projects: Iterable[Project], *, key: str, text: Callable[[], str], url: str, by: User
) -> None:
    territory, projects = programme.council.territory, list(projects)
    themes = {(str(Topic.THEME), f"{project.theme}@{territory.slug}") for project in projects}
    tell_followers(
        (Topic.COUNCIL, territory.slug),
        topics=[(Topic.COMMUNE, territory.slug), *sorted(themes | _came_from(projects))],
        key=key,
        text=text,
        url=url,
        commune=territory.pk,
        but=by,
    )


def _came_from(projects: list[Project]) -> set[tuple[str, str]]:
    """Return the topics of what projects came from, as far as everyone may see it."""
    origins = ProjectOrigin.objects.filter(project__in=projects)
    pairs = {(str(one.kind), str(one.key)) for one in origins if one.kind in Topic.values}
    return {pair for pair in find_all(pairs) if pair in pairs}


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
