"""The colours that a person chose: remembered without JavaScript, no cookie before."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def page(client, language="fr"):
    return client.get(f"/{language}/about/?x=1").text


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_choice_comes_back_to_the_page_and_is_kept(client, language, choice):
    address = f"/{language}/theme/?to={choice}&next=%2F{language}%2Fabout%2F%3Fx%3D1"
    assert address.replace("&", "&amp;") in page(client, language)
    answer = client.get(address)
    assert answer.url == f"/{language}/about/?x=1"
    assert (answer.cookies["theme"].value, answer.cookies["theme"]["httponly"]) == (choice, True)
    assert f'data-theme="{choice}"' in page(client, language)
    assert f'<meta name="color-scheme" content="{choice}">' in page(client, language)


def test_the_colours_of_the_device_are_chosen_again(client):
    assert not client.get(reverse("theme")).cookies, "nothing was kept, so nothing is taken away"
    client.get(reverse("theme"), {"to": "dark"})
    assert client.get(reverse("theme")).cookies["theme"].value == ""
    assert "data-theme" not in page(client)


def test_one_choice_is_marked(client):
    for choice in ("", "light", "dark"):
        client.get(reverse("theme"), {"to": choice})
        marked = [part for part in page(client).split("<a ") if "/theme/" in part and 'aria-current="true"' in part]
        assert [f"to={choice}&amp;" in part for part in marked] == [True]


@pytest.mark.parametrize("query", ["to=pink", "to=<script>", "to=dark%0d%0aSet-Cookie:x=1"])
def test_another_choice_does_not_exist(client, query):
    assert client.get(f"/ar/theme/?{query}").status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, elsewhere):
    assert client.get("/ar/theme/", {"to": "dark", "next": elsewhere}).url == "/ar/"
