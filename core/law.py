"""The law as data: which figure holds on a day, with the article that says it."""

import datetime

from core.enums import Level
from core.models import LegalRule

# Prefectures and provinces are two names of one level and live under one law (organic law 112-14).
SAME_LAW = {Level.PREFECTURE: Level.PROVINCE}


def rule(key: str, level: str, on: datetime.date) -> LegalRule:
    """Return the rule `key` in force on a day for a level of territory, else the one that holds for every level.

    Raises `LookupError` when the law, as loaded, says nothing.
    """
    for candidate in dict.fromkeys([level, SAME_LAW.get(level, level), ""]):
        found = LegalRule.objects.filter(key=key, level=candidate, valid_from__lte=on).order_by("-valid_from").first()
        if found:
            return found
    raise LookupError(f"No legal rule {key!r} for {level or 'every level'!r} on {on}: run manage.py load_law")
