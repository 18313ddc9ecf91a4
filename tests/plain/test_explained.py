"""Every word of the glossary explains itself on some page, and every page explains words that there are."""

import re

from django.conf import settings

from plain.glossary import WORDS

USED = re.compile(r"{% (?:term|explained) ([^%]+)%}")


def test_each_word_is_explained_where_it_is_read():
    used = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        for keys in USED.findall(template.read_text()):
            used |= set(re.findall(r'"(\w+)"', keys))
    assert used == {word.key for word in WORDS}
