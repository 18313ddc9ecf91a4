"""Dates as Morocco writes them: its own month names, Western digits, a 24-hour clock, the time of Casablanca."""

import datetime

from django.utils.timezone import is_aware, localtime

# ar and zgh: CLDR's ar-MA and zgh; the Arabic months are those of the Official Bulletin (ماي، يوليوز، غشت، شتنبر).
MONTHS = {
    "ar": ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
    "fr": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "zgh": [
        "ⵉⵏⵏⴰⵢⵔ", "ⴱⵕⴰⵢⵕ", "ⵎⴰⵕⵚ", "ⵉⴱⵔⵉⵔ", "ⵎⴰⵢⵢⵓ", "ⵢⵓⵏⵢⵓ",
        "ⵢⵓⵍⵢⵓⵣ", "ⵖⵓⵛⵜ", "ⵛⵓⵜⴰⵏⴱⵉⵔ", "ⴽⵜⵓⴱⵔ", "ⵏⵓⵡⴰⵏⴱⵉⵔ", "ⴷⵓⵊⴰⵏⴱⵉⵔ",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip
BEFORE_TIME = {"ar": "، ", "fr": " à ", "zgh": ", ", "en": ", "}


def day(date: datetime.date, lang: str) -> str:
    """Return a date in words: 9 غشت 2026, 9 août 2026. A date-time is taken at its day in Morocco.

    French writes the first of a month 1er. An unknown language is given Arabic.
    """
    if isinstance(date, datetime.datetime) and is_aware(date):
        date = localtime(date)
    lang = lang if lang in MONTHS else "ar"
    number = "1er" if lang == "fr" and date.day == 1 else str(date.day)
    return f"{number} {MONTHS[lang][date.month - 1]} {date.year}"


def moment(at: datetime.datetime, lang: str) -> str:
    """Return a date-time in words with its 24-hour time in Morocco: 9 غشت 2026، 14:05. A naive one is kept."""
    if is_aware(at):
        at = localtime(at)
    return f"{day(at, lang)}{BEFORE_TIME.get(lang, BEFORE_TIME['ar'])}{at:%H:%M}"
