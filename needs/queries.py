"""Reads of needs: who sees which, lists, what is near, what a map shows."""

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point, Polygon
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least

from accounts.managers import unshown
from core.composed import Composed
from core.enums import Visibility
from core.pages import SIZE
from needs.enums import NeedState
from spaces.enums import Role, SpaceState
from spaces.queries import holds_no_role, inhabitant, roles_of, under
from territories.queries import unread_of

MODERATING = {Role.MODERATOR, Role.FACILITATOR, Role.COORDINATOR}
CARD = ("title", "theme", "place", "state", "visibility", "support_count", "created_at")
METRES_A_DEGREE = 111_320  # of latitude; a degree of longitude is shorter, so a circle in degrees is at most this wide


def moderated_by(user, path: str) -> Q | None:
    """Return the condition that `user` moderates the space that a row leads to by `path`; None for nobody's."""
    roles = roles_of(user)
    moderated = [pk for pk, held in roles.by_space.items() if held & MODERATING]
    condition = Q(**{f"{path}__in": moderated}) if moderated else None
    if roles.codes:
        above = under(roles.codes, f"{path}__commune__code")
        condition = condition | above if condition else above
    return condition


def shown_to(user, author: str, space: str) -> Q:
    """Return the condition that a row is shown, or is one that its author (at the path `author`) and whoever moderates
    the space (at the path `space`) read all the same.
    """
    condition = Q(visibility=Visibility.VISIBLE)
    if user.is_authenticated:
        condition |= Q(**{author: user})
        if moderated := moderated_by(user, space):
            condition |= moderated
    return condition


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visible needs of opened spaces for everyone; the others for their author and whoever moderates the space."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE) & ~Q(space__state=SpaceState.DRAFT)
        if not user.is_authenticated:
            return self.filter(condition)
        condition |= Q(author=user)
        if moderated := moderated_by(user, "space"):
            condition |= moderated
        return self.filter(condition)

    def in_opened_spaces(self):
        return self.exclude(space__state=SpaceState.DRAFT)

    def standing(self):
        """Without the needs that were joined to another one."""
        return self.filter(merged_into__isnull=True)

    def for_list(self):
        """With what a card shows (space, commune, author, relay); anything else read from a row raises."""
        return (
            self.select_related("space__commune", "author", "relay")
            .defer(*unread_of("space__commune"), "text", "folded", "keys")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_cards(self):
        """With what a card of a list shows (`needs/_item.html`) and nothing else: a row costs a tenth of the whole."""
        return self.only(*CARD).fetch_mode(models.FETCH_RAISE)

    def for_cards_of_many(self):
        """As `for_cards`, with the name of the commune, for a list over several spaces."""
        commune = ("space__commune__name_ar", "space__commune__name_fr")
        return self.select_related("space__commune").only(*CARD, *commune).fetch_mode(models.FETCH_RAISE)

    def for_detail(self):
        """With what the page of one need shows."""
        return self.select_related(
            "space__commune",
            "author",
            "relay__agent",
            "voice",
            "referral__council__territory",
            "thread__debate",
            "raised_by",
        ).defer(
            *unread_of("space__commune", "referral__council__territory"),
            "folded",
            "keys",
            *unshown("author", "relay__agent"),
        )

    def with_parts(self):
        """Say on each row what there is of it elsewhere, so that its page asks only for what is there; `yes` and `no`
        count the voices of the round.
        """
        of_it = {"need": OuterRef("pk")}
        voices = _rows("Confirmation").filter(**of_it, round=OuterRef("round"))
        pauses = self.model.referral.field.related_model.pauses.rel.related_model.objects
        return self.annotate(
            has_photos=Exists(_rows("Photo").shown().filter(**of_it)),
            has_questions=Exists(_rows("DetailRequest").filter(**of_it)),
            has_merged=Exists(_rows("Need").filter(merged_into=OuterRef("pk"))),
            yes=Coalesce(_counted(voices.filter(is_done=True), "pk"), 0),
            no=Coalesce(_counted(voices.filter(is_done=False), "pk"), 0),
            is_paused=Exists(pauses.filter(referral=OuterRef("referral"), ended_on__isnull=True)),
        )

    def for_viewer(self, user):
        """Say on each row since when `user` has joined it or its group, so that rules ask no query."""
        if not user.is_authenticated:
            return self.annotate(viewer_id=Value(0), viewer_joined_at=Value(None, output_field=models.DateTimeField()))
        # Three look-ups by an index each: one condition with OR would read every support of hers for every row.
        ways = [{"need": OuterRef("pk")}, {"need__merged_into": OuterRef("pk")}, {"need": OuterRef("merged_into")}]
        joins = [_rows("Support").filter(user=user, **way).order_by("at").values("at")[:1] for way in ways]
        return self.annotate(viewer_id=Value(user.pk), viewer_joined_at=Least(*map(Subquery, joins)))

    def joined_by(self, user):
        """Needs that `user` joined; for one that was merged, the one it was merged into."""
        if not user.is_authenticated:
            return self.none()
        joined = _rows("Support").filter(user=user).order_by()
        return self.filter(pk__in=joined.values(main=Coalesce("need__merged_into", "need_id")))

    def in_box(self, west: float, south: float, east: float, north: float):
        """Needs whose point is in a box, in degrees (WGS84)."""
        return self.filter(location__bboverlaps=Polygon.from_bbox((west, south, east, north)))

    def within(self, point: Point, metres: float):
        """Needs whose point is within about `metres` of another."""
        return self.filter(location__dwithin=(point, metres / METRES_A_DEGREE))

    def near(self, point: Point, metres: float):
        """Needs whose point is within about `metres`, nearest first."""
        return self.within(point, metres).order_by(GeometryDistance("location", point), "-id")

    def with_true_count(self):
        """Count on each row the people behind it from the supports and relays themselves (`true_count`).

        A relay counts when nobody knows for whom: a person whom the desk has registered has joined.
        """
        group = Q(need=OuterRef("pk")) | Q(need__merged_into=OuterRef("pk"))
        return self.annotate(
            true_count=Coalesce(_counted(_rows("Support").filter(group), "user"), 0)
            + Coalesce(_counted(_rows("Relay").filter(group, agent=F("need__author")), "pk"), 0)
        )

    def waiting(self):
        """Needs that wait for the council, or for the people to confirm."""
        return self.filter(state__in=[NeedState.VOICED, NeedState.HEARD, NeedState.PLANNED, NeedState.SAID_DONE])


def _rows(name: str) -> models.QuerySet:
    """Return the rows of a model of this app, by its name: reads stand below the models."""
    return apps.get_model("needs", name).objects.all()


def _counted(rows, column: str) -> Subquery:
    """Return the number of distinct values of `column` over correlated rows, as one subquery."""
    one = rows.order_by().annotate(one=Value(1)).values("one")
    return Subquery(one.annotate(count=Count(column, distinct=True)).values("count"))


class MediaQuerySet(models.QuerySet):
    """Photos and voice notes: seen by those who see their need, and by nobody else."""

    def visible_to(self, user):
        return self.filter(need__in=_rows("Need").visible_to(user))


class PhotoQuerySet(MediaQuerySet):
    """Photos: one that was taken away is left to whoever added it and whoever moderates the space of its need."""

    def shown(self):
        """Without those that were taken away."""
        return self.filter(visibility=Visibility.VISIBLE)

    def visible_to(self, user):
        seen = super().visible_to(user)
        if user.is_active and user.is_superuser:
            return seen
        return seen.filter(shown_to(user, "added_by", "need__space"))


class DetailRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Replies that are shown, of needs that `user` sees; the others for who replied and who moderates the space."""
        given = self.filter(replied_at__isnull=False)
        if user.is_active and user.is_superuser:
            return given
        return given.filter(shown_to(user, "replied_by", "need__space"), need__in=_rows("Need").visible_to(user))


class ConfirmationQuerySet(models.QuerySet):
    def current(self):
        """The voices about the last time that the council said it was done."""
        return self.filter(round=F("need__round"))

    def counts(self) -> dict[str, int]:
        """Return how many say that it is done and how many that it is not: `{"yes": 4, "no": 1}`."""
        return self.aggregate(yes=Count("pk", filter=Q(is_done=True)), no=Count("pk", filter=Q(is_done=False)))


def _newest(user, space: int):
    rows = _rows("Need").visible_to(user).filter(space=space).standing().for_cards()
    return rows.order_by("-id")[: SIZE + 1]


def _page_of(user, need: int):
    return _rows("Need").visible_to(user).for_detail().for_viewer(user).with_parts().filter(pk=need)


# What most people open, composed once: the newest cards of a space, and the row of a need with what its page shows.
NEWEST_FOR_INHABITANT = Composed(lambda user, space: _newest(inhabitant(user), space), int, int)
FOR_INHABITANT = Composed(lambda user, need: _page_of(inhabitant(user), need), int, int)
FOR_VISITOR = Composed(lambda need: _page_of(AnonymousUser(), need), int)


def for_page(user, need: int):
    """Return a need with all that its page shows, None when `user` may not see it."""
    if holds_no_role(user):
        rows = FOR_INHABITANT(user.pk, need)
    else:
        rows = _page_of(user, need) if user.is_authenticated else FOR_VISITOR(need)
    return rows[0] if rows else None
