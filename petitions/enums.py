"""Named values about petitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PetitionState(models.TextChoices):
    """Where a petition stands (organic laws 113-14, art. 121–125; 112-14, art. 112–116; 111-14, art. 118–122)."""

    DRAFT = "draft", _("draft")
    COLLECTING = "collecting", _("collecting signatures")
    THRESHOLD_REACHED = "threshold_reached", _("required number reached")
    DEPOSITED = "deposited", _("deposited against a receipt")
    BUREAU_CHECK = "bureau_check", _("being checked by the bureau of the council")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected by a reasoned decision")
    SCHEDULED = "scheduled", _("on the agenda")
    IN_COMMITTEE = "in_committee", _("before the standing committee")
    DELIBERATED = "deliberated", _("deliberated")
    DECIDED = "decided", _("decided")
    FOLLOWED_UP = "followed_up", _("being followed up")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("time limit passed without notification")


# Signatures may be added and taken back only before the file is in the council's hands.
SIGNING_STATES = {PetitionState.COLLECTING, PetitionState.THRESHOLD_REACHED}
# In the council's hands, in the order of the law.
COUNCIL_STATES = {
    PetitionState.DEPOSITED, PetitionState.BUREAU_CHECK, PetitionState.ACCEPTED, PetitionState.SCHEDULED,
    PetitionState.IN_COMMITTEE, PetitionState.DELIBERATED, PetitionState.LAPSED,
}  # fmt: skip
# A notification is owed.
UNDER_CHECK = {PetitionState.DEPOSITED, PetitionState.BUREAU_CHECK}


class Bearer(models.TextChoices):
    """Who presents the petition (113-14, art. 123 and 124)."""

    CITIZENS = "citizens", _("citizens")
    ASSOCIATION = "association", _("an association")


class SignatureKind(models.TextChoices):
    """Initial support is never counted as a signature: a council that has not accepted online signatures in writing
    owes nothing to it."""

    SUPPORT = "support", _("initial support")
    ONLINE = "online", _("signature online")
    PAPER = "paper", _("signature by hand")


SIGNATURE_KINDS = {SignatureKind.ONLINE, SignatureKind.PAPER}


class SignatureState(models.TextChoices):
    VALID = "valid", _("valid")
    HELD = "held", _("held for a person to look at")
    INVALID = "invalid", _("invalid")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Invalidity(models.TextChoices):
    """Why a signature does not count."""

    NOT_ELIGIBLE = "not_eligible", _("the person may not sign this petition")
    NOT_REAL = "not_real", _("the person does not exist or did not sign")
    DUPLICATE = "duplicate", _("the same person has signed already")
    ILLEGIBLE = "illegible", _("the row of the sheet cannot be read")
    ABUSE = "abuse", _("made by a program or by one hand for many")


# What a desk can see on a row of a sheet; the other reasons are found by the house or by a moderator.
DESK_REASONS = (Invalidity.ILLEGIBLE, Invalidity.NOT_ELIGIBLE, Invalidity.NOT_REAL)


class Telling(models.TextChoices):
    """How a signer wants to hear of each step."""

    INBOX = "inbox", _("in my inbox on Agraw")
    MESSAGE = "message", _("by e-mail or text message too")
    NONE = "none", _("not at all")


class SheetState(models.TextChoices):
    PRINTED = "printed", _("printed")
    ENTERED = "entered", _("entered, to be checked by a second person")
    COUNTED = "counted", _("counted")
    REFUSED = "refused", _("refused")


class Ground(models.TextChoices):
    """The conditions of the law whose absence is a reason to reject a petition; no other reason may be given."""

    COMPETENCE = "competence", _("the object is not within the council's powers")
    CONSTANTS = "constants", _("the object touches the constants of article 1 of the Constitution")
    INTEREST = "interest", _("the petitioners have no common and direct interest in it")
    ELIGIBILITY = "eligibility", _("some of the signatories may not sign, and too few remain")
    SIGNATURES = "signatures", _("there are fewer signatures than the law requires")
    SPREAD = "spread", _("a prefecture or a province brings too few signatures")
    MANDATARY = "mandatary", _("the mandatary was not appointed by the petitioners")
    ASSOCIATION_AGE = "association_age", _("the association was founded three years ago or less")
    ASSOCIATION_STANDING = "association_standing", _("the association is not in good legal standing")
    ASSOCIATION_SEAT = "association_seat", _("the association has neither its seat nor a branch in the territory")
    ASSOCIATION_OBJECT = "association_object", _("the association's activity is not linked to the object")
    ASSOCIATION_SIZE = "association_size", _("the association has too few members")
    FORM = "form", _("the file lacks a document that the law or the decree asks for")


class Outcome(models.TextChoices):
    """What the council decided about an accepted petition."""

    ADOPTED = "adopted", _("adopted")
    PARTLY = "partly", _("adopted in part")
    REFUSED = "refused", _("not adopted")
    POSTPONED = "postponed", _("postponed")


class ReceiptWay(models.TextChoices):
    """How the receipt of the deposit was given (113-14, art. 125: at once)."""

    AGRAW = "agraw", _("made by Agraw, signed by the council")
    PAPER = "paper", _("given on paper by the council, entered by the mandatary")


class Met(models.TextChoices):
    """How a legal condition stands."""

    MET = "met", _("met")
    DECLARED = "declared", _("declared; the bureau will check")
    MISSING = "missing", _("missing")
    UNKNOWN = "unknown", _("cannot be checked here")
