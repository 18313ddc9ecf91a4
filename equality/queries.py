"""Reads of the consultative bodies, their members and opinions: who sees which, lists."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.utils.timezone import localdate

from councils.queries import current_mandates
from equality.enums import BEHIND, Gender, OpinionState
from territories.queries import unread_of


def current_seats(user) -> list:
    """Return the seats that a person holds today in any body, read once for a user object (one request)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    day = localdate()
    kept = getattr(user, "_body_seats", None)
    if kept is None or kept[0] != day:
        kept = user._body_seats = (day, list(user.body_seats.seated(day)))
    return kept[1]


class BodyQuerySet(models.QuerySet):
    def around(self, on=None):
        """Those whose term a day (today in Morocco by default) is in."""
        day = on or localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def for_detail(self):
        return self.select_related("council__territory").defer(*unread_of("council__territory"))


class MemberQuerySet(models.QuerySet):
    def seated(self, on=None):
        """Members in office on a day (today in Morocco by default)."""
        day = on or localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)


@dataclass(frozen=True)
class Composition:
    """Who sits, in sums: `women` and `young` (under 35 when they were named) of `members`."""

    members: int = 0
    women: int = 0
    young: int = 0
    from_associations: int = 0


def composition_of(members) -> Composition:
    """Return the sums of a set of members. One query."""
    found = members.order_by().aggregate(
        members=Count("pk"),
        women=Count("pk", filter=Q(gender=Gender.WOMAN)),
        young=Count("pk", filter=Q(is_young=True)),
        from_associations=Count("pk", filter=Q(association__isnull=False)),
    )
    return Composition(**found)


class OpinionQuerySet(models.QuerySet):
    def public(self):
        """What everyone reads: published opinions, and those that the president asked for (that they were asked)."""
        return self.filter(Q(state=OpinionState.PUBLISHED) | Q(asked_by__isnull=False) & ~Q(state=OpinionState.DROPPED))

    def published(self):
        return self.filter(state=OpinionState.PUBLISHED)

    def visible_to(self, user):
        """Public ones for everyone; the others for those who sit in the body."""
        if user.is_active and user.is_superuser:
            return self
        bodies = {seat.body_id for seat in current_seats(user)}
        public = Q(state=OpinionState.PUBLISHED) | Q(asked_by__isnull=False) & ~Q(state=OpinionState.DROPPED)
        condition = public | Q(body__in=bodies)
        if user.is_authenticated:  # what the president asked for and was given up: its council knows
            condition |= Q(
                asked_by__isnull=False, body__council__in={mandate.council_id for mandate in current_mandates(user)}
            )
        return self.filter(condition)

    def for_list(self):
        """All that a line reads; anything else raises."""
        return (
            self.select_related("body__council__territory", "referral")
            .defer(*unread_of("body__council__territory"), "text_ar", "text_fr")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related(
            "body__council__territory", "referral", "rapporteur", "meeting", "asked_by", "item__session"
        ).defer(*unread_of("body__council__territory"))


def is_behind(opinion) -> bool:
    """Tell whether the words of an opinion are in preparation: those who sit in the body alone read them."""
    return opinion.state in BEHIND
