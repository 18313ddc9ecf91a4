"""Reads: who sees which network, member, publication, partner, offer; for whom a person may speak."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject
from django.utils.timezone import localdate

from core.enums import Visibility
from networks.enums import (
    STANDING,
    CampaignState,
    MemberKind,
    MemberState,
    NetworkState,
    OfferKind,
    OfferState,
    PartnerState,
    SupportState,
)
from spaces.enums import Role
from spaces.queries import REPRESENTATIVE, CharterQuerySet, positions_of, roles_of, under
from territories.models import Territory
from territories.queries import UNREAD, unread_of


def _is_all_seeing(user) -> bool:
    return user.is_active and user.is_superuser


def facilitated_by(user) -> list[int]:
    """Return the keys of the spaces for which the person speaks: those that she facilitates by name."""
    return [pk for pk, held in roles_of(user).by_space.items() if Role.FACILITATOR in held]


def led_by(user) -> list[int]:
    """Return the keys of the associations whose legal representative the person is."""
    return [pk for pk, position in positions_of(user).items() if position == REPRESENTATIVE]


def _kept(user, name: str, read) -> frozenset[int]:
    """Return what `read` gives, read once and kept on the user object, which lives one request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, name):
        setattr(user, name, frozenset(read()))
    return getattr(user, name)


def steered_by(user) -> frozenset[int]:
    """Return the keys of the networks in whose steering group the person sits today. One query a request."""
    return _kept(
        user, "_steered", lambda: user.network_mandates.current().order_by().values_list("network_id", flat=True)
    )


def offices_of(user) -> frozenset[int]:
    """Return the keys of the partners for which the person acts. One query a request."""

    def read():
        return user.partner_offices.filter(ended_at=None).order_by().values_list("partner_id", flat=True)

    return _kept(user, "_partner_offices", read)


def forget(user) -> None:
    """Drop what was kept on the user object: called by the actions that change a mandate or an office."""
    for name in ("_steered", "_partner_offices"):
        user.__dict__.pop(name, None)


class NetworkQuerySet(models.QuerySet):
    def public(self):
        return self.filter(visibility=Visibility.VISIBLE).exclude(state=NetworkState.DRAFT)

    def visible_to(self, user):
        """Opened and visible ones for everyone; the others for their steering group and whoever moderates there."""
        if _is_all_seeing(user):
            return self
        condition = Q(visibility=Visibility.VISIBLE) & ~Q(state=NetworkState.DRAFT)
        condition |= Q(pk__in=steered_by(user))
        if codes := roles_of(user).codes:
            through = self.model.territories.through.objects.filter(network=OuterRef("pk"))
            condition |= Q(Exists(through.filter(under(codes, "territory__code"))))
        return self.filter(condition)

    def steered_by(self, user):
        return self.filter(pk__in=steered_by(user))

    def with_counts(self):
        """With `space_count`, `association_count`, `person_count` (active members) and `charter_version`."""
        members = self.model.members.rel.related_model.objects.active().filter(network=OuterRef("pk"))
        charters = self.model.charters.rel.related_model.objects.published().filter(network=OuterRef("pk"))
        return self.annotate(
            **{f"{kind}_count": _count(members.filter(kind=kind), "network") for kind in MemberKind.values},
            charter_version=Subquery(charters.order_by("-version").values("version")[:1]),
        )

    def for_list(self):
        """What a card shows, in two queries; anything else read from a row raises."""
        return self.with_counts().prefetch_related(_places()).fetch_mode(models.FETCH_RAISE)

    def for_detail(self):
        return self.with_counts().prefetch_related(_places())


