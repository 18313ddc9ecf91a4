"""Named values about general assemblies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssemblyKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    EXTRAORDINARY = "extraordinary", _("extraordinary")


class AssemblyState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    CONVENED = "convened", pgettext_lazy("assembly", "convened")
    OPEN = "open", pgettext_lazy("assembly", "in session")
    ADJOURNED = "adjourned", pgettext_lazy("assembly", "adjourned: second call")
    CLOSED = "closed", pgettext_lazy("assembly", "closed, minutes being written")
    APPROVED = "approved", pgettext_lazy("assembly", "minutes approved")
    PUBLISHED = "published", pgettext_lazy("assembly", "minutes published")
    CANCELLED = "cancelled", pgettext_lazy("assembly", "cancelled")


# While people may come in, and proxies be given.
GATHERING = {AssemblyState.CONVENED, AssemblyState.ADJOURNED, AssemblyState.OPEN}
# Nothing is voted any more.
ENDED = {AssemblyState.CLOSED, AssemblyState.APPROVED, AssemblyState.PUBLISHED}


class Openness(models.TextChoices):
    """Who reads about it. The roll is never everyone's."""

    MEMBERS = "members", _("the members only")
    PUBLIC = "public", _("everyone: date, agenda, results and minutes")


class Quorum(models.TextChoices):
    """What part of the voters must be present or represented."""

    MAJORITY = "majority", _("more than half of the voters")
    HALF = "half", _("half of the voters")
    TWO_THIRDS = "two_thirds", _("two thirds of the voters")
    THIRD = "third", _("a third of the voters")
    QUARTER = "quarter", _("a quarter of the voters")
    ANY = "any", _("whoever is present")


class Electorate(models.TextChoices):
    """Which members of a network vote; in an association everyone who has a place votes."""

    ALL = "all", _("every member")
    LEGAL = "legal", _("associations and spaces only")


class VoterKind(models.TextChoices):
    """What stands on one line of the roll."""

    ASSOCIATION = "association", _("association")
    SPACE = "space", _("civil society space")
    PERSON = "person", _("person")


class Presence(models.TextChoices):
    ABSENT = "absent", pgettext_lazy("voter", "absent")
    PRESENT = "present", pgettext_lazy("voter", "present")
    LEFT = "left", pgettext_lazy("voter", "has left")


class Arrival(models.TextChoices):
    """Who wrote down that a voter is there, or that a proxy was given."""

    SELF = "self", _("by herself or himself")
    DESK = "desk", _("by the secretary")
    PAPER = "paper", _("from the signed sheet")


class ProxyEnd(models.TextChoices):
    WITHDRAWN = "withdrawn", _("withdrawn")
    CAME = "came", _("the giver came")


class VoteKind(models.TextChoices):
    RESOLUTION = "resolution", pgettext_lazy("vote", "a resolution")
    ELECTION = "election", pgettext_lazy("vote", "an election")


class VoteWay(models.TextChoices):
    HANDS = "hands", _("show of hands, counted")
    NAMED = "named", _("by roll call, each by name")
    SECRET = "secret", _("secret ballot")


class VoteState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("vote", "prepared")
    OPEN = "open", pgettext_lazy("vote", "open")
    CLOSED = "closed", pgettext_lazy("vote", "counted")
    ANNULLED = "annulled", pgettext_lazy("vote", "annulled")


class Majority(models.TextChoices):
    SIMPLE = "simple", _("simple: more for than against")
    ABSOLUTE = "absolute", _("absolute: more than half of the voices present or represented")
    TWO_THIRDS = "two_thirds", _("two thirds of the voices present or represented")


class Choice(models.TextChoices):
    """What one voice says of a resolution."""

    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstention")
