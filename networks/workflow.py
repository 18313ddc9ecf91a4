"""The lives of a network, a member, a partner, a support, an offer."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from networks.enums import CampaignState, OfferState, PartnerState, SupportState
from networks.enums import MemberState as M
from networks.enums import NetworkState as N
from networks.guards import has_adhered, has_charter, meets_conditions, network_is_alive

OPEN, CLOSE, REOPEN = "open", "close", "reopen"
ADMIT, REFUSE, SUSPEND, RESTORE, EXCLUDE, WITHDRAW = "admit", "refuse", "suspend", "restore", "exclude", "withdraw"
LIST, REMOVE = "list", "remove"
CONFIRM, DECLINE, END = "confirm", "decline", "end"
HOLD, HIDE, SHOW = "hold", "hide", "show"

MOVES = {
    OPEN: Move(
        _("Open the network"),
        {N.DRAFT},
        N.OPEN,
        "networks.steer_network",
        guards=(has_charter,),
        stamp="opened_at",
    ),
    CLOSE: Move(_("Close the network"), {N.OPEN}, N.CLOSED, "networks.steer_network", needs_note=True),
    REOPEN: Move(_("Open the network again"), {N.CLOSED}, N.OPEN, "networks.steer_network", needs_note=True),
    **visibility_moves("networks.moderate_network"),
}

MEMBER_MOVES = {
    ADMIT: Move(
        _("Admit"),
        {M.APPLIED},
        M.ACTIVE,
        "networks.decide_member",
        guards=(network_is_alive, meets_conditions),
        stamp="joined_at",
    ),
    REFUSE: Move(
        _("Do not admit"), {M.APPLIED}, M.REFUSED, "networks.decide_member", needs_note=True, stamp="ended_at"
    ),
    SUSPEND: Move(_("Suspend"), {M.ACTIVE}, M.SUSPENDED, "networks.decide_member", needs_note=True),
    RESTORE: Move(
        _("End the suspension"),
        {M.SUSPENDED},
        M.ACTIVE,
        "networks.decide_member",
        guards=(has_adhered,),
        needs_note=True,
    ),
    EXCLUDE: Move(
        _("Exclude"),
        {M.ACTIVE, M.SUSPENDED},
        M.EXCLUDED,
        "networks.decide_member",
        needs_note=True,
        stamp="ended_at",
    ),
    WITHDRAW: Move(
        _("Leave the network"),
        {M.APPLIED, M.ACTIVE, M.SUSPENDED},
        M.WITHDRAWN,
        "networks.speak_for_member",
        stamp="ended_at",
    ),
}

PUBLICATION_MOVES = visibility_moves("networks.moderate_publication")

PARTNER_MOVES = {
    LIST: Move(
        _("Put it on the list"),
        {PartnerState.WAITING, PartnerState.REMOVED},
        PartnerState.LISTED,
        "networks.check_partner",
    ),
    REMOVE: Move(
        _("Take it off the list"),
        {PartnerState.WAITING, PartnerState.LISTED},
        PartnerState.REMOVED,
        "networks.check_partner",
        needs_note=True,
    ),
}

# What one side says of a support counts once the other side says it too.
SUPPORT_MOVES = {
    CONFIRM: Move(
        _("Confirm"), {SupportState.PROPOSED}, SupportState.CONFIRMED, "networks.confirm_support", stamp="confirmed_at"
    ),
    DECLINE: Move(
        _("Not so"), {SupportState.PROPOSED}, SupportState.DECLINED, "networks.confirm_support", needs_note=True
    ),
    END: Move(
        _("Say that it is over"),
        {SupportState.PROPOSED, SupportState.CONFIRMED},
        SupportState.ENDED,
        "networks.end_support",
    ),
}

OFFER_MOVES = {
    CLOSE: Move(_("Close it"), {OfferState.OPEN}, OfferState.CLOSED, "networks.edit_offer", stamp="closed_at"),
    **visibility_moves("networks.moderate_offer"),
}

CAMPAIGN_MOVES = {
    OPEN: Move(
        _("Start the campaign"),
        {CampaignState.DRAFT},
        CampaignState.RUNNING,
        "networks.lead_campaign",
        stamp="started_at",
    ),
    END: Move(
        _("End the campaign"),
        {CampaignState.RUNNING},
        CampaignState.ENDED,
        "networks.lead_campaign",
        needs_note=True,
        stamp="ended_at",
    ),
}