def _count(rows, group: str):
    return Coalesce(Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n")), 0)


def _places():
    return models.Prefetch("territories", Territory.objects.defer(*UNREAD).order_by("code"))


class NetworkCharterQuerySet(CharterQuerySet):
    def with_adhering(self):
        """Published versions with their clauses and `adhering`, the count of active members that adhere to each."""
        active = Q(adherences__member__state=MemberState.ACTIVE)
        return self.published().prefetch_related("clauses").annotate(adhering=Count("adherences", filter=active))


class MandateQuerySet(models.QuerySet):
    def current(self):
        """Begun, not ended, not past its last day."""
        today = localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), ended_at__isnull=True, starts_on__lte=today)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones for whoever sees the network (its page fetched it); all for the steering group."""
        return self if _is_all_seeing(user) else self.filter(Q(is_public=True) | Q(network__in=steered_by(user)))


class MemberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=MemberState.ACTIVE)

    def standing(self):
        """Members, and those on the way to be one."""
        return self.filter(state__in=STANDING)

    def speaking(self, user):
        """The memberships for which the person may act with binding effect: as the legal representative of the
        association, as a facilitator of the space, for herself. Whatever their state."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(association__in=led_by(user)) | Q(space__in=facilitated_by(user)) | Q(user=user.pk))

    def visible_to(self, user):
        """Active and suspended members that are listed for everyone; every one for the steering group and its own."""
        if _is_all_seeing(user):
            return self
        condition = Q(state__in=[MemberState.ACTIVE, MemberState.SUSPENDED], is_listed=True)
        if user.is_authenticated and user.is_active:
            condition |= Q(network__in=steered_by(user)) | Q(user=user.pk)
            condition |= Q(association__in=list(positions_of(user))) | Q(space__in=facilitated_by(user))
        return self.filter(condition)

    def for_list(self):
        """With what names a member and says where it is; anything else read from a row raises."""
        return (
            self.select_related("network", "space__commune", "association__seat", "user", "place")
            .defer(*unread_of("space__commune", "association__seat", "place"))
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related("network", "space__commune", "association__seat", "user", "place").defer(
            *unread_of("space__commune", "association__seat", "place")
        )


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of active members and visible: for whoever sees the network. Its own people always see theirs."""
        if _is_all_seeing(user):
            return self
        condition = Q(visibility=Visibility.VISIBLE, member__state=MemberState.ACTIVE, member__is_listed=True)
        codes = roles_of(user).codes
        if codes:
            through = self.model.member.field.related_model.network.field.related_model.territories.through.objects
            condition |= Q(Exists(through.filter(under(codes, "territory__code"), network=OuterRef("member__network"))))
        if user.is_authenticated and user.is_active:
            condition |= Q(member__association__in=list(positions_of(user))) | Q(member__user=user.pk)
            condition |= Q(member__space__in=facilitated_by(user))
        return self.filter(condition)

    def for_list(self):
        paths = ("member__space__commune", "member__association__seat")
        return self.select_related("member__network", *paths, "member__user").defer(*unread_of(*paths))


class PartnerQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(state=PartnerState.LISTED)

    def visible_to(self, user):
        """Listed ones for everyone; the others for their officers and the Lab's coordinators."""
        if _is_all_seeing(user) or roles_of(user).codes:
            return self
        return self.filter(Q(state=PartnerState.LISTED) | Q(pk__in=offices_of(user)))

    def for_list(self):
        return self.prefetch_related(_places()).fetch_mode(models.FETCH_RAISE)


def _side(user, *sides: str) -> Q:
    """Return the condition that the person speaks for the side that a row names."""
    own = {"association": led_by, "space": facilitated_by, "network": steered_by, "partner": offices_of}
    condition = Q(pk__in=[])
    for side in sides:
        if keys := own[side](user):
            condition |= Q(**{f"{side}__in": list(keys)})
    return condition


class SupportQuerySet(models.QuerySet):
    def confirmed(self):
        """Said by both sides, over or not."""
        return self.filter(confirmed_at__isnull=False, partner__state=PartnerState.LISTED)

    def visible_to(self, user):
        """What both sides say for everyone; the rest for the two sides."""
        if _is_all_seeing(user):
            return self
        public = Q(confirmed_at__isnull=False, partner__state=PartnerState.LISTED)
        return self.filter(public | _side(user, "partner", "network", "association", "space"))

    def waiting_for(self, user):
        """What others say they support and the person is asked to confirm."""
        return self.filter(_side(user, "network", "association", "space"), state=SupportState.PROPOSED)

    def for_list(self):
        paths = ("space__commune", "association__seat")
        return self.select_related("partner", "network", *paths).defer(*unread_of(*paths))


class OfferQuerySet(models.QuerySet):
    def current(self):
        """Open, visible, not past its last day, from a side that everyone sees."""
        hidden = Q(partner__isnull=False) & ~Q(partner__state=PartnerState.LISTED)
        hidden |= Q(network__isnull=False) & (
            Q(network__state=NetworkState.DRAFT) | ~Q(network__visibility=Visibility.VISIBLE)
        )
        return self.filter(state=OfferState.OPEN, visibility=Visibility.VISIBLE, until__gte=localdate()).exclude(hidden)

    def visible_to(self, user):
        """Current ones for everyone; the others for their own side, and for whoever moderates."""
        if _is_all_seeing(user) or roles_of(user).codes:
            return self
        own = _side(user, "partner", "network", "association", "space")
        return self.filter(Q(pk__in=self.model.objects.current().order_by().values("pk")) | own)

    def for_list(self):
        paths = ("space__commune", "association__seat", "territory")
        return self.select_related("partner", "network", *paths).defer(*unread_of(*paths))

    def fitting(self, kind: str, theme, code):
        """The current rows of the other kind that fit one of `kind`: the same theme, one place within the other.

        `theme` and `code` (of its place; NULL: anywhere) are expressions: values, or columns of an outer query.
        """
        other = OfferKind.ASK if kind == OfferKind.OFFER else OfferKind.OFFER
        asked = models.ExpressionWrapper(code, output_field=models.CharField())
        rows = self.current().filter(kind=other, theme=theme).alias(asked=asked)
        return rows.filter(
            Q(territory__isnull=True)
            | Q(asked__isnull=True)
            | Q(territory__code=F("asked"))
            | Q(territory__code__startswith=Concat(F("asked"), Value(".")))
            | Q(asked__startswith=Concat(F("territory__code"), Value(".")))
        )

    def fitting_one(self, offer):
        """The current rows that fit one row, newest first."""
        code = offer.territory.code if offer.territory_id else None
        return self.fitting(offer.kind, Value(offer.theme), Value(code, output_field=models.CharField()))

    def with_fitting(self, kind: str, most: int = 5):
        """Rows of `kind`, each with `fits` (the newest that fit it: id, title, names of who posted, at most `most`) and
        `fit_count`; one query for all of them."""
        fitting = self.model.objects.fitting(kind, OuterRef("theme"), OuterRef("territory__code"))
        sides = ("partner", "network", "association")
        names = {
            f"name_{code}": Coalesce(*(F(f"{side}__name_{code}") for side in sides), F(f"space__commune__name_{code}"))
            for code in ("ar", "fr")
        }
        found = fitting.order_by("-id").values(one=JSONObject(id="id", title="title", **names))[:most]
        count = fitting.order_by().values("kind").annotate(n=Count("pk")).values("n")
        return self.filter(kind=kind).annotate(fits=ArraySubquery(found), fit_count=Coalesce(Subquery(count), 0))


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that were started, for whoever sees the network; drafts for its steering group."""
        if _is_all_seeing(user):
            return self
        return self.filter(~Q(state=CampaignState.DRAFT) | Q(network__in=steered_by(user)))
