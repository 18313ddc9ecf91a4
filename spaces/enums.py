"""Named values about civil society spaces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    FACILITATOR = "facilitator", _("facilitator")
    MODERATOR = "moderator", _("moderator")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    COORDINATOR = "coordinator", _("coordinator")
    DESK = "desk", _("desk agent")


# Everyone who acts for a space: they see it while it is prepared, and need a second factor.
STAFF = {Role.FACILITATOR, Role.MODERATOR, Role.RAPPORTEUR, Role.COORDINATOR, Role.DESK}
# The roles a facilitator may give; a facilitator is appointed by a coordinator.
GIVEN_BY_FACILITATORS = {Role.MEMBER, Role.MODERATOR, Role.RAPPORTEUR, Role.DESK}
# The roles given in a space. Coordinators are named for a territory (`Coordination`), by the administration.
APPOINTABLE = GIVEN_BY_FACILITATORS | {Role.FACILITATOR}


class Position(models.TextChoices):
    """What a person is in an association, beside its legal representative (`Association.representative`)."""

    TREASURER = "treasurer", _("treasurer")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


# Who keeps the dossier and writes the association's files; what binds it, its legal representative alone does.
OFFICERS = {Position.TREASURER, Position.SECRETARY}


class Tongue(models.TextChoices):
    """Languages in which an association works."""

    ARABIC = "ar", _("Arabic")
    AMAZIGH = "zgh", _("Amazigh")
    DARIJA = "ary", _("Darija")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    ENGLISH = "en", _("English")


class Reach(models.TextChoices):
    """Ways to reach an association; each is shown to everyone only if it was chosen."""

    EMAIL = "email", _("the e-mail address")
    PHONE = "phone", _("the phone number")
    SITE = "site", _("the site")


class PaperKind(models.TextChoices):
    """The documents of an association's dossier (dahir 1-58-376, art. 5; public utility: art. 9)."""

    STATUTES = "statutes", _("statutes")
    PROVISIONAL = "provisional", _("provisional receipt")
    RECEIPT = "receipt", _("definitive receipt")
    BOARD = "board", _("list of the board")
    ASSEMBLY = "assembly", _("minutes of the last general assembly")
    HEADCOUNT = "headcount", _("list of the members")
    BRANCH = "branch", _("declaration of a branch")
    BANK = "bank", _("proof of the bank account")
    UTILITY = "utility", _("decree of public utility")


class PaperState(models.TextChoices):
    """How one document of a dossier stands; computed, never stored."""

    MISSING = "missing", _("missing")
    EXPIRED = "expired", _("out of date")
    ENDING = "ending", _("ends soon")
    UNCHECKED = "unchecked", _("not checked yet")
    CHECKED = "checked", _("checked")


class ConsentWay(models.TextChoices):
    """How a person for whom a desk writes agreed."""

    SPOKEN = "spoken", _("spoken, before a witness")
    SIGNED = "signed", _("signed on paper")
    PHONE = "phone", _("by phone")


class BookingState(models.TextChoices):
    """Of a slot that an association asks a hall for."""

    ASKED = "asked", _("asked for")
    ACCEPTED = "accepted", _("given")
    REFUSED = "refused", _("not given")
    WITHDRAWN = "withdrawn", _("taken back")
