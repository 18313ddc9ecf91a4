"""Folding of words, so that the spellings of one name meet: Arabic, French, Tifinagh, and Darija in Latin letters.

Two strengths:

- `fold` keeps the letters and drops what people leave out when they type: accents, vowel signs, forms of alef, hyphens.
- `consonant_key` keeps only the coarse sound of the consonants, the same for every script: ورززات, Ouarzazate and
  warzazat all give `wrzzt`. It serves likeness and misspellings (with trigrams), never identity: names may share a key.

Both are pure, cost some microseconds for a name, and are linear in the length of a text.
"""

import re
import unicodedata

__all__ = ["consonant_key", "fold", "fold_variants", "spell_digits"]

# Letters that Unicode does not decompose but that people take for one another.
_LETTERS = {
    "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "ڤ": "ف",
    "پ": "ب", "چ": "ج", "ہ": "ه", "ە": "ه", "ء": "", "ـ": "", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l",
    "đ": "d", "ı": "i", "ɣ": "gh", "ɛ": "e", "ʿ": "", "ʾ": "",
}  # fmt: skip


class _Folded(dict):
    """A table for `str.translate` that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if sign in _LETTERS:
            folded = _LETTERS[sign]
        elif category == "Nd":
            folded = str(unicodedata.digit(sign))
        elif category[0] in "LN":
            folded = sign
        elif category in {"Mn", "Me", "Cf"}:  # accents, vowel signs, joiners, bidi controls
            folded = ""
        else:
            folded = " "
        self[code] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, vowel signs, tatweel or punctuation, its words single-spaced.

    أإآٱ give ا, ة gives ه, ى gives ي, ؤ and ئ lose their hamza, a lone ء goes; hyphens, apostrophes and every other
    sign become a space; digits of any script become 0-9. Folding twice changes nothing.
    """
    return " ".join(
        unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_FOLDED).split()
    )


# The signs of some sounds are upper case while a word is read, so that nothing is read twice: C ش, X خ, G غ, H ح and ه.
# A digit is a letter beside letters (7did, so9, m3a) and a number otherwise (km 7, 2026).
_DIGIT = re.compile(r"(?<=[a-z])[235789](?![0-9])|(?<![0-9])[235789](?=[a-z])")
_DIGITS = {"2": "a", "3": "a", "5": "X", "7": "H", "8": "H", "9": "K"}
_SOFT_C = re.compile(r"c(?=[eiy])")
_SOUND = re.compile(r"kh|gh|ch|sh|th|dh|ph|dj|ck|[cqgvpx]")
_SOUNDS = {
    "kh": "X", "gh": "G", "ch": "C", "sh": "C", "th": "t", "dh": "d", "ph": "f", "dj": "j", "ck": "k",
    "c": "k", "q": "k", "g": "k", "v": "f", "p": "b", "x": "ks",
}  # fmt: skip
_ARABIC = str.maketrans({
    "ا": "a", "ع": "a", "ب": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "ح": "H", "ه": "H", "خ": "X",
    "د": "d", "ض": "d", "ذ": "d", "ظ": "d", "ر": "r", "ز": "z", "س": "s", "ص": "s", "ش": "C", "غ": "G",
    "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "و": "w", "ي": "y",
})  # fmt: skip
_TIFINAGH = str.maketrans({
    "ⴰ": "a", "ⴱ": "b", "ⵛ": "C", "ⴷ": "d", "ⴹ": "d", "ⴻ": "e", "ⴼ": "f", "ⴳ": "k", "ⵀ": "H", "ⵃ": "H",
    "ⵉ": "i", "ⵊ": "j", "ⴽ": "k", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵓ": "u", "ⵇ": "k", "ⵔ": "r", "ⵕ": "r",
    "ⵖ": "G", "ⵙ": "s", "ⵚ": "s", "ⵜ": "t", "ⵟ": "t", "ⵡ": "w", "ⵢ": "y", "ⵣ": "z", "ⵥ": "z", "ⵅ": "X",
    "ⵄ": "a", "ⵯ": "",
})  # fmt: skip
# Er-Rachidia, Ech-Chark: the article takes the sound of the letter after it.
_ARTICLES = frozenset(
    [
        "al",
        "ar",
        "as",
        "ad",
        "an",
        "at",
        "az",
        "ach",
        "ash",
        "el",
        "er",
        "es",
        "ed",
        "en",
        "et",
        "ez",
        "ech",
        "esh",
        "l",
    ]
)
_ARABIC_ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل)(?=..)")
# Names are written with the spoken article too: لقليعة beside القليعة.
_SPOKEN_ARTICLE = re.compile(r"^ل(?=[^اوي]..)")
# Darija joins the article: lmdrasa, l7ofra; and Laayoune is العيون.
_LATIN_ARTICLE = re.compile(r"^l(?=[bcdfghjkmnpqrstvwxz2-9]|a[a3])")
_SPLIT_HEAD = re.compile(r"(?<![^ ])([mn]) (?=[a-z])")  # M'hamed is one word
_DOUBLED = re.compile(r"([a-zA-Z])\1+")
_GLIDE = re.compile(r"^(?:ou|u)(?=[aeiy])")
_VOWELS = str.maketrans("", "", "aeiouwy")


