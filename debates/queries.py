"""Reads of threads, contributions, debates and sittings: who sees which, and lists."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Concat, JSONObject, Lower, RowNumber
from django.utils.timezone import now

from accounts.managers import unshown
from core.composed import Composed
from core.folding import fold
from core.pages import SIZE
from debates.enums import CONCLUDED, DebateState, PollState, RequestState, SittingState, Visibility
from spaces.enums import STAFF, Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of

MODERATING = {Role.MODERATOR, Role.FACILITATOR, Role.COORDINATOR}
# What `core.folding.fold` takes for one another in Arabic, for the database: the last ones, vowel signs, go.
LETTERS, TAKEN_FOR = "أإآٱةىؤئءـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", "ااااهيوي"
WORDS_MAX = 8  # of a search
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

    def public(self):
        """Those that everyone may read."""
        return self.filter(visibility=Visibility.VISIBLE).exclude(space__state=SpaceState.DRAFT)

    def for_room(self):
        """With what rules ask for: its space and commune."""
        return self.select_related("space__commune").defer(*unread_of("space__commune"))

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
        """Those that answer no other one: shown, or gone with answers that are shown still (only their place is)."""
        return self.filter(Q(parent__isnull=True) & (Q(visibility=Visibility.VISIBLE) | Q(reply_count__gt=0)))

    def gone(self):
        """Those that are not shown to everyone: held, hidden, withdrawn."""
        return self.exclude(visibility=Visibility.VISIBLE)

    def pinned(self):
        """Those that the facilitator put on top, and are shown."""
        return self.shown().filter(pinned_at__isnull=False)

    def for_viewer(self, user):
        """Say on each row the kinds of `user`'s reactions to it (`mine`), so that nothing asks for each."""
        if not user.is_authenticated:
            return self.annotate(mine=Value([], output_field=ArrayField(models.CharField())))
        mine = _rows("Reaction").filter(contribution=OuterRef("pk"), user=user).order_by("kind").values("kind")
        return self.annotate(mine=ArraySubquery(mine))

    def with_points(self):
        """Say on each row which points of a published conclusion it fed (`fed`: number, debate, id, kind)."""
        points = _rows("Point").filter(sources=OuterRef("pk"), debate__state__in=CONCLUDED).order_by()
        told = JSONObject(number="number", debate="debate_id", id="pk", kind="kind")
        return self.annotate(fed=ArraySubquery(points.values(told=told)))

    def for_list(self):
        """With what a contribution shows (its author's name, its voice note); anything else read from a row raises."""
        return self.select_related("author", "voice").defer(*unshown("author")).fetch_mode(models.FETCH_RAISE)

    def first_replies(self, parents, most: int):
        """The first `most` visible replies of each of `parents` (ids), in order: one query for a whole page."""
        place = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("seq").asc())
        return self.shown().filter(parent__in=parents).annotate(place=place).filter(place__lte=most).order_by("seq")


class VoiceNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen by those who see what they are part of, and by nobody else."""
        return self.filter(contribution__in=_rows("Contribution").visible_to(user))


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
            .defer(*unread_of("space__commune"))
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With what the page of one debate shows of its own row."""
        return self.select_related("space__commune", "thread", "created_by").defer(*unread_of("space__commune"))

    def for_viewer(self, user):
        """Say on each row whether `user` follows the debate, so that nothing asks for each."""
        if not user.is_authenticated:
            return self.annotate(is_followed=Value(False))
        return self.annotate(is_followed=Exists(_rows("Interest").filter(debate=OuterRef("pk"), user=user)))

    def with_next_sitting(self):
        """Say on each row when its next planned sitting begins (`next_at`), and which one sits (`live_id`)."""
        sittings = _rows("Sitting").filter(debate=OuterRef("pk"))
        planned = sittings.filter(state=SittingState.PLANNED, starts_at__gt=now()).order_by("starts_at")
        live = sittings.filter(state=SittingState.LIVE).order_by("pk")
        return self.annotate(next_at=Subquery(planned.values("starts_at")[:1]), live_id=Subquery(live.values("pk")[:1]))

    def going_on(self):
        """Announced, open or live: what people may take part in now or soon."""
        return self.filter(state__in=[DebateState.ANNOUNCED, DebateState.OPEN, DebateState.LIVE])

    def searched(self, text: str):
        """Those whose title or question hold each word of `text`, whatever the accents and the forms of letters."""
        plain = Func(
            Func(Lower(Concat("title", Value(" "), "question")), function="UNACCENT"),
            Value(LETTERS),
            Value(TAKEN_FOR),
            function="TRANSLATE",
            output_field=models.TextField(),
        )
        found = self.alias(plain=plain)
        for word in fold(text).split()[:WORDS_MAX]:
            found = found.filter(plain__contains=word)
        return found


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sittings of the debates that she sees."""
        return self.filter(debate__in=_rows("Debate").visible_to(user))

    def coming(self):
        """Those that sit now, and those that are planned, the nearest first."""
        ahead = Q(state=SittingState.LIVE) | Q(state=SittingState.PLANNED, starts_at__gt=now())
        return self.filter(ahead).order_by("starts_at", "pk")

    def for_list(self):
        """With the debate that they are of, for a list or a calendar; anything else read from a row raises."""
        return self.select_related("debate").fetch_mode(models.FETCH_RAISE)

    def for_room(self):
        """With the debate, its space and thread, the current agenda point and the one who presides."""
        return self.select_related("debate__space__commune", "debate__thread", "point", "lead").defer(
            *unread_of("debate__space__commune")
        )


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests for the floor are public, as in a hall: seen with their sitting."""
        return self.filter(sitting__in=_rows("Sitting").visible_to(user))

    def for_api(self):
        """With the person, and the sitting and its debate, which rules ask for."""
        return self.select_related("user", "sitting__debate__thread", "sitting__debate__space__commune").defer(
            *unread_of("sitting__debate__space__commune")
        )

    def for_acting(self, user):
        """Those she may act on: her own, and all of the spaces she facilitates."""
        rows = self.visible_to(user).for_api()
        if not user.is_authenticated:
            return rows.none()
        if user.is_active and user.is_superuser:
            return rows
        return rows.filter(Q(user=user) | in_spaces_of(user, FACILITATING, "sitting__debate__space"))

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

    def for_acting(self):
        """With their sitting and its debate, which rules ask for."""
        return self.select_related("sitting__debate__thread", "sitting__debate__space__commune").defer(
            *unread_of("sitting__debate__space__commune")
        )


def _rows(name: str) -> models.QuerySet:
    """Return the rows of a model of this app, by its name: reads stand below the models."""
    return apps.get_model("debates", name).objects.all()


def _newest(thread: int, user):
    rows = _rows("Contribution").filter(thread=thread).for_list().for_viewer(user).with_points()
    return rows.standing().order_by("-seq")[: SIZE + 1]


# The first page of a discussion, for who may read it: composed once.
NEWEST = Composed(lambda thread, user: _newest(thread, get_user_model()(pk=user)), int, int)
NEWEST_FOR_VISITOR = Composed(lambda thread: _newest(thread, AnonymousUser()), int)
