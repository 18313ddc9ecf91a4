"""How French is written in Morocco (CLDR fr-MA): 24 hours, weeks from Monday, 1 234 567,89 with narrow spaces."""

from config.formats.house import *  # noqa: F403 -- Django reads the names of this module

DATETIME_FORMAT = "j F Y à H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
