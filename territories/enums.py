"""Named values of the territorial division."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Level

__all__ = ["PROVINCE_LEVELS", "Kind", "Level"]

PROVINCE_LEVELS = {Level.PROVINCE, Level.PREFECTURE}


class Kind(models.TextChoices):
    URBAN = "urban", _("urban")
    RURAL = "rural", _("rural")
