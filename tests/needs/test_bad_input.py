"""What cannot be taken, given on the page: an answer in words beside the field, and every word that was typed kept."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from needs.enums import NeedState
from needs.models import Need
from tests.needs.conftest import need_in
from tests.needs.files import huge_png, image

pytestmark = pytest.mark.django_db
KEPT = "منذ أسبوع والدوار بلا ماء"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    return out.getvalue()


def upload(name: str, data: bytes, kind: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


BAD = {
    "no place": ({"place": ""}, "place"),
    "a place of signs": ({"place": "😀"}, "place"),
    "half a point": ({"lat": "29.7"}, "lat"),
    "a point that is none": ({"lat": "abc", "lon": "-9.2"}, "lat"),
    "a point in the sea": ({"lat": "29.7", "lon": "-15"}, "place"),
    "a point in another country": ({"lat": "48.8", "lon": "2.3"}, "place"),
    "an empty title": ({"title": ""}, "title"),
    "a title of emoji": ({"title": "😀😀😀"}, "title"),
    "a title of hidden signs": ({"title": "\u202e\u2066"}, "title"),
    "a title of 200,000 signs": ({"title": "ط" * 200_000}, "title"),
    "a theme that is none": ({"theme": "war"}, "theme"),
    "an image that is an SVG": ({"photo": ("photo.jpg", SVG, "image/jpeg")}, "photo"),
    "an image that is a zip": ({"photo": ("photo.jpg", zipped(), "image/jpeg")}, "photo"),
    "an image of 64,000 × 64,000": ({"photo": ("photo.png", huge_png().getvalue(), "image/png")}, "photo"),
    "an image of 30 MB": ({"photo": ("photo.jpg", image().getvalue() + bytes(30_000_000), "image/jpeg")}, "photo"),
    "a voice that is no sound": ({"voice": ("voice.ogg", b"OggS is what I am not", "audio/ogg")}, "voice"),
    "a voice that is a page": ({"voice": ("voice.ogg", b"<html><script>", "audio/ogg")}, "voice"),
}


@pytest.mark.parametrize("bad", BAD)
def test_it_is_answered_in_words_and_what_was_typed_is_kept(client, town, bad):
    fields, name = BAD[bad]
    data = {"title": "ماء الشرب", "text": KEPT, "theme": "water", "place": "الدوار", "beneficiary": "everyone"} | {
        key: upload(*value) if isinstance(value, tuple) else value for key, value in fields.items()
    }
    client.force_login(town.citizen)
    page = client.post(f"/fr/spaces/{town.space.commune.slug}/needs/new/", data)
    words = page.content.decode()
    assert page.status_code == 422
    assert name in page.context["form"].errors
    assert all(re.search(r"\w{3}", error) for error in page.context["form"].errors[name])
    assert KEPT in words
    assert not Need.objects.exists()


def test_a_text_of_two_hundred_thousand_signs_comes_back_whole(client, town):
    client.force_login(town.citizen)
    data = {"title": "ماء", "text": "ن" * 200_000, "theme": "water", "place": "الدوار", "beneficiary": "everyone"}
    page = client.post(f"/fr/spaces/{town.space.commune.slug}/needs/new/", data)
    assert (page.status_code, "text" in page.context["form"].errors) == (422, True)
    assert "ن" * 200_000 in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "shorten it and send again"), ("fr", "<h1>")])
def test_more_than_the_house_reads_is_refused_on_a_page_of_ours(client, town, language, words):
    """A million bytes of words: the address would be read by no form."""
    need = need_in(NeedState.VOICED, space=town.space)
    client.force_login(town.facilitator)
    page = client.post(
        f"/{language}/needs/{need.pk}/moves/refer/",
        "note=" + "%D8%A7" * 200_000,
        content_type="application/x-www-form-urlencoded",
        headers={"Referer": "http://testserver/en/needs/1/"},
    )
    assert page.status_code == 413
    assert words in page.content.decode()
    answer = client.post("/api/v1/needs/", "x" * 1_100_000, content_type="application/json")
    assert answer.status_code in {400, 413}
    assert answer["Content-Type"] == "application/problem+json"
