"""Named values of moderation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("case", "to be looked at")
    DECIDED = "decided", pgettext_lazy("case", "decided")
    APPEALED = "appealed", pgettext_lazy("case", "to be looked at again")
    UPHELD = "upheld", _("decision upheld")
    OVERTURNED = "overturned", _("decision overturned")


# What waits for somebody.
WAITING = {CaseState.OPEN, CaseState.APPEALED}


class Origin(models.TextChoices):
    """Why there is a case."""

    REPORTS = "reports", pgettext_lazy("case", "reported")
    RULE = "rule", _("held by an automatic rule")
    STAFF = "staff", _("seen by a moderator")


class Outcome(models.TextChoices):
    KEPT = "kept", pgettext_lazy("case", "left as it is")
    HIDDEN = "hidden", pgettext_lazy("case", "hidden")


class Ground(models.TextChoices):
    """Why something is reported, and why it is hidden: the common rules, whatever a space's charter adds."""

    INSULT = "insult", _("insult, hate or discrimination")
    THREAT = "threat", _("threat or call to violence")
    PRIVATE = "private", _("private data or picture of someone")
    NAME = "name", _("the name shown is false or offends")
    FALSE = "false", _("presents as true what is known to be false")
    SPAM = "spam", _("advertising, or the same thing again and again")
    ELECTORAL = "electoral", _("electoral campaign")
    SUBJECT = "subject", _("has nothing to do with the subject")
    OTHER = "other", _("another reason")


class Rule(models.TextChoices):
    """The automatic rules: each only holds back, until a person has looked."""

    LINKS = "links", _("a new account that puts a link")
    FLOOD = "flood", _("many texts within a minute")
    REPEATED = "repeated", _("the same text again")
    WORDS = "words", _("a word of the list of words to check")


class ActKind(models.TextChoices):
    """One line of the public register."""

    HOLD = "hold", pgettext_lazy("case", "held for checking")
    KEEP = "keep", _("looked at and left")
    HIDE = "hide", pgettext_lazy("case", "hidden")
    PICTURE = "picture", _("picture taken away")
    SHOW = "show", _("shown again")
    NAME = "name", _("shown name taken away")
    WARN = "warn", _("warning")
    SUSPEND = "suspend", _("account suspended for a time")
    APPEAL = "appeal", _("appeal received")
    UPHOLD = "uphold", _("decision upheld on appeal")
    OVERTURN = "overturn", _("decision overturned on appeal")


class SanctionKind(models.TextChoices):
    WARNING = "warning", _("warning")
    SUSPENSION = "suspension", _("suspension")


class Tongue(models.TextChoices):
    """The languages of the lists of words."""

    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    DARIJA = "ary", _("Darija in Latin letters")
    AMAZIGH = "zgh", _("Amazigh")
