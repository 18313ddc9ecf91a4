"""What people observe about a project: a discussion in the civil society space of the commune."""

from debates.actions import open_thread
from notices.paths import without_language
from plans.actions.saying import one_title
from programmes.actions.locking import space_of
from programmes.enums import UNREAD
from programmes.models import Programme, Project
from spaces.models import Space


def open_discussion(project: Project, space: Space) -> None:
    """Open the discussion of a project: called inside the act that shows it."""
    path = without_language(project.get_absolute_url())
    project.thread = open_thread(space, title=one_title(project), path=path)
    project.save(update_fields=["thread"])


def open_discussions(programme: Programme) -> None:
    """Open the discussion of each project that has none, once the projects are read and the space was opened."""
    space = space_of(programme)
    if space is None or programme.state in UNREAD:
        return
    for project in programme.projects.filter(thread__isnull=True):
        open_discussion(project, space)
