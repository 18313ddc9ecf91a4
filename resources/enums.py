"""Named values about the information bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResourceState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", pgettext_lazy("resource", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("resource", "withdrawn")


# States in which everyone may know of a resource. What a withdrawn one said is shown to nobody but its keepers.
TOLD = {ResourceState.PUBLISHED, ResourceState.WITHDRAWN}


class ResourceKind(models.TextChoices):
    DOCUMENT = "document", pgettext_lazy("resource", "document")
    GUIDE = "guide", _("guide")
    LETTER = "letter", _("model letter")
    STATISTICS = "statistics", _("statistics")
    CONTACT = "contact", _("contact of an organisation")
    LINK = "link", _("address of a page")
    PRACTICE = "practice", _("experience sheet")


class Licence(models.TextChoices):
    """What a reader may do with a resource."""

    CC_BY = "cc_by", _("CC BY 4.0: use and change it, naming its source")
    CC_BY_SA = "cc_by_sa", _("CC BY-SA 4.0: the same, and share your changes alike")
    CC0 = "cc0", _("CC0: use it freely")
    PUBLIC = "public", _("public document: reuse it with its source and date (law 31-13, art. 6)")
    PERMITTED = "permitted", _("all rights reserved, published here with permission")


class Language(models.TextChoices):
    """The languages in which a resource can be read."""

    AR = "ar", _("Arabic")
    FR = "fr", _("French")
    ZGH = "zgh", _("Amazigh")


class Reader(models.TextChoices):
    """For whom a resource is: a reading list for each."""

    FACILITATOR = "facilitator", _("facilitator")
    MODERATOR = "moderator", _("moderator")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    DESK = "desk", _("desk agent")
    TREASURER = "treasurer", _("treasurer of an association")
    SECRETARY = "secretary", _("secretary of an association")
    MANDATARY = "mandatary", _("mandatary of a petition")
    ELECTED = "elected", _("elected member of a council")


class FileKind(models.TextChoices):
    """What a file is, known by its content."""

    PDF = "pdf", "PDF"
    CSV = "csv", "CSV"
    ODS = "ods", "ODS"
