"""Named values about networks, their members, their partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NetworkKind(models.TextChoices):
    NETWORK = "network", _("network")
    FEDERATION = "federation", _("federation")
    FORUM = "forum", _("forum of associations")


class NetworkState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class MemberKind(models.TextChoices):
    """Who can be a member: civil society spaces, legal persons, natural persons."""

    SPACE = "space", _("civil society space")
    ASSOCIATION = "association", _("association")
    PERSON = "person", _("natural person")


class MemberState(models.TextChoices):
    APPLIED = "applied", _("waits for the decision")
    ACTIVE = "active", _("member")
    REFUSED = "refused", _("not admitted")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("has left")
    EXCLUDED = "excluded", _("excluded")


# A member, or on the way to be one: one such row for each space, association and person in a network.
STANDING = {MemberState.APPLIED, MemberState.ACTIVE, MemberState.SUSPENDED}


class PartnerKind(models.TextChoices):
    PARTNER = "partner", _("partner")
    DONOR = "donor", _("donor")


class PartnerState(models.TextChoices):
    WAITING = "waiting", _("waits for the Lab")
    LISTED = "listed", _("listed")
    REMOVED = "removed", _("taken off the list")


class SupportState(models.TextChoices):
    PROPOSED = "proposed", _("waits for the other side")
    CONFIRMED = "confirmed", _("said by both sides")
    DECLINED = "declined", _("not confirmed")
    ENDED = "ended", _("over")


class OfferKind(models.TextChoices):
    OFFER = "offer", _("offer")
    ASK = "ask", _("need of support")


class OfferState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
