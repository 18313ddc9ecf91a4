"""The list for a translator of Amazigh goes out and comes back; a word without a source does not."""

import csv

import polib
import pytest

from script import catalogues, review


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Catalogues of four words, one of them counted, one already in Amazigh."""
    for module in (catalogues, review):
        monkeypatch.setattr(module, "path_of", lambda language: tmp_path / f"{language}.po")
    words = {
        "Help": ("Aide", "مساعدة", "ⵜⵉⵡⵉⵙⵉ"),
        "Change %(name)s": ("Modifier %(name)s", "تعديل %(name)s", ""),
        "Publish": ("Publier", "نشر", ""),
    }
    for index, language in enumerate(("fr", "ar", "zgh")):
        book = polib.POFile()
        book.metadata = {"Plural-Forms": "nplurals=3; plural=(n > 1);", "Content-Type": "text/plain; charset=utf-8"}
        for number, (english, said) in enumerate(words.items()):
            places = [(f"templates/{place}.html", "") for place in range(number + 1)]
            book.append(polib.POEntry(msgid=english, msgstr=said[index], occurrences=places))
        forms = {0: "un jour", 1: "%(n)s jours", 2: "%(n)s jours"} if language == "fr" else {0: "", 1: "", 2: ""}
        book.append(polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural=forms))
        book.save(str(tmp_path / f"{language}.po"))
    return tmp_path


def sent_back(house, **changes):
    """Write the list, fill rows (`English=(word, plural, source)`), take it back; return the answer and the words."""
    path = house / "zgh.csv"
    assert review.write(path) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["English"] in changes:
            row["Amazigh"], row["Amazigh plural"], row["Source"] = changes[row["English"]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, review.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    answer = review.take(path)
    return answer, {entry.msgid: entry for entry in polib.pofile(str(house / "zgh.po"))}


def test_the_list_has_what_a_translator_needs(house):
    path = house / "zgh.csv"
    review.write(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] | {"Where": ""} == {
        "context": "", "English": "Publish", "English plural": "", "French": "Publier", "French plural": "",
        "Arabic": "نشر", "Amazigh": "", "Amazigh plural": "", "Source": "", "Places": "3", "Where": "",
    }  # fmt: skip
    assert "templates/0.html" in rows[0]["Where"]
    assert {row["English"]: row["Amazigh"] for row in rows}["Help"] == "ⵜⵉⵡⵉⵙⵉ"


def test_attested_words_come_back_with_their_source(house):
    answer, words = sent_back(
        house,
        **{
            "Publish": ("ⴼⵙⵔ", "", "MediaWiki"),
            "Change %(name)s": ("ⵙⵏⴼⵍ %(name)s", "", "MediaWiki"),
            "%(n)s day": ("ⴰⵙⵙ", "%(n)s ⵡⵓⵙⵙⴰⵏ", "MediaWiki"),
        },
    )
    assert answer == 0
    assert (words["Publish"].msgstr, words["Publish"].tcomment) == ("ⴼⵙⵔ", "Source: MediaWiki")
    assert words["%(n)s day"].msgstr_plural == {0: "ⴰⵙⵙ", 1: "%(n)s ⵡⵓⵙⵙⴰⵏ", 2: "%(n)s ⵡⵓⵙⵙⴰⵏ"}
    assert words["Help"].msgstr == "ⵜⵉⵡⵉⵙⵉ"


@pytest.mark.parametrize(
    ("word", "source", "fault"),
    [
        ("ⴼⵙⵔ", "", "no source"),
        ("fser", "MediaWiki", "no Tifinagh"),
        ("ⴼⵙⵔ publier", "MediaWiki", "other letters"),
        ("ⴼⵙⵔ نشر", "MediaWiki", "other letters"),
        ("<b>ⴼⵙⵔ</b>", "MediaWiki", "the tags"),
        ("ⴼⵙⵔ %(name)s", "MediaWiki", "where the source has"),
    ],
)
def test_one_wrong_row_takes_nothing(house, capsys, word, source, fault):
    before = (house / "zgh.po").read_bytes()
    answer, _words = sent_back(house, Publish=(word, "", source), **{"Change %(name)s": ("ⵙⵏⴼⵍ %(name)s", "", "x")})
    assert answer == 1
    assert fault in capsys.readouterr().out
    assert (house / "zgh.po").read_bytes() == before
