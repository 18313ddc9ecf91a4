"""A file given whole or in part."""

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from core import parts

SOUND = b"0123456789"


def give(**headers):
    return parts.give(RequestFactory().get("/", headers=headers), ContentFile(SOUND), "audio/webm")


@pytest.mark.parametrize(
    ("asked", "part", "place"),
    [
        ("bytes=0-", b"0123456789", "0-9"),
        ("bytes=0-1", b"01", "0-1"),
        ("bytes=4-99", b"456789", "4-9"),
        ("bytes=-3", b"789", "7-9"),
        ("bytes=-99", b"0123456789", "0-9"),
    ],
)
def test_the_part_asked_for_is_given(asked, part, place):
    answer = give(range=asked)
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["Content-Range"] == f"bytes {place}/10"
    assert answer.headers["Content-Type"] == "audio/webm"


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b", "bytes=5-4", "bytes=٣-"])
def test_what_cannot_be_read_is_answered_with_the_whole(asked):
    answer = give(**({"range": asked} if asked else {}))
    assert (answer.status_code, answer.content) == (200, SOUND)
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_part_of_an_older_file_is_answered_with_the_whole():
    assert give(range="bytes=0-1", if_range='"old"').status_code == 200


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(asked):
    answer = give(range=asked)
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */10"
