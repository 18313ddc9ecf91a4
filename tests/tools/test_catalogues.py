"""The tool that keeps the interface's words complete."""

import polib
import pytest

from script import catalogues


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
