"""What a text message that came in asks for: a keyword, a number; in Arabic, French or English, however it is typed."""

import re
from dataclasses import dataclass

from core.folding import fold
from mediation.enums import Said
from mediation.references import REFERENCE

NEED, PETITION, RECEIPT = "need", "petition", "receipt"
MOST = 200  # signs that are read of a message

# Folded (core.folding): without accents, ة as ه, أ as ا. The first word says the language of the reply.
WORDS = {
    Said.STATUS: {"ar": {"حاله", "وضعيه", "اين"}, "fr": {"etat", "statut", "suivi"}, "en": {"status"}},
    Said.STOP: {"ar": {"قف", "توقف", "اوقف"}, "fr": {"stop", "arret"}, "en": {"unsubscribe"}},
    Said.START: {"ar": {"ابدا", "عد"}, "fr": {"reprendre"}, "en": {"start"}},
}
THINGS = {
    NEED: {"حاجه", "الحاجه", "besoin", "need"},
    PETITION: {"عريضه", "العريضه", "petition"},
    RECEIPT: {"وصل", "الوصل", "recu", "recepisse", "receipt"},
}
ARABIC = re.compile(r"[\u0600-\u06ff]")
SIGN = re.compile(r"[23456789a-hj-np-z]", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What was asked: `thing` and `number` (or the `reference` of a receipt) of a status; `language` of the reply."""

    said: str
    language: str
    thing: str = ""
    number: int = 0
    reference: str = ""


def read(text: str) -> Asked:
    """Return what a message asks for; `Said.HELP` for what nobody understands. Digits of any script are read.

    `حالة ١٢٣٤`, `ETAT 1234`, `status petition 12`, `وصل K7M4-Q2XR`: a thing may stand without the keyword.
    """
    words = fold(text[:MOST]).split()
    language = "ar" if ARABIC.search(text) or not words else "fr"
    if not words:
        return Asked(Said.HELP, language)
    said, language = _keyword(words[0], language)
    if said in {Said.STOP, Said.START}:
        return Asked(said, language)
    rest = words[1:] if said == Said.STATUS else words
    thing = next((name for name, names in THINGS.items() if rest and rest[0] in names), "")
    rest = rest[1:] if thing else rest
    if not (said == Said.STATUS or thing) or not rest:
        return Asked(Said.HELP, language)
    joined = "".join(rest)
    if joined.isdecimal() and thing != RECEIPT and len(joined) <= 9:
        return Asked(Said.STATUS, language, thing or NEED, number=int(joined))
    if thing in {"", RECEIPT} and len(joined) == REFERENCE and all(SIGN.match(sign) for sign in joined):
        return Asked(Said.STATUS, language, RECEIPT, reference=joined.upper())
    return Asked(Said.HELP, language)


def _keyword(word: str, language: str) -> tuple[str, str]:
    for said, languages in WORDS.items():
        for code, words in languages.items():
            if word in words:
                return said, code
    return Said.HELP, language
