"""The spellings of a territory's name, as they are stored for search."""

from core.folding import consonant_key, fold, fold_variants, spell_digits

# Words that people put before a name, folded: جماعة تيزنيت, province de Tiznit.
_TITLES = frozenset(
    fold(
        "جماعة الجماعة مدينة إقليم عمالة جهة مقاطعة commune ville province préfecture région arrondissement jama3a de"
    ).split()
)


def folded_of(*names: str) -> str:
    """Return every folded spelling of the names, each on its own line, with a line end before the first and after
    the last.
    """
    return _lines(spelling for name in names for spelling in fold_variants(name))


def keys_of(*names: str) -> str:
    """Return the sounds of the names (`core.folding.consonant_key`), one a line as in `folded_of`."""
    return _lines(
        key for name in names for spelling in (name, fold(name).replace(" ", "")) if (key := consonant_key(spelling))
    )


def asked_of(text: str) -> str:
    """Return what a person looks for: her text folded, at most 60 letters, without "commune", "province" and the
    like.
    """
    words = spell_digits(text[:200])[:60].split()
    return " ".join([word for word in words if word not in _TITLES] or words)


def _lines(values) -> str:
    return "\n".join(["", *dict.fromkeys(values), ""])
