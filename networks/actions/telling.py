"""Whom a network's news reaches: those who speak for a member, those who steer."""

from collections.abc import Callable, Iterable

from accounts.models import User
from networks.models import Mandate, Member, Network, Offer, Support
from notices.actions import notify
from spaces.enums import Role
from spaces.models import Membership


def speakers(*, associations: Iterable[int] = (), spaces: Iterable[int] = (), people: Iterable[int] = ()) -> set[int]:
    """Return the keys of the people who speak for associations, spaces and persons given by their keys. Two queries."""
    users = set(people)
    users |= set(User.objects.filter(associations__in=associations).values_list("pk", flat=True))
    held = Membership.objects.current().filter(space__in=spaces, role=Role.FACILITATOR)
    return users | set(held.values_list("user_id", flat=True))


def speakers_of(members: Iterable[Member]) -> set[int]:
    """Return the keys of the people who speak for these members."""
    rows = list(members)
    return speakers(
        associations=[row.association_id for row in rows if row.association_id],
        spaces=[row.space_id for row in rows if row.space_id],
        people=[row.user_id for row in rows if row.user_id],
    )


def steerers(networks: Iterable[int]) -> set[int]:
    """Return the keys of the people who steer these networks today."""
    return set(Mandate.objects.current().filter(network__in=networks).values_list("user_id", flat=True))


def side_of(rows: Iterable[Offer | Support]) -> set[int]:
    """Return the keys of the people who speak for the networks, associations and spaces of these rows, and act for the
    partners of the offers."""
    rows = list(rows)
    users = speakers(
        associations=[row.association_id for row in rows if row.association_id],
        spaces=[row.space_id for row in rows if row.space_id],
    )
    users |= steerers([row.network_id for row in rows if row.network_id])
    partners = [row.partner_id for row in rows if isinstance(row, Offer) and row.partner_id]
    return users | officers(partners)


def officers(partners: Iterable[int]) -> set[int]:
    """Return the keys of the people who act for these partners."""
    held = User.objects.filter(partner_offices__partner__in=partners, partner_offices__ended_at=None)
    return set(held.values_list("pk", flat=True))


def tell(users: Iterable[int], *, besides: User | None = None, key: str, text: Callable[[], str], url: str) -> int:
    """Tell people by their keys, but for whoever did it, and return how many."""
    keys = set(users) - ({besides.pk} if besides else set())
    return notify(User.objects.filter(pk__in=keys), key=key, text=text, url=url) if keys else 0


def tell_steerers(network: Network, *, by: User, key: str, text: Callable[[], str], url: str) -> int:
    return tell(steerers([network.pk]), besides=by, key=key, text=text, url=url)
