"""The names of associations made comparable: folded for search, their receipts' numbers for "the same number"."""

import re

from core.folding import consonant_key, fold

SOUND_MIN = 3  # consonants: shorter sounds are shared by too many words
# Words that people write before a receipt's number, folded: N° 12/2017, عدد 12/2017, رقم 12.
BEFORE_NUMBERS = {"n", "no", "num", "numero", "recepisse", "رقم", "عدد", "وصل"}


def folded_of(*names: str) -> str:
    """Return the names folded, one a line, each word with a space before it."""
    return "".join(f" {fold(name)}\n" for name in names)


def sound_of(word: str) -> str:
    """Return the sound of a folded word's consonants, the same in every script; empty when it is too short to tell."""
    sound = consonant_key(word)
    return sound if len(sound) >= SOUND_MIN and not sound.isdecimal() else ""


def sounds_of(*names: str) -> str:
    """Return the sounds of the words of the names, each once, with a space before the first and after each."""
    sounds = dict.fromkeys(sound for name in names for word in fold(name).split() if (sound := sound_of(word)))
    return "".join([" ", *(f"{sound} " for sound in sounds)])


def number_of(receipt: str) -> str:
    """Return a receipt's number made comparable: N° 012-2017, رقم ١٢/٢٠١٧ and 12/2017 are one; empty for no number."""
    words = [word for word in re.findall(r"\d+|[^\W\d]+", fold(receipt)) if word not in BEFORE_NUMBERS]
    if not any(word.isdecimal() for word in words):
        return ""
    return "/".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in words)
