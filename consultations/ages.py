"""Bands of ages: wide enough that a count by age points at nobody, on the limits of the census where it has them."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

# From which age (years) a band goes, its name in the column, its words.
BANDS = (
    (60, "60+", _("60 and over")),
    (45, "45-59", _("45 to 59")),
    (35, "35-44", _("35 to 44")),
    (25, "25-34", _("25 to 34")),
    (15, "15-24", _("15 to 24")),
    (0, "0-14", _("under 15")),
)
LABELS = {name: words for _least, name, words in reversed(BANDS)}


def band_of(birth_year: int | None) -> str:
    """Return the band of whoever was born in that year, by the age she reaches this year; empty when not known."""
    if birth_year is None:
        return ""
    age = localdate().year - birth_year
    return next((name for least, name, _words in BANDS if age >= least), "")
