"""Named values about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trust(models.IntegerChoices):
    """How sure we are that a person is who she says; each action says the level it needs."""

    DECLARED = 0, _("declared")
    CONTACT = 1, _("contact confirmed")
    VOUCHED = 2, _("vouched for")
    SEEN = 3, _("identity seen at a desk")


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
