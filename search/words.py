"""The words of the search: what a thing is found by, and what is asked, brought to the same lexemes.

A word gives up to three: itself folded (`core.folding.fold`: no accents, no vowel signs, one form of each letter) and
without its article, its stem (PostgreSQL's Arabic or French stemmer), and its key of likeness (`needs.words.key_of`):
a civic word that Arabic, French and Darija share ("=water" for الماء, eau, lma) or the sound of its consonants.
What is no word begins with a sign that no folded word holds: "=", "~", "." for keys, "^" for words of a title, "@" for
places, "kind:", "theme:", "state:", "week:", "quarter:", "year:", "title:" for what
filters ask. So one index answers everything together.
"""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

from core.folding import consonant_key, fold
from needs.words import key_of
from resources.words import ARTICLE, EMPTY

PERIODS = ("week:", "quarter:", "year:")  # of dates, the shortest first
LONGEST = 40  # signs of a word
WORDS_MAX = 600  # of one thing: what matters is said early
TITLE_MAX = 120  # signs of a folded title that is kept whole
KNOWN = 200_000  # stems kept in a process: some 30 MB
# What is written together with the article, besides `ARTICLE`: وبالمدرسة, فللطريق.
JOINED = re.compile(r"^[وف](?=[بك]?ال...|لل...)")
# Folded, water (ماء) would be "what" (ما), which is an empty word.
WATER = re.compile(r"(?<!\w)[وفب]?م\u064e?ا[\u064e\u0653]?ء[\u064b-\u0652]*(?!\w)")
# Asked for, or written, they say nothing: neither kept nor looked for.
ALSO_EMPTY = frozenset(map(fold, [
    "هذا", "هذه", "ذلك", "تلك", "التي", "الذي", "كل", "قد", "كان", "تم", "بعد", "قبل", "منذ",
    "ديال", "ديالنا", "راه", "كاين",
    "dial", "dyal", "d", "f", "fi", "men", "mn", "wla", "had", "hadi", "li", "lli", "qui", "que", "ce", "cette", "ces",
    "est", "sont", "se", "sa", "son", "ses", "aux", "avec", "sans", "nos", "notre", "is", "are", "our", "on", "with",
]))  # fmt: skip

_stems: dict[str, str] = {}


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order, without the article and what is written together with it."""
    return [bare(word[:LONGEST]) for word in fold(WATER.sub(" الماء ", text)).split()]


def is_empty(word: str) -> bool:
    """Tell whether a folded word is in every text, and so is neither kept nor looked for."""
    return word in EMPTY or word in ALSO_EMPTY


def bare(word: str) -> str:
    """Return a folded Arabic word without the article and what is written together with it."""
    return ARTICLE.sub("", JOINED.sub("", word))


def learn(words: Iterable[str]) -> None:
    """Ask the database, once for all, for the stems of the words that this process does not know yet."""
    unknown = [word for word in dict.fromkeys(words) if word not in _stems]
    if not unknown:
        return
    if len(_stems) + len(unknown) > KNOWN:
        _stems.clear()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (ts_lexize(CASE WHEN word ~ '[ء-ي]' THEN 'arabic_stem' ELSE 'french_stem' END::regdictionary,"
            " word))[1] FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place) ORDER BY place",
            [unknown],
        )
        # A stop word of the stemmer's has no stem: it stands for itself.
        for word, (stem,) in zip(unknown, cursor.fetchall(), strict=True):
            _stems[word] = fold(stem or "") or word


def stem_of(word: str) -> str:
    """Return the stem of a folded word."""
    if word not in _stems:
        learn([word])
    return _stems[word]


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """Return the key of likeness of a folded word as a lexeme, or an empty string."""
    key = key_of(word)
    return key if not key or key[0] in "=~" else f".{key}"


def short_sound(word: str) -> str:
    """Return the sound of a name of two consonants (9ali3a, القليعة): only the names of places are found by it."""
    sound = consonant_key(word)
    return f".{sound}" if len(sound) == 2 else ""


class Vector:
    """The text of a `tsvector`, filled word by word."""

    def __init__(self):
        self.places: dict[str, list[str]] = {}
        self.words: set[str] = set()
        self.number = 0

    def mark(self, lexeme: str) -> None:
        """Add a lexeme that stands nowhere: a place, a kind, a theme."""
        self.places.setdefault(lexeme, [])

    def add(self, text: str, heavy: str, light: str, *, is_title: bool = False, with_short: bool = False) -> None:
        """Add a text: its words and stems with the weight `heavy`, their keys with `light` ("A" the heaviest, to "D").

        Empty words keep their place, so that a phrase is found across them.
        """
        words = words_of(text)[: max(0, WORDS_MAX - self.number)]
        learn(words)
        for word in words:
            self.number += 1
            if is_empty(word):
                continue
            self.words.add(word)
            stem = stem_of(word)
            self._put(word, heavy)
            if stem != word:
                self._put(stem, heavy)
            if sound := sound_of(word):
                self._put(sound, light)
            if is_title:
                self.mark(f"^{stem}")
            if with_short and (sound := short_sound(word)):
                self._put(sound, light)
        self.number += 1  # a phrase does not go on from one text to the next

    def _put(self, lexeme: str, weight: str) -> None:
        found = self.places.setdefault(lexeme, [])
        if len(found) < 60:
            found.append(f"{self.number}{weight}")

    def __str__(self):
        return " ".join(
            f"{quoted(lexeme)}:{','.join(at)}" if at else quoted(lexeme) for lexeme, at in self.places.items()
        )


def quoted(lexeme: str) -> str:
    """Return a lexeme as `tsvector` and `tsquery` read it, whatever signs it holds."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def periods_of(at: datetime.datetime) -> tuple[str, str, str]:
    """Return the lexemes of the week, the quarter and the year of a moment: each sign's are in the order of time."""
    at = at.astimezone(datetime.UTC)
    year, week, _day = at.isocalendar()
    signs = zip(PERIODS, (f"{year}-{week:02}", f"{at.year}-{(at.month + 2) // 3}", f"{at.year}"), strict=True)
    return tuple(f"{sign}{period}" for sign, period in signs)


def title_lexeme(title: str) -> str:
    """Return the lexeme of a whole title, for what is called exactly so."""
    return f"title:{fold(title)[:TITLE_MAX]}"
