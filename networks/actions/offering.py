"""Offers and needs of support: posted by either side, matched by theme and place, closed by who posted them."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import isolate
from core.workflow import Refused, perform
from councils.enums import Theme
from networks.actions import words
from networks.actions.screening import hold_if_a_rule_says_so
from networks.actions.telling import side_of, tell
from networks.enums import OfferKind
from networks.models import Network, Offer, Partner
from networks.workflow import CLOSE
from spaces.models import Association, Space
from territories.models import Territory

OFFERS_MAX = 30  # open at a time, of one side
AHEAD = datetime.timedelta(days=366)
TOLD_MAX = 50  # sides told of one that fits


@transaction.atomic
def post_offer(
    *,
    by: User,
    kind: str,
    side: Partner | Network | Association | Space,
    theme: str,
    title: str,
    text: str,
    until: datetime.date,
    territory: Territory | None = None,
) -> Offer:
    """Post what a side offers or needs, and tell those whose posts fit it. No `territory`: anywhere.

    Those whose posts fit one that an automatic rule holds back are told when it is shown.
    Raises `PermissionDenied` for who does not speak for the side, `Unfit` which names the field, `Refused`.
    """
    if kind not in OfferKind.values:
        raise Unfit(_("Say whether it is an offer or a need."), "kind")
    if theme not in Theme.values:
        raise Unfit(_("Choose a theme from the list."), "theme")
    if not localdate() <= until <= localdate() + AHEAD:
        raise Unfit(_("Give a day within the coming year."), "until")
    offer = Offer(
        kind=kind,
        theme=theme,
        territory=territory,
        title=words.line(title, "title"),
        text=words.text(text, "text"),
        until=until,
        author=by,
        **{side._meta.model_name: side},
    )
    if not by.has_perm("networks.edit_offer", offer):
        raise PermissionDenied
    # One at a time: two clicks at once post it once.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    own = Offer.objects.filter(state="open", until__gte=localdate(), **{side._meta.model_name: side})
    if own.count() >= OFFERS_MAX:
        raise Refused(_("Thirty of yours are open already: close one first."), "full")
    if own.filter(kind=kind, theme=theme, title=offer.title).exists():
        raise Refused(_("This is posted already. Nothing was lost."), "already")
    offer.save()
    journal.record(offer, "post", by=by)
    if not hold_if_a_rule_says_so(offer, by):
        tell_fitting(offer)
    return offer


def tell_fitting(offer: Offer) -> None:
    """Tell those whose posts fit an offer that everyone reads now; once, however often it is shown."""
    if Offer.objects.current().filter(pk=offer.pk).exists():
        fitting = list(Offer.objects.fitting_one(offer)[:TOLD_MAX])
        tell(
            side_of(fitting),
            besides=offer.author,
            key=f"offer.{offer.pk}",
            text=lambda: (
                (
                    gettext("An offer fits what you need: %(title)s")
                    if offer.kind == OfferKind.OFFER
                    else gettext("Someone needs what you offer: %(title)s")
                )
                % {"title": isolate(offer.title)}
            ),
            url=offer.get_absolute_url(),
        )


def close_offer(offer: Offer, *, by: User) -> Offer:
    """Close an offer or a need before its last day."""
    return perform(offer, CLOSE, by=by)
