"""The words that were looked for, marked in what was found: everything else is escaped."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.asking import Asked
from search.words import learn, sound_of, stem_of, words_of

WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640][^\W_]*)*")  # with the vowel signs of Arabic
SHOWN = 220  # signs of a text that are shown
BEFORE = 60  # signs shown before the first word marked
READ = 4_000  # signs of a text in which the words are looked for


class Marker:
    """Knows whether a word of a text is one of those that are looked for."""

    def __init__(self, asked: Asked):
        self.lexemes = {lexeme for term in asked.terms for lexeme in term.lexemes}
        self.lexemes |= {term.word for term in asked.terms} | {term.stem for term in asked.terms}
        self.by_sound = any(lexeme[:1] in {"=", "~", "."} for lexeme in self.lexemes)

    def learn(self, texts: list[str]) -> None:
        """Ask for the stems of all words of these texts at once."""
        learn(word for text in texts for word in words_of(text[:READ]))

    def is_sought(self, word: str) -> bool:
        """Tell whether a word as it stands in a text is looked for, in whatever form."""
        for one in words_of(word):
            if one in self.lexemes or stem_of(one) in self.lexemes:
                return True
            if self.by_sound and sound_of(one) in self.lexemes:
                return True
        return False

    def mark(self, text: str) -> SafeString:
        """Return the whole text, its sought words in `<mark>`."""
        return self._marked(text, [span.span() for span in WORD.finditer(text) if self.is_sought(span[0])])

    def snippet(self, texts: tuple[str, ...]) -> SafeString:
        """Return the part of the texts around the first sought word, or the beginning of the first one."""
        for text in texts:
            plain = " ".join(text[:READ].split())
            spans = [span.span() for span in WORD.finditer(plain) if self.is_sought(span[0])]
            if spans:
                return self._cut(plain, spans)
        return self._cut(" ".join(next(filter(None, texts), "")[:READ].split()), [])

    def _cut(self, text: str, spans: list[tuple[int, int]]) -> SafeString:
        start = max(0, spans[0][0] - BEFORE) if spans else 0
        start = text.rfind(" ", 0, start + 1) + 1 if start else 0  # a whole word
        end = min(len(text), start + SHOWN)
        if end < len(text):
            whole = max((last for _first, last in spans if last <= end), default=start)
            end = max(text.rfind(" ", start, end), whole, start + 1)
        part = self._marked(text[start:end], [(a - start, b - start) for a, b in spans if start <= a and b <= end])
        return mark_safe(("… " if start else "") + part + (" …" if end < len(text) else ""))  # noqa: S308 -- escaped

    @staticmethod
    def _marked(text: str, spans: list[tuple[int, int]]) -> SafeString:
        parts, last = [], 0
        for first, end in spans:
            parts += [escape(text[last:first]), "<mark>", escape(text[first:end]), "</mark>"]
            last = end
        return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 -- each part is escaped
