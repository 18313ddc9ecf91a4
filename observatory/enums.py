"""Named values of the observatory."""

from django.db import models
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


def _say(words, **numbers: int) -> str:
    """Say numbers as the language of the page groups them: 25.000 in Arabic, 25 000 in French."""
    return words % {name: number_format(value, use_l10n=True, force_grouping=True) for name, value in numbers.items()}


_grouped = lazy(_say, str)


class Scope(models.TextChoices):
    """Which councils are added up together; only those of one level are."""

    COUNTRY = "country", _("the country")
    REGION = "region", _("the region")
    BAND = "band", _("communes of like size")


class Band(models.TextChoices):
    """Sizes of communes, in inhabitants: brackets of the law for the seats of councils (organic law 59-11, art. 127),
    joined so that each holds enough communes."""

    UP_TO_7500 = "7500", _grouped(_("up to %(most)s inhabitants"), most=7_500)
    UP_TO_15000 = "15000", _grouped(_("%(least)s to %(most)s inhabitants"), least=7_501, most=15_000)
    UP_TO_25000 = "25000", _grouped(_("%(least)s to %(most)s inhabitants"), least=15_001, most=25_000)
    UP_TO_50000 = "50000", _grouped(_("%(least)s to %(most)s inhabitants"), least=25_001, most=50_000)
    UP_TO_100000 = "100000", _grouped(_("%(least)s to %(most)s inhabitants"), least=50_001, most=100_000)
    ABOVE = "above", _grouped(_("more than %(most)s inhabitants"), most=100_000)


class Standing(models.TextChoices):
    """Where a council stands among its like, in words that shame nobody: no list says who is last."""

    FIRST = "first", _("in the first third")
    MIDDLE = "middle", _("near the middle")
    ROOM = "room", _("room to grow")


class Group(models.TextChoices):
    """Groups of which only counts are kept, never of whom."""

    WOMEN = "women", _("women")
    YOUNG = "young", _("people under 35")
    DISABLED = "disabled", _("people with disabilities")
    RURAL = "rural", _("people of rural communes")
    FIRST = "first", _("people who take part for the first time")


# The census could say them; the last is told by what people did here alone.
IN_CENSUS = (Group.WOMEN, Group.YOUNG, Group.DISABLED, Group.RURAL)


class Process(models.TextChoices):
    """What people take part in."""

    SPACE = "space", _("everything in the space")
    DEBATE = "debate", _("debate")
    CONSULTATION = "consultation", _("consultation")
    EVENT = "event", _("meeting")
