"""The nearest words in use to what was mistyped."""

from dataclasses import dataclass

from django.db import connection

from search.asking import Asked, Term

NEAREST = 30  # words in use that are compared
SHORTEST = 3  # signs: shorter words are near to too many
RARE, OFTEN = 3, 20  # a word in at most three entries is doubted when a near one is in twenty times as many


@dataclass(frozen=True)
class Spelling:
    """A word in use, how many entries it is in, how many slips away it is."""

    word: str
    count: int
    slips: int


def respelt(asked: Asked) -> str:
    """Return the question with each word that nothing holds replaced by the nearest in use; empty without any."""
    return _with(asked, {term.word: near for term in asked.unknown if (near := nearest(term.word))})


def doubted(asked: Asked) -> str:
    """Return the question with its rare words replaced by near ones that are much more frequent; empty without one."""
    better = {}
    for term in asked.terms:
        near = nearest(term.word) if _is_rare(term) else None
        if near and near.slips == 1 and near.count >= OFTEN * max(1, term.count):
            better[term.word] = near
    return _with(asked, better)


def nearest(word: str) -> Spelling | None:
    """Return the word in use that a folded word is most likely a slip of: one slip, or two in a long word."""
    if not SHORTEST <= len(word) <= 30 or word.isdecimal():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT lexeme, count, likeness FROM search_alike(%s, %s)", [word, NEAREST])
        rows = cursor.fetchall()
    allowed = 1 if len(word) < 6 else 2
    near = [
        Spelling(lexeme, count, slips)
        for lexeme, count, _likeness in rows
        if lexeme != word and (slips := slips_between(word, lexeme)) <= allowed
    ]
    return min(near, key=lambda one: (one.slips, -one.count, one.word), default=None)


def slips_between(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with the next to make one of the other."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, found in enumerate(other, 1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != found))
            is_swap = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == found
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, line
    return last[-1]


def _is_rare(term: Term) -> bool:
    return 0 < term.count <= RARE


def _with(asked: Asked, better: dict[str, Spelling]) -> str:
    if not better:
        return ""
    return " ".join(better[term.word].word if term.word in better else term.word for term in asked.terms)
