"""How Standard Moroccan Amazigh is written (CLDR zgh): left to right, 24 hours, weeks from Monday, 1 234 567,89."""

from config.formats.house import *  # noqa: F403 -- Django reads the names of this module

DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j/n/Y"
SHORT_DATETIME_FORMAT = "j/n/Y H:i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
