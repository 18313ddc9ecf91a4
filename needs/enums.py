"""Named values about needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedState(models.TextChoices):
    VOICED = "voiced", _("voiced")
    HEARD = "heard", _("heard by the council")
    PLANNED = "planned", _("planned")
    SAID_DONE = "said_done", _("said done")
    CONFIRMED = "confirmed", _("confirmed done")
    DECLINED = "declined", _("declined")


class Beneficiary(models.TextChoices):
    EVERYONE = "everyone", _("everyone")
    WOMEN = "women", _("women")
    CHILDREN = "children", _("children")
    YOUTH = "youth", _("young people")
    ELDERS = "elders", _("elderly people")
    DISABILITY = "disability", _("people in a situation of disability")
    FARMERS = "farmers", _("farmers and herders")


# States that the people of a need may still be joined to by a merge: the council has not closed it.
OPEN_STATES = {NeedState.VOICED, NeedState.HEARD, NeedState.PLANNED}


class Order(models.TextChoices):
    """The orders of a list of needs; each has its index."""

    NEWEST = "newest", _("newest first")
    JOINED = "joined", _("most joined first")
    WAITING = "waiting", _("waiting longest first")
