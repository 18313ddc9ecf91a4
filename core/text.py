"""What people type, made safe to store and to show: no control sign, no hidden change of direction."""

import re
import unicodedata

from django.utils.translation import get_language, get_language_bidi

from core.dates import MONTHS

# Format signs (category Cf) that writing needs: joiners, the three direction marks, Arabic number signs.
KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2\u0890\u0891")
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
MOST_MARKS = 4  # a fully vowelled Arabic letter carries three; more is a pile that covers the lines around it
LETTERLIKE = range(0x2100, 0x2150)  # signs such as ℹ and ™, which Unicode counts as letters
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
# Controls, and what turns a line around: embeddings, overrides, isolates of a given direction (UAX #9).
TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066\u2067]")
CODE = re.compile(r"[A-Za-z][\w-]+", re.ASCII)  # a name in Latin letters, among words of another script


def _kept(text: str) -> str:
    signs, marks = [], 0
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if sign == "\n" or sign in KEPT_FORMATS or (category not in DROPPED and marks <= MOST_MARKS):
            signs.append(sign)
    return "".join(signs)


def clean_line(text: str) -> str:
    """Return one line: spaces and line ends collapsed, control and bidi override signs out, in Unicode's form C."""
    return " ".join(_kept(re.sub(r"\s+", " ", text)).split())


def clean_text(text: str) -> str:
    """Return lines: as `clean_line` for each, with at most one empty line between two paragraphs."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\v\f\x85]", "\n", text).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(clean_line(line) for line in lines)).strip()


def has_words(text: str) -> bool:
    """Tell whether there is a letter of any script: not so for nothing, digits, punctuation or emoji alone."""
    return any(unicodedata.category(sign) in {"Lu", "Ll", "Lt", "Lo"} and ord(sign) not in LETTERLIKE for sign in text)


def isolate(text: str) -> str:
    """Wrap what a person typed for plain text (mail, SMS, CSV): its direction cannot disturb the rest (UAX #9).

    A sign of her own that is seen by nobody, and one that turns the line around, are taken out.
    """
    return f"{FIRST_STRONG_ISOLATE}{TURNING.sub('', str(text))}{POP_ISOLATE}"


def codes_apart(words: str) -> str:
    """Return words with the codes in them set apart, where the line runs from right to left."""
    return CODE.sub(lambda code: isolate(code[0]), str(words)) if get_language_bidi() else str(words)


# The number of a law or a decree: 113-14, 2-16-301. Not a date, nor a part of an address.
LAW_NUMBER = re.compile(r"(?<![\dA-Za-z./-])\d{1,3}-\d{2,3}(?:-\d{2,3})?(?![\dA-Za-z-])", re.ASCII)
# Where a line may not break. The sign that a no-break hyphen is turns 113-14 around between Arabic letters (UAX #9).
JOINER = "\u2060"


def law_numbers(words: str, *, is_rtl: bool | None = None) -> str:
    """Keep the number of each law on one line and, from right to left, in its own order: 113-14, not 14-113.

    `is_rtl`: whether the words are read from right to left; None: as the language of the page.
    """
    is_rtl = get_language_bidi() if is_rtl is None else is_rtl

    def whole(number: re.Match) -> str:
        joined = number[0].replace("-", f"-{JOINER}")
        return f"{FIRST_STRONG_ISOLATE}{joined}{POP_ISOLATE}" if is_rtl else joined

    return LAW_NUMBER.sub(whole, str(words))


# How an article is cited in each language; what a reader of Amazigh gets is the French.
CITED = {
    "ar": (
        ("loi organique", "القانون التنظيمي"), (r"\bloi\b", "القانون"), ("décret", "المرسوم"),
        ("dahir", "الظهير الشريف"),
        (r"art\. (\d+)[-–](\d+)", r"المواد من \1 إلى \2"), (r"art\. (\d+ bis)\b", r"المادة \1"), (r"\bbis\b", "مكرر"),
        (r"art\. (?=\d+(?:,| et | and ) ?\d+(?!\d|\s*(?:,|et|and) ?\d))", "المادتان "),  # two, no more
        (r"art\.", "المادة"), (r" (?:et|and) (?=\d)", " و"),
        (r"(المادتان \d+), ", r"\1 و"), (r"\s*;", "؛"), (",", "،"),
    ),
    "en": (("loi organique", "organic law"), (r"\bloi\b", "law"), ("décret", "decree"), (" et ", " and ")),
    "fr": ((" and ", " et "), (r"(?<=\S);", "\u00a0;")),
}  # fmt: skip

# A day as the law is cited: “23 juin 2017”, “1er mars 2018”.
FRENCH_MONTH = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS['fr'])})(?= \d{{4}}\b)")


def citation(words: str) -> str:
    """Return an article of law, kept as “loi organique 113-14, art. 38”, as the language of the page cites it."""
    said, language = str(words), get_language() or "ar"
    if language in {"ar", "en"}:  # the day is kept in French
        said = FRENCH_MONTH.sub(lambda day: f"{day[1]} {MONTHS[language][MONTHS['fr'].index(day[2])]}", said)
    for pattern, instead in CITED.get(language, CITED["fr"]):
        said = re.sub(pattern, instead, said)
    return law_numbers(said)


ARABIC = re.compile("[\u0600-\u06ff]")


def for_reader(words: str) -> str:
    """Return of words that say the same in Arabic and in French, paragraph by paragraph, those of the reader's script;
    the whole where all is in one script.
    """
    paragraphs = str(words).split("\n\n")
    arabic = [bool(ARABIC.search(one)) for one in paragraphs]
    wanted = get_language() == "ar"
    return "\n\n".join([one for one, is_arabic in zip(paragraphs, arabic, strict=True) if is_arabic is wanted]) or str(
        words
    )


def in_own_language(arabic: str, french: str) -> str:
    """Return the Arabic words to a reader of Arabic, the French ones to every other; the other ones when empty."""
    first, second = (arabic, french) if get_language() == "ar" else (french, arabic)
    return first or second
