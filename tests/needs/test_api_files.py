"""A need posted by a program with its photos and voice note."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from needs.models import Need, Photo
from tests.needs import files
from tests.needs.test_bad_input import SVG, zipped

pytestmark = pytest.mark.django_db
LIST = "/api/v1/needs/"
PROBLEM = "application/problem+json"


def upload(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def photo() -> SimpleUploadedFile:
    return upload(files.photo_of_a_phone().getvalue())


def voice(data: bytes) -> SimpleUploadedFile:
    return upload(data, "voice.webm", "audio/webm")


@pytest.fixture
def send(api, town, asked):
    """Post a need as a form with files, as a person with a confirmed contact."""
    api.force_authenticate(town.citizen)

    def post(**more):
        return api.post(LIST, asked | {"space": town.space.commune.slug} | more, format="multipart")

    return post


def test_a_need_is_posted_with_its_photos_and_voice(api, send):
    answer = send(
        photos=[photo(), photo()],
        photo_descriptions=["حفرة\u202e وسط الطريق"],
        voice=voice(files.webm(12)),
        location=json.dumps({"lat": 29.7, "lon": -9.2}),
    )
    assert answer.status_code == 201
    assert answer.data["location"] == {"lat": 29.7, "lon": -9.2}
    assert [row["description"] for row in answer.data["photos"]] == ["حفرة وسط الطريق", ""]
    assert (answer.data["voice"]["seconds"], answer.data["voice"]["media_type"]) == (12, "audio/webm")
    api.force_authenticate(None)
    for address in [row[size] for row in answer.data["photos"] for size in ("image", "thumbnail")]:
        body = b"".join(api.get(address))
        assert body.startswith(b"\xff\xd8\xff")
        assert b"SECRET" not in body
    assert b"".join(api.get(answer.data["voice"]["audio"])).startswith(b"\x1a\x45\xdf\xa3")


def test_a_need_without_files_is_posted_by_a_form_too(send):
    answer = send(location="", client_key="", beneficiary="women")
    assert (answer.status_code, answer.data["photos"], answer.data["voice"]) == (201, [], None)
    assert Need.objects.get().beneficiary == "women"


BAD = {
    "an image that is an SVG": ({"photos": [upload(SVG)]}, "photos"),
    "an image that is a zip": ({"photos": [upload(zipped())]}, "photos"),
    "an image of 30 MB": ({"photos": [upload(files.image().getvalue() + bytes(30_000_000))]}, "photos"),
    "an image of 64,000 × 64,000": ({"photos": [upload(files.huge_png().getvalue())]}, "photos"),
    "an empty image": ({"photos": [upload(b"")]}, "photos.0"),
    "a good image and a bad one": ({"photos": [photo(), upload(SVG)]}, "photos"),
    "five images": ({"photos": [photo() for _ in range(5)]}, "photos"),
    "words in place of an image": ({"photos": ["photo.jpg"]}, "photos.0"),
    "a description without an image": ({"photo_descriptions": ["حفرة"]}, "photo_descriptions"),
    "a description that is too long": (
        {"photos": [photo()], "photo_descriptions": ["ط" * 201]}, "photo_descriptions.0",
    ),
    "a voice that is a page": ({"voice": voice(b"<html><script>")}, "voice"),
    "a voice that is a photo": ({"voice": voice(files.image().getvalue())}, "voice"),
    "a voice of more than two minutes": ({"voice": voice(files.webm(121))}, "voice"),
    "a voice of more than 3 MB": ({"voice": voice(files.webm(3) + bytes(3_000_000))}, "voice"),
    "a point that is no JSON": ({"location": "29.7,-9.2"}, "location"),
    "a point of brackets": ({"location": "[" * 200_000}, "location"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_be_taken_is_told_in_words_and_nothing_is_posted(send, bad):
    given, field = BAD[bad]
    answer = send(**given)
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    (error,) = answer.data["errors"]
    assert error["field"] == field
    assert len(error["message"].split()) > 2
    assert not Need.objects.exists()
    assert not Photo.objects.exists()


def test_json_holds_no_files(api, town, asked):
    api.force_authenticate(town.citizen)
    answer = api.post(LIST, asked | {"space": town.space.commune.slug, "photos": ["aGVsbG8="]})
    assert (answer.status_code, answer.data["errors"][0]["field"]) == (400, "photos.0")
