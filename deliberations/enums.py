"""Named values about the sessions of a council."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary session")
    EXTRAORDINARY = "extraordinary", _("extraordinary session")


class SessionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "in preparation")
    CONVENED = "convened", pgettext_lazy("session", "convened")
    OPEN = "open", pgettext_lazy("session", "being held")
    CLOSED = "closed", pgettext_lazy("session", "closed")


# A session whose agenda may still change.
COMING = {SessionState.PLANNED, SessionState.CONVENED}


class Caller(models.TextChoices):
    """Who had an extraordinary session held (113-14, art. 36–37)."""

    PRESIDENT = "president", _("the president")
    THIRD = "third", _("a third of the members")
    MAJORITY = "majority", _("the absolute majority of the members")
    GOVERNOR = "governor", _("the governor")


class RequestState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("request", "waiting for the president")
    ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
    REFUSED = "refused", pgettext_lazy("request", "refused")


class SittingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("sitting", "to come")
    HELD = "held", pgettext_lazy("sitting", "held")
    LACKING = "lacking", _("not held: too few members were there")
    CANCELLED = "cancelled", pgettext_lazy("sitting", "cancelled")


class Closer(models.TextChoices):
    """On whose request a sitting is closed to the public, without debate (113-14, art. 48)."""

    PRESIDENT = "president", _("the president")
    THIRD = "third", _("a third of the members")
    GOVERNOR = "governor", _("the governor")


class Origin(models.TextChoices):
    """Where a point of the agenda comes from."""

    BUREAU = "bureau", _("the bureau of the council")
    GOVERNOR = "governor", _("the governor")
    MEMBER = "member", _("a member of the council")
    HALF = "half", _("half of the members")
    PETITION = "petition", _("a petition")
    REFERRAL = "referral", _("what inhabitants asked for")


class Force(models.TextChoices):
    """Who the law lets put a point on an agenda that is closed."""

    HALF = "half", _("half of the members")
    GOVERNOR = "governor", _("the governor")


class ItemKind(models.TextChoices):
    """What a point is about, as far as it changes the majority that is needed, or the governor's visa."""

    PLAN = "plan", _("action plan of the commune")
    BUDGET = "budget", _("budget, loans, taxes and fees")
    FINANCE = "finance", _("another matter that changes expenses or revenues")
    ORGANISATION = "organisation", _("organisation of the administration and its tasks")
    COMPANY = "company", _("local development company")
    SERVICE = "service", _("creation and management of a public service")
    PARTNERSHIP = "partnership", _("public–private partnership")
    SHARED = "shared", _("shared or transferred powers")
    AGREEMENT = "agreement", _("agreement or twinning within the country")
    FOREIGN = "foreign", _("agreement or twinning with a local authority abroad")
    PROPERTY = "property", _("sale or allocation of property of the commune")
    NAMING = "naming", _("name of a square or a street, as a tribute or to recall an event")
    OTHER = "other", _("another matter")


# Adopted by the absolute majority of the members in office (113-14, art. 43).
BY_ABSOLUTE_MAJORITY = {
    ItemKind.PLAN,
    ItemKind.COMPANY,
    ItemKind.SERVICE,
    ItemKind.PARTNERSHIP,
    ItemKind.SHARED,
}
# Carried out only once a visa is put on it, within one delay (113-14, art. 118): the governor's, but for companies the
# minister of the Interior's (art. 118 and 131). An agreement within the country needs none, unless it changes expenses.
WITH_VISA = {
    ItemKind.PLAN,
    ItemKind.BUDGET,
    ItemKind.FINANCE,
    ItemKind.ORGANISATION,
    ItemKind.COMPANY,
    ItemKind.SERVICE,
    ItemKind.FOREIGN,
    ItemKind.PROPERTY,
    ItemKind.NAMING,
}


class ItemState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("point of the agenda", "proposed")
    KEPT = "kept", pgettext_lazy("point of the agenda", "on the agenda")
    REFUSED = "refused", pgettext_lazy("point of the agenda", "not kept")
    STUDIED = "studied", pgettext_lazy("point of the agenda", "studied by its committee")
    DELIBERATED = "deliberated", pgettext_lazy("point of the agenda", "deliberated")
    POSTPONED = "postponed", pgettext_lazy("point of the agenda", "postponed")
    WITHDRAWN = "withdrawn", pgettext_lazy("point of the agenda", "withdrawn")


# Those that bear a number on the agenda.
ON_AGENDA = {ItemState.KEPT, ItemState.STUDIED, ItemState.DELIBERATED, ItemState.POSTPONED}
# Those that the council has still to deal with.
AHEAD = {ItemState.KEPT, ItemState.STUDIED}


class Presence(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "present")
    LEFT = "left", pgettext_lazy("attendance", "left before the end")
    EXCUSED = "excused", pgettext_lazy("attendance", "absent with excuse")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")


# Those who were there when the sitting was opened.
WERE_THERE = {Presence.PRESENT, Presence.LEFT}


class Majority(models.TextChoices):
    SIMPLE = "simple", _("majority of the votes cast")
    ABSOLUTE = "absolute", _("absolute majority of the members in office")


class Stance(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstention")


class DecisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "being written")
    PUBLISHED = "published", pgettext_lazy("decision", "published")


class Countersigner(models.TextChoices):
    """In which capacity a member signs a decision beside the president (113-14, art. 47)."""

    SECRETARY = "secretary", _("secretary of the council")
    DEPUTY = "deputy", _("deputy secretary of the council")
    NAMED = "named", _("member present, named secretary of the sitting")


class Visa(models.TextChoices):
    """Where a decision stands with the governor (113-14, art. 115–118)."""

    NOT_SENT = "not_sent", pgettext_lazy("decision", "not yet sent to the governor")
    SENT = "sent", pgettext_lazy("decision", "sent to the governor")
    GIVEN = "given", _("visa given")
    SILENT = "silent", _("visa held to be given: the governor was silent")
    OPPOSED = "opposed", _("opposed by the governor: the council deliberates anew")
    NOT_NEEDED = "not_needed", _("enforceable: no visa is needed and the governor did not oppose it")


# The decision may be carried out.
ENFORCEABLE = {Visa.GIVEN, Visa.SILENT, Visa.NOT_NEEDED}
