"""Reads of threads, contributions, debates and sittings: who sees which, and lists."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from debates.enums import DebateState, PollState, RequestState, Visibility
from spaces.enums import STAFF, Role, SpaceState
from spaces.queries import roles_of, under

MODERATING = {Role.MODERATOR, Role.FACILITATOR, Role.COORDINATOR}
FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}


def in_spaces_of(user, roles_wanted, space: str) -> Q:
    """Return the condition that `user` holds one of the roles in the space at the path `space`; never, when none."""
    roles = roles_of(user)
    held = [pk for pk, names in roles.by_space.items() if names & roles_wanted]
    return Q(**{f"{space}__in": held}) | under(roles.codes, f"{space}__commune__code")


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visible threads of opened spaces for everyone; the others for whoever moderates the space."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE) & ~Q(space__state=SpaceState.DRAFT)
        return self.filter(condition | in_spaces_of(user, MODERATING, "space"))

    def locked(self):
        """For an action: the row locked. Taken before any row of the thread (contributions, sittings)."""
        return self.select_for_update(of=("self",), no_key=True)


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visible contributions of visible threads for everyone; the others for their author and the moderators."""
        if user.is_active and user.is_superuser:
            return self
        condition = (
            Q(visibility=Visibility.VISIBLE)
            & Q(thread__visibility=Visibility.VISIBLE)
            & ~Q(thread__space__state=SpaceState.DRAFT)
        )
        if user.is_authenticated:
            condition |= Q(author=user)
        return self.filter(condition | in_spaces_of(user, MODERATING, "thread__space"))

    def shown(self):
        """Visible ones, whatever their thread."""
        return self.filter(visibility=Visibility.VISIBLE)

    def standing(self):
        """Those that answer no other one."""
        return self.filter(parent__isnull=True)

    def for_list(self):
        """With what a contribution shows (its author); anything else read from a row raises."""
        return self.select_related("author").fetch_mode(models.FETCH_RAISE)

    def first_replies(self, parents, most: int):
        """The first `most` visible replies of each of `parents` (ids), in order: one query for a whole page."""
        place = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("seq").asc())
        return self.shown().filter(parent__in=parents).annotate(place=place).filter(place__lte=most).order_by("seq")


class DebateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Announced debates whose thread is visible for everyone; the others for the staff of the space."""
        if user.is_active and user.is_superuser:
            return self
        condition = (
            ~Q(state=DebateState.DRAFT) & Q(thread__visibility=Visibility.VISIBLE) & ~Q(space__state=SpaceState.DRAFT)
        )
        return self.filter(condition | in_spaces_of(user, STAFF, "space"))

    def for_list(self):
        """With what a card shows (space, commune, thread, next sitting); anything else read from a row raises."""
        return (
            self.select_related("space__commune", "thread")
            .defer("space__commune__boundary", "space__commune__outline")
            .fetch_mode(models.FETCH_RAISE)
        )


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sittings of the debates that she sees."""
        return self.filter(debate__in=_rows("Debate").visible_to(user))

    def for_room(self):
        """With the debate, its space and thread, the current agenda point and the one who presides."""
        return self.select_related("debate__space__commune", "debate__thread", "point", "lead").defer(
            "debate__space__commune__boundary", "debate__space__commune__outline"
        )


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests for the floor are public, as in a hall: seen with their sitting."""
        return self.filter(sitting__in=_rows("Sitting").visible_to(user))

    def waiting(self):
        """Those who wait, procedural points first, then as they asked."""
        return self.filter(state=RequestState.WAITING).order_by("kind", "id")  # "procedural" sorts before "speech"


class PollQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Polls are seen with their sitting; one in preparation by those who facilitate the space."""
        seen = self.filter(sitting__in=_rows("Sitting").visible_to(user))
        if user.is_active and user.is_superuser:
            return seen
        return seen.filter(~Q(state=PollState.DRAFT) | in_spaces_of(user, FACILITATING, "sitting__debate__space"))


def _rows(name: str) -> models.QuerySet:
    """Return the rows of a model of this app, by its name: reads stand below the models."""
    return apps.get_model("debates", name).objects.all()
