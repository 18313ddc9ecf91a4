"""Words of the search: what a resource is found by, and what is asked, folded alike in Arabic, French and Tifinagh.

Everything is `core.folding.fold`ed first: أ إ آ ا are one, ة is ه, ى is ي, vowel signs, accents and capitals go. A word
is kept as it is and without its article (الجمعية, بالجماعة, l’association); a plural s or x of French is not asked for.
PostgreSQL is handed the finished vector: its parser would split these words again, by rules of its own.
"""

import re
from collections.abc import Iterable

from core.folding import fold

ASKED_MAX = 8  # words of a search
WORDS_MAX = 3_000  # words of one resource: PostgreSQL's positions end at 16,383
LONGEST = 40  # signs of a word
ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل)(?=...)")
PLURAL = re.compile(r"(?<=[a-z]{3})[sx]$")
# Words that every text has: asked for alone they count, beside others they do not.
EMPTY = frozenset(map(fold, [
    "من", "في", "على", "إلى", "عن", "أن", "هو", "هي", "ما", "لا", "و", "أو", "مع", "بين",
    "de", "la", "le", "les", "l", "des", "du", "d", "un", "une", "et", "a", "au", "aux", "en", "par", "pour", "sur",
    "dans", "ou", "the", "of", "and", "to", "in", "for",
]))  # fmt: skip


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return [word[:LONGEST] for word in fold(text).split()]


def spellings(word: str) -> list[str]:
    """Return a folded word as it is and without its article."""
    return list(dict.fromkeys([word, ARTICLE.sub("", word)]))


def vector(parts: Iterable[tuple[str, str]]) -> str:
    """Return the text of a `tsvector` made of parts: pairs of a weight ("A" the heaviest, to "D") and a text."""
    places: dict[str, list[str]] = {}
    number = 0
    for weight, text in parts:
        for word in words_of(text):
            number += 1
            if number > WORDS_MAX:
                break
            for spelling in spellings(word):
                found = places.setdefault(spelling, [])
                if len(found) < 255:  # no more are kept of one word
                    found.append(f"{number}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def asked(text: str) -> str:
    """Return the text of a `tsquery`: each word of `text`, by how it begins; empty when it asks for nothing."""
    words = list(dict.fromkeys(words_of(text)))
    words = [word for word in words if word not in EMPTY] or words
    asks = []
    for word in words[:ASKED_MAX]:
        stem = PLURAL.sub("", word)
        asks.append(" | ".join(f"'{one}':*" for one in spellings(stem)))
    return " & ".join(f"({one})" for one in asks)
