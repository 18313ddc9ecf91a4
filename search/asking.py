"""What a person asks, read: words, phrases between quotes, filters. Whatever is typed is words, never operators."""

import datetime
import re
from dataclasses import dataclass, field

from search.models import Lexeme
from search.words import is_empty, learn, quoted, short_sound, sound_of, stem_of, title_lexeme, words_of

LONGEST = 200  # signs of a question that are read
MOST = 8  # words of a question that are looked for
COMMON = 3_000  # entries: of a word in so many, the stem alone is looked for
BEGINNINGS = 12  # words in use that a last word may be the beginning of
SHORTEST = 3  # signs of a beginning
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
DARIJA = re.compile(r"(?<![0-9])(?:[a-z]+[235789]|[235789][a-z])")  # 7ofra, tri9: digits that are letters


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to: a kind, a theme, the code of a territory, "open" or "closed", days (both kept)."""

    kind: str = ""
    theme: str = ""
    place: str = ""
    state: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def lexemes(self, *, but_kind: bool = False) -> list[str]:
        """Return the lexemes that an entry must have."""
        asked = [("theme:", self.theme), ("@", self.place), ("state:", self.state)]
        asked += [] if but_kind else [("kind:", self.kind)]
        return [f"{sign}{value}" for sign, value in asked if value]

    def __bool__(self):
        return any((self.kind, self.theme, self.place, self.state, self.since, self.until))


@dataclass
class Term:
    """One word that is looked for: any of its `lexemes`, and in how many entries they are, at least."""

    word: str
    stem: str
    lexemes: list[str]
    count: int = 0


@dataclass
class Asked:
    """A question: its text as it is shown again, its terms, its phrases (words and their distances)."""

    text: str
    terms: list[Term] = field(default_factory=list)
    phrases: list[list[tuple[str, int]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing but empty words, or nothing at all."""
        return not self.terms

    @property
    def unknown(self) -> list[Term]:
        """The terms that nothing holds."""
        return [term for term in self.terms if not term.count]

    def query(self, *also: str) -> str:
        """Return the text of the `tsquery` of what holds every term, and each of the lexemes `also`."""
        parts = ["(" + " | ".join(map(quoted, term.lexemes)) + ")" for term in self.terms]
        return " & ".join([*parts, *map(quoted, also)])

    def titled(self, *also: str) -> str:
        """Return the text of the `tsquery` of what has every term in its title, and each of the lexemes `also`."""
        return " & ".join(map(quoted, [*(f"^{term.stem}" for term in self.terms), *also]))

    def phrased(self) -> str:
        """Return the text of the `tsquery` of what holds each phrase, its words in a row; empty without one."""
        return " & ".join(_in_a_row(phrase) for phrase in self.phrases)

    def called(self) -> str:
        """Return the lexeme of what is called exactly so."""
        return title_lexeme(self.text)

    def any_of(self) -> str:
        """Return the text of a `tsquery` of every lexeme: what it finds more of stands higher."""
        every = dict.fromkeys(lexeme for term in self.terms for lexeme in (term.word, *term.lexemes))
        return " | ".join(map(quoted, every))


def read(text: str) -> Asked:
    """Return what `text` asks. Two short queries: the stems that this process has not met, the lexemes in use."""
    text = " ".join(text.replace("\x00", " ")[:LONGEST].split())
    words = list(dict.fromkeys(word for word in words_of(text) if not is_empty(word)))[:MOST]
    learn(words)
    asked = Asked(text, [_term(word) for word in words], _phrases(text))
    if not asked.terms:
        return asked
    sounds = {term.word: _sounds(term) for term in asked.terms}
    wanted = {lexeme for term in asked.terms for lexeme in [*term.lexemes, *sounds[term.word]]}
    asked.counts = _counted(wanted | {f"^{term.stem}" for term in asked.terms})
    for term in asked.terms:
        # The sound of a word finds what is spelt otherwise: asked when nobody spelt it so, or it is spelt with digits.
        if DARIJA.search(term.word) or not any(asked.counts.get(lexeme) for lexeme in term.lexemes):
            term.lexemes += [sound for sound in sounds[term.word] if sound not in term.lexemes]
    last, begun = asked.terms[-1], {}
    if len(last.word) >= SHORTEST and not any(asked.counts.get(lexeme) for lexeme in (last.word, last.stem)):
        begun = _begun(last.word)
        asked.counts |= begun
        last.lexemes += [lexeme for lexeme in begun if lexeme not in last.lexemes]
    _count(asked, begun)
    return asked


def _count(asked: Asked, begun: dict[str, int]) -> None:
    """Reckon how many entries each term is in; of a common word only the stem is looked for.

    Whatever holds a word holds its stem, and the index reads a list for each of them; a rare word is kept, since it may
    be another one's stem. A word, its stem and its key are mostly in the same entries, the words it may begin are not.
    """
    for term in asked.terms:
        if term.word != term.stem and COMMON <= asked.counts.get(term.word, 0) <= asked.counts.get(term.stem, 0):
            term.lexemes.remove(term.word)
        term.count = max(asked.counts.get(lexeme, 0) for lexeme in term.lexemes)
    asked.terms[-1].count = max(asked.terms[-1].count, sum(begun.values()))


def _term(word: str) -> Term:
    stem, key = stem_of(word), sound_of(word)
    # A civic word is one in every language: "eau" finds الماء.
    lexemes = [word, stem, key] if key[:1] in {"=", "~"} else [word, stem]
    return Term(word, stem, list(dict.fromkeys(lexemes)))


def _sounds(term: Term) -> list[str]:
    return [sound for sound in (sound_of(term.word), short_sound(term.word)) if sound]


def _phrases(text: str) -> list[list[tuple[str, int]]]:
    """Return for each phrase its words that are not empty, each with how many words after the one before it stands."""
    phrases = []
    for found in QUOTED.findall(text):
        phrase, gap = [], 0
        for word in words_of(found):
            gap += 1
            if not is_empty(word):
                phrase.append((word, gap))
                gap = 0
        if len(phrase) > 1:
            phrases.append(phrase[:MOST])
    return phrases


def _in_a_row(phrase: list[tuple[str, int]]) -> str:
    first, *others = phrase
    return quoted(first[0]) + "".join(f" <{gap}> {quoted(word)}" for word, gap in others)


def _counted(lexemes: set[str]) -> dict[str, int]:
    return dict(Lexeme.objects.filter(lexeme__in=lexemes).values_list("lexeme", "count"))


def _begun(word: str) -> dict[str, int]:
    """Return the most frequent words in use that begin so."""
    rows = Lexeme.objects.filter(is_word=True, lexeme__startswith=word).order_by("-count", "lexeme")
    return dict(rows.values_list("lexeme", "count")[:BEGINNINGS])
