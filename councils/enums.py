"""Named values about councils and what is put before them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """What a commune is competent for (organic law 113-14, art. 83–92), in plain words."""

    WATER = "water", _("water and sanitation")
    ROADS = "roads", _("roads and tracks")
    LIGHTING = "lighting", _("public lighting")
    WASTE = "waste", _("waste and cleanliness")
    TRANSPORT = "transport", _("transport and traffic")
    EDUCATION = "education", _("school and pre-school")
    HEALTH = "health", _("health and hygiene")
    GREEN = "green", _("environment and green spaces")
    CULTURE = "culture", _("culture, sport and youth")
    SOCIAL = "social", _("social affairs and accessibility")
    MARKETS = "markets", _("markets and local economy")
    SAFETY = "safety", _("safety in public space")
    ADMINISTRATION = "administration", _("communal administration")
    OTHER = "other", _("another subject")


class Role(models.TextChoices):
    PRESIDENT = "president", _("president of the council")
    VICE_PRESIDENT = "vice_president", _("vice-president")
    SECRETARY = "secretary", _("secretary of the council")
    CHAIR = "chair", _("chair of a standing committee")
    MEMBER = "member", _("member of the council")
    OFFICER = "officer", _("communal officer")
    DIRECTOR = "director", _("director of services")


ELECTED = {Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.CHAIR, Role.MEMBER}
STAFF = {Role.OFFICER, Role.DIRECTOR}
MANAGERS = {Role.PRESIDENT, Role.DIRECTOR}
# Whoever holds a delegation of signature (`Mandate.may_publish`) comes in addition to each of these.
ASSIGNERS = MANAGERS | {Role.OFFICER}
VALIDATORS = MANAGERS
DRAFTERS = MANAGERS | {Role.OFFICER}


class ReferralState(models.TextChoices):
    """Where a matter before the council stands. Overdue is computed, never stored."""

    RECEIVED = "received", _("received")
    ASSIGNED = "assigned", _("assigned")
    DRAFTED = "drafted", _("answer drafted")
    VALIDATED = "validated", _("answer validated")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_STATES = {ReferralState.RECEIVED, ReferralState.ASSIGNED, ReferralState.DRAFTED, ReferralState.VALIDATED}


class Verdict(models.TextChoices):
    """What an answer says, in one word that moves the thing that was asked."""

    PLANNED = "planned", _("will be done")
    DONE = "done", _("has been done")
    DECLINED = "declined", _("will not be done")
    INFORMED = "informed", _("information")


class PauseReason(models.TextChoices):
    DETAIL = "detail", _("waiting for details from the people who asked")
    AUTHORITY = "authority", _("waiting for another authority")
    SESSION = "session", _("waiting for a session of the council")
    FIELD = "field", _("waiting for a visit on site")