def _word_key(word: str) -> str:
    """Return the key of one folded word, maybe empty (a word of vowels)."""
    if word.isdecimal():
        return word
    if word[0] >= "ⴰ":  # Tifinagh; Arabic and Latin lie before it
        sounds = word.translate(_TIFINAGH)
    elif word[0] >= "ء" and word[0] <= "ي":
        # Two same letters side by side in Arabic stand apart in speech (ورززات), so they are both kept.
        sounds = _SPOKEN_ARTICLE.sub("", _ARABIC_ARTICLE.sub("", word)).translate(_ARABIC)
    else:
        word = _DIGIT.sub(lambda found: _DIGITS[found[0]], _LATIN_ARTICLE.sub("", word))
        sounds = _SOUND.sub(lambda found: _SOUNDS[found[0]], _SOFT_C.sub("s", word))
        sounds = _GLIDE.sub("w", _DOUBLED.sub(r"\1", sounds))
    first = sounds[:1] if sounds[:1] in {"w", "y"} and len(sounds) > 1 else ""
    key = sounds.translate(_VOWELS).lower()
    # A final h is mostly the sign of a final a (ة, Massah).
    return first + (key[:-1] if len(key) > 1 and sounds[-1] in "Hh" else key)


def consonant_key(text: str) -> str:
    """Return the coarse sound of `text`: the consonants of each word, in the same Latin signs whatever the script.

    ت ط ث th → t; د ض ذ ظ dh → d; ح ه 7 h → h; خ kh 5 → x; غ gh → g; ش ch sh → c; ق ك q k g c 9 → k; س ص ç → s; ف v → f.
    Vowels, ع, 3, hamza and 2 vanish, and so do و and ي but at the head of a word; the article (ال, el, er-r) goes; a
    doubled Latin letter is one. Words stay apart and in order; numbers stay numbers. Vowels alone give an empty key.
    """
    words = _SPLIT_HEAD.sub(r"\1", fold(text.replace("ç", "s").replace("Ç", "s"))).split()
    keys = [_word_key(word) for word in words if word not in _ARTICLES]
    return " ".join(key for key in keys if key)


def fold_variants(text: str) -> list[str]:
    """Return the folded spellings under which `text` may be known, the plain one first, without repeats.

    After the plain one: without the articles, with its words joined (sidiifni), and each with its doubled Latin letters
    single (taroudant).
    """
    plain = fold(text)
    words = [_ARABIC_ARTICLE.sub("", word) for word in plain.split() if word not in _ARTICLES]
    spellings = [plain, " ".join(words), plain.replace(" ", "")]
    spellings += [_DOUBLED.sub(r"\1", spelling) for spelling in spellings]
    return list(dict.fromkeys(spelling for spelling in spellings if spelling))


def spell_digits(text: str) -> str:
    """Return `text` folded, with the digits of Darija read as Latin letters: 9al3at gives kalaat, 5nifra khnifra;
    km 7 stays.
    """
    letters = {"a": "a", "X": "kh", "H": "h", "K": "k"}
    return _DIGIT.sub(lambda found: letters[_DIGITS[found[0]]], fold(text))
