"""Amazigh pages: each word in its language, Latin letters for who asks, and every code of Amazigh leads there."""

import pytest

from config.letters import latin, marked

pytestmark = pytest.mark.django_db


def test_each_letter_has_its_own():
    assert latin("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴰⴳⵔⴰⵡ ⴰⵎⴰⵜⴰⵢ") == "tamaziɣt agraw amatay"
    assert latin("ⵃⴹⵓ ⴽⵛⵎ ⵄ ⴳⵯ ⵚⵟⵕⵥ") == "ḥḍu kcm ɛ gʷ ṣṭṛẓ"
    assert latin("Agraw, 3 communes, جماعة") == "Agraw, 3 communes, جماعة"


def test_what_is_typed_and_what_programs_read_stays():
    page = (
        '<title>ⴰⴳⵔⴰⵡ</title><body class="a"><a title="ⴰⴳⵔⴰⵡ" href="/?q=ⴰⴳⵔⴰⵡ">ⵔⵣⵓ !</a><input value="ⴰⴳⵔⴰⵡ">'
        "<textarea>ⴰⴳⵔⴰⵡ</textarea><script>'ⴰⴳⵔⴰⵡ'</script><option>ⵢⴰⵀ</option>"
    )
    assert marked(page, in_latin=True) == (
        '<title>agraw</title><body lang="fr" class="a"><a title="agraw" href="/?q=ⴰⴳⵔⴰⵡ">'
        '<span lang="zgh-Latn">rzu</span> !</a><input value="ⴰⴳⵔⴰⵡ">'
        "<textarea>ⴰⴳⵔⴰⵡ</textarea><script>'ⴰⴳⵔⴰⵡ'</script><option>yah</option>"
    )
    shown = marked(page, in_latin=False)
    assert '<span lang="zgh">ⵔⵣⵓ</span> !' in shown
    assert "<title>ⴰⴳⵔⴰⵡ</title>" in shown
    assert marked("<p>aucun mot</p>", in_latin=True) == "<p>aucun mot</p>"


def test_letters_are_chosen_and_kept_without_an_account(client):
    page = client.get("/zgh/about/").text
    assert '<html lang="zgh"' in page
    assert '<body lang="fr"' in page
    assert "/zgh/letters/?to=latin&amp;next=%2Fzgh%2Fabout%2F" in page
    answer = client.get("/zgh/letters/?to=latin&next=/zgh/about/")
    assert answer.url == "/zgh/about/"
    read = client.get("/zgh/about/")
    assert '<span lang="zgh-Latn">tamaziɣt</span>' in read.text
    assert not [letter for letter in read.text if "ⴰ" <= letter <= "ⵥ"]
    assert "Cookie" in read.headers["Vary"]
    client.get("/zgh/letters/")
    assert '<span lang="zgh">ⵜⴰⵎⴰⵣⵉⵖⵜ</span>' in client.get("/zgh/about/").text
    assert client.get("/zgh/letters/?to=greek").status_code == 404


def test_other_languages_keep_their_pages(client):
    client.cookies["letters"] = "latin"
    page = client.get("/fr/about/").text
    assert "ⵜⴰⵎⴰⵣⵉⵖⵜ" in page
    assert "<body lang" not in page


@pytest.mark.parametrize("code", ["tzm", "shi", "shi-Tfng", "shi-Latn-MA", "rif", "ber", "zgh-Tfng", "tzm-Latn"])
def test_every_code_of_amazigh_leads_to_amazigh(client, code):
    assert client.get("/", headers={"Accept-Language": f"{code},fr;q=0.5"}).url == "/zgh/"
