"""Who may do what in a network. When is the workflow's and the actions' affair.

What binds a member is said by whoever can bind it: the legal representative of an association, a facilitator of a
space, the person herself. A network's steering group decides about members, and never writes in a member's name.
"""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from core.enums import Visibility
from networks.enums import CampaignState, MemberKind, MemberState, NetworkState, PartnerState
from networks.queries import facilitated_by, led_by, offices_of, steered_by
from spaces.enums import OFFICERS
from spaces.queries import REPRESENTATIVE, positions_of, roles_of
from spaces.rules import is_system

has_contact = has_trust(Trust.CONTACT)


def coordinates_any(user, network) -> bool:
    """Tell whether the person coordinates a territory that holds one of the network's. No query for most people."""
    roles = roles_of(user)
    return bool(roles.codes) and any(roles.coordinates(one.code) for one in network.territories.all())


def speaks_for_side(user, thing) -> bool:
    """Tell whether the person speaks for the network, association or space that a support or an offer names."""
    return (
        (thing.association_id is not None and thing.association_id in led_by(user))
        or (thing.space_id is not None and thing.space_id in facilitated_by(user))
        or (thing.network_id is not None and thing.network_id in steered_by(user))
    )


@rules.predicate
def is_signed_in(user, _thing=None):
    """Signed in; the level of trust is asked by the action, which says how to reach it."""
    return user.is_authenticated and user.is_active


@rules.predicate
def is_public(user, network):
    """Opened and visible: everyone may read it."""
    return network is not None and network.visibility == Visibility.VISIBLE and network.state != NetworkState.DRAFT


@rules.predicate
def steers(user, network):
    """Sits in the network's steering group today."""
    return network is not None and network.pk in steered_by(user)


@rules.predicate
def moderates(user, network):
    """A coordinator of the Lab, for a territory that holds one of the network's."""
    return network is not None and coordinates_any(user, network)


@rules.predicate
def decides_about(user, member):
    """Sits in the steering group of the member's network."""
    return member is not None and member.network_id in steered_by(user)


@rules.predicate
def speaks_for(user, member):
    """May bind the member: legal representative, facilitator of the space, the person herself."""
    if member is None or not user.is_authenticated or not user.is_active:
        return False
    if member.kind == MemberKind.PERSON:
        return member.user_id == user.pk
    if member.kind == MemberKind.ASSOCIATION:
        return member.association_id in led_by(user)
    return member.space_id in facilitated_by(user)


@rules.predicate
def writes_for(user, member):
    """Speaks for the member, or is the treasurer or the secretary of the association."""
    if speaks_for(user, member):
        return True
    return (
        member is not None
        and member.association_id is not None
        and positions_of(user).get(member.association_id) in {REPRESENTATIVE, *OFFICERS}
    )


@rules.predicate
def belongs_to(user, member):
    """Has any place in the association."""
    return member is not None and member.association_id is not None and member.association_id in positions_of(user)


@rules.predicate
def is_listed_member(user, member):
    """A member that everyone finds in the directory."""
    return member is not None and member.is_listed and member.state in {MemberState.ACTIVE, MemberState.SUSPENDED}


@rules.predicate
def is_public_publication(user, publication):
    """Visible, of a member that is listed and active."""
    return (
        publication is not None
        and publication.visibility == Visibility.VISIBLE
        and publication.member.state == MemberState.ACTIVE
        and publication.member.is_listed
    )


def of_member(predicate, name: str):
    """Return the predicate asked of the member of a publication."""

    def asked(user, publication):
        return publication is not None and predicate(user, publication.member)

    asked.__doc__ = f"Of the member that published: {predicate.__doc__}"
    return rules.predicate(name)(asked)


def of_network(predicate, name: str):
    """Return the predicate asked of the network of a member, a publication's member or a campaign."""

    def asked(user, thing):
        if thing is None:
            return False
        return predicate(user, thing.network if hasattr(thing, "network") else thing.member.network)

    asked.__doc__ = f"Of its network: {predicate.__doc__}"
    return rules.predicate(name)(asked)


@rules.predicate
def is_listed(user, partner):
    """On the Lab's list: everyone may read it."""
    return partner is not None and partner.state == PartnerState.LISTED


@rules.predicate
def acts_for(user, partner):
    """An officer of the partner."""
    return partner is not None and partner.pk in offices_of(user)


@rules.predicate
def coordinates(user, _thing=None):
    """A coordinator of the Lab, for any territory."""
    return bool(roles_of(user).codes)


@rules.predicate
def is_supported(user, support):
    """Speaks for the network, the association or the space that is said to be supported."""
    return support is not None and speaks_for_side(user, support)


@rules.predicate
def gives_support(user, support):
    """An officer of the partner that supports."""
    return support is not None and support.partner_id in offices_of(user)


@rules.predicate
def owns_offer(user, offer):
    """Speaks for whoever offers or needs."""
    if offer is None:
        return False
    return (offer.partner_id is not None and offer.partner_id in offices_of(user)) or speaks_for_side(user, offer)


@rules.predicate
def has_begun(user, campaign):
    """Started or ended: whoever sees the network sees it."""
    return campaign is not None and campaign.state != CampaignState.DRAFT


network_moderates = of_network(moderates, "moderates_its_network")
network_steers = of_network(steers, "steers_its_network")

rules.add_perm("networks.view_network", is_public | steers | moderates)
rules.add_perm("networks.register_network", has_contact)
rules.add_perm("networks.steer_network", steers)
rules.add_perm("networks.moderate_network", moderates)
rules.add_perm("networks.apply_to_network", is_signed_in & is_public)
# A member: the directory is everyone's; who asks, who left and why is the steering group's and its own.
rules.add_perm("networks.view_member", is_listed_member | decides_about | speaks_for | belongs_to)
rules.add_perm("networks.view_application", decides_about | writes_for)
rules.add_perm("networks.decide_member", decides_about)
rules.add_perm("networks.speak_for_member", speaks_for)
rules.add_perm("networks.write_for_member", writes_for)
# What a member publishes is its own: the steering group has no permission on it.
rules.add_perm(
    "networks.view_publication",
    is_public_publication
    | of_member(speaks_for, "speaks_for_its_member")
    | of_member(belongs_to, "belongs_to_its_member")
    | network_moderates,
)
rules.add_perm("networks.edit_publication", of_member(writes_for, "writes_for_its_member"))
# An automatic rule holds back in the name of the house.
rules.add_perm("networks.moderate_publication", network_moderates | is_system)
rules.add_perm("networks.view_partner", is_listed | acts_for | coordinates)
rules.add_perm("networks.register_partner", has_contact)
rules.add_perm("networks.act_for_partner", acts_for)
rules.add_perm("networks.check_partner", coordinates)
rules.add_perm("networks.confirm_support", is_supported)
rules.add_perm("networks.end_support", is_supported | gives_support)
rules.add_perm("networks.edit_offer", owns_offer)
rules.add_perm("networks.moderate_offer", coordinates | is_system)
rules.add_perm("networks.lead_campaign", network_steers)
rules.add_perm("networks.view_campaign", has_begun | network_steers)
