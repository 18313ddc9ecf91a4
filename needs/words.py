"""The keys of likeness: what a text is about, the same in Arabic, French and Darija in Latin letters.

A key is either an everyday civic word from `data/words.json` ("=water" for الما, lma, eau) or the sound of
another word's consonants, the same in every script ("rmn" for الرمان, rommane). Words that are everywhere (douar,
commune) give a weak key ("~douar"): it ranks, and finds nothing by itself.
"""

import json
import re
from functools import cache
from pathlib import Path

from core.folding import consonant_key, fold

DATA = Path(__file__).parent / "data" / "words.json"
KEYS_MAX = 60  # of one text: what matters is said early
KEY_LENGTH = 24
SOUND_MIN = 3  # consonants: shorter sounds are shared by too many words
STRONG, WEAK = "=", "~"
# The article and what is written together with it: بالدوار, l7amla.
ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل|[وبف]|l(?=[^aeiouyl]))(?=...)")


@cache
def _lexicon() -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """Return the key of each folded word, the words to leave out, the key of each sound that one concept has."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    generic = set(data["generic"])
    words, sounds = {}, {}
    for concept, spellings in data["words"].items():
        key = f"{WEAK if concept in generic else STRONG}{concept}"[:KEY_LENGTH]
        for spelling in (word for one in spellings.values() for word in one):
            words.setdefault(fold(spelling), key)
            sound = consonant_key(spelling)
            if len(sound) >= SOUND_MIN:
                sounds.setdefault(sound, set()).add(key)
    alone = {sound: keys.pop() for sound, keys in sounds.items() if len(keys) == 1}
    return words, frozenset(fold(word) for word in data["stop"]), alone


def key_of(word: str) -> str:
    """Return the key of one folded word, or an empty string for one that says nothing."""
    words, stop, sounds = _lexicon()
    if word in stop:
        return ""
    for spelling in (word, ARTICLE.sub("", word)):
        if spelling in words:
            return words[spelling]
    sound = consonant_key(word)
    if len(sound) < SOUND_MIN or sound.isdecimal():
        return ""
    return sounds.get(sound, sound[:KEY_LENGTH])


def keys_of(text: str) -> list[str]:
    """Return the keys of a text in the order they are met, without repeats; at most sixty."""
    keys = dict.fromkeys(key for word in fold(text).split() if (key := key_of(word)))
    return list(keys)[:KEYS_MAX]


def is_strong(key: str) -> bool:
    """Tell whether a key may find a need by itself."""
    return not key.startswith(WEAK)
