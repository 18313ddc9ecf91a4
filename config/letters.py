"""Amazigh pages: French where no word is attested said to be French, and Tifinagh in Latin letters for who asks.

Tifinagh is written in Amazigh only, so that its letters alone tell which words of a page are Amazigh: the body of the
page is marked as French, and each run of Tifinagh as Amazigh, for screen readers and for the eye. Nothing that is typed
into a form is touched.
"""

import re

from django.utils.cache import patch_vary_headers

from core.devices import LETTERS

LATIN = "latin"

# The correspondence of the Royal Institute of Amazigh Culture (IRCAM), as its general dictionary writes Latin (DGLAi).
ALPHABET = str.maketrans(
    dict(
        zip(
            "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
            "abgdḍefkhḥɛxqijlmnurṛɣsṣctṭwyzẓʷ",
            strict=True,
        )
    )
)
RUN = re.compile(r"[ⴰ-⵿](?:[ⴰ-⵿\s'’-]*[ⴰ-⵿])?")
PIECES = re.compile(r"(<!--.*?-->|<(?:script|style|textarea)\b.*?</(?:script|style|textarea)>|<[^>]*>)", re.DOTALL)
SAID = re.compile(r'\b(aria-label|title|placeholder|alt|content)="([^"]*)"')
# No element may stand inside these.
PLAIN = ("<title", "<option")


def latin(text: str) -> str:
    """Return a text with its Tifinagh in Latin letters."""
    return text.translate(ALPHABET)


def marked(html: str, *, in_latin: bool) -> str:
    """Return a page, or a part of one, with its Amazigh words marked, in Latin letters when asked for."""
    language = "zgh-Latn" if in_latin else "zgh"
    out, last = [], ""
    for piece in PIECES.split(html.replace("<body", '<body lang="fr"', 1)):
        if piece.startswith("<"):
            last = piece
            said = piece
            if in_latin and not piece.startswith(("<!--", "<script", "<style", "<textarea")):
                said = SAID.sub(lambda found: f'{found[1]}="{latin(found[2])}"', piece)
            out.append(said)
        elif last.startswith(PLAIN):
            out.append(latin(piece) if in_latin else piece)
        else:
            out.append(
                RUN.sub(lambda run: f'<span lang="{language}">{latin(run[0]) if in_latin else run[0]}</span>', piece)
            )
    return "".join(out)


def amazigh(get_response):
    """Mark the words of a page in Amazigh, and write them in Latin letters for a reader who chose them."""

    def middleware(request):
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if request.LANGUAGE_CODE == "zgh" and is_page:
            in_latin = request.COOKIES.get(LETTERS) == LATIN
            response.content = marked(response.text, in_latin=in_latin)
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
