"""The tool that keeps the interface's words complete."""

import polib
import pytest

from script import catalogues

FRENCH = "no no-break space before ; : ? ! or inside «»"


def entry(msgid="Two of %(name)s", **fields):
    return polib.POEntry(msgid=msgid, **fields)


@pytest.mark.parametrize(
    ("language", "found", "wrong"),
    [
        ("ar", entry(msgstr="اثنان من %(name)s"), []),
        ("ar", entry(msgstr=""), ["missing"]),
        ("zgh", entry(msgstr=""), []),
        ("ar", entry(msgstr="اثنان", flags=["fuzzy"]), ["to look at again (fuzzy)"]),
        ("ar", entry(msgstr="اثنان"), ["has [] where the source has ['%(name)s']"]),
        ("fr", entry(msgstr="Deux\u00a0: « %(name)s » à 10:30"), [FRENCH]),
        ("fr", entry(msgstr="Deux : %(name)s"), [FRENCH]),
        ("fr", entry(msgstr="Deux; %(name)s"), [FRENCH]),
        ("fr", entry(msgstr="Deux: %(name)s"), [FRENCH]),
        ("fr", entry(msgstr="«\u00a0%(name)s\u00a0»\u00a0: https://example.org, 10:30 ?"), [FRENCH]),
        ("fr", entry(msgstr="«\u00a0%(name)s\u00a0»\u00a0: https://example.org, 10:30\u00a0?"), []),
        ("ar", entry(msgstr="اثنان : %(name)s"), []),
        ("fr", entry(msgstr="Deux de %(nom)s"), ["has ['%(nom)s'] where the source has ['%(name)s']"]),
        (
            "ar",
            entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "لا يوم", 1: ""}),
            ["a plural form is missing"],
        ),
        ("ar", entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "يوم", 1: "%(n)s أيام"}), []),
    ],
)
def test_an_entry_is_whole_or_said_to_be_wanting(language, found, wrong):
    assert list(catalogues.wrongs(language, found, 2)) == wrong


def test_a_form_that_is_not_written_at_all_is_missing():
    """French counts three forms: with two of them, a number of 2 would be said in Arabic."""
    found = entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s jour", 1: "%(n)s jours"})
    assert list(catalogues.wrongs("fr", found, 3)) == ["a plural form is missing"]


def test_amazigh_takes_french_where_it_has_no_word(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "path_of", lambda language: tmp_path / f"{language}.po")
    monkeypatch.setattr(catalogues, "packages_in_french", lambda: iter(()))
    french, amazigh = polib.POFile(), polib.POFile()
    french.metadata = amazigh.metadata = {"Plural-Forms": "nplurals=3; plural=(n > 1);", "Content-Type": "text/plain"}
    french.extend(
        [
            entry("assembly", msgstr="assemblée"),
            entry("need", msgstr="besoin"),
            entry("day", msgid_plural="days", msgstr_plural={0: "jour", 1: "jours"}),
        ]
    )
    french.save(str(tmp_path / "fr.po"))
    amazigh.extend([entry("assembly", msgstr="ⴰⴳⵔⴰⵡ"), entry("need", msgstr="")])

    whole = catalogues.with_french(amazigh)

    assert whole.find("assembly").msgstr == "ⴰⴳⵔⴰⵡ"
    assert whole.find("need").msgstr == "besoin"
    assert whole.find("day").msgstr_plural == {0: "jour", 1: "jours", 2: "jours"}


def test_french_is_set_with_no_break_spaces_when_words_are_collected(tmp_path, monkeypatch):
    french = polib.POFile()
    french.append(entry("Days", msgid_plural="Two", msgstr_plural={0: "« a » : b ?", 1: "https://a.ma à 10:30 ; c"}))
    assert catalogues.with_french_spaces(french)[0].msgstr_plural == {
        0: "«\u00a0a\u00a0»\u00a0: b\u00a0?", 1: "https://a.ma à 10:30\u00a0; c",
    }  # fmt: skip
    assert not list(catalogues.wrongs("fr", french[0], 2))


def test_numbers_of_laws_are_whole_in_what_django_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "path_of", lambda language: tmp_path / language / "django.po")
    monkeypatch.setattr(catalogues, "packages_in_french", lambda: iter(()))
    words = {"ar": "القانون 113-14", "fr": "loi 113-14", "zgh": ""}
    for language, said in words.items():
        catalogue = polib.POFile()
        catalogue.metadata = {"Plural-Forms": "nplurals=3; plural=(n > 1);", "Content-Type": "text/plain"}
        catalogue.extend([entry("law 113-14", msgstr=said), entry("day", msgstr=said)])
        (tmp_path / language).mkdir()
        catalogue.save(str(tmp_path / language / "django.po"))

    catalogues.compile_all()

    made = {one: polib.mofile(str(tmp_path / one / "django.mo")) for one in (*words, "en")}
    assert {one: found.find("law 113-14").msgstr for one, found in made.items()} == {
        "ar": "القانون \u2068113-\u206014\u2069", "fr": "loi 113-\u206014", "zgh": "loi 113-\u206014",
        "en": "law 113-\u206014",
    }  # fmt: skip
    assert [one.msgid for one in made["en"]] == ["law 113-14"]
    assert polib.pofile(str(tmp_path / "fr" / "django.po")).find("law 113-14").msgstr == "loi 113-14"
