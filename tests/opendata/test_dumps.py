"""The files of open data: everything that everyone may read, nothing else, written in memory of one size."""

import csv
import datetime
import hashlib
import io
import itertools
import json
import tracemalloc
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.storage import Storage, default_storage
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.timezone import localdate

from needs.models import Need
from opendata import actions
from opendata.enums import Format, Kind, Unit
from opendata.models import Dump
from opendata.tables import DATASETS
from opendata.tables.shape import Dataset, Field
from opendata.writing import write
from tests.factories.needs import NeedFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


def made(slug: str) -> dict[str, bytes]:
    """Make a dataset and return its files by their format."""
    return {row.format: row.file.open("rb").read() for row in actions.make(slug)}


def table(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_words_are_there_in_arabic_and_french():
    for dataset in DATASETS.values():
        assert len({one.name for one in dataset.fields}) == len(dataset.fields)
        assert dataset.slug not in {"about", "dictionary"}
        for one in dataset.fields:
            assert one.kind in Kind.values
            assert one.unit in {"", *Unit.values}
        assert (
            set(dataset.codes) == {one.name for one in dataset.fields if one.kind in {Kind.CODE, Kind.CODES}} - UNSAID
        )
        with translation.override("ar"):
            assert str(dataset.title)


# Codes that the words of their field list themselves.
UNSAID = {"ruling"}


def test_a_need_is_written_as_its_page_shows_it_and_no_person_with_it():
    need = NeedFactory(title="=1+1", space__commune__name_fr="Tiznit", support_count=7)
    NeedFactory(visibility="hidden", title="hidden words")
    files = made("needs")
    (line,) = table(files["csv"])
    assert (line["id"], line["title"], line["people"], line["lat"]) == (str(need.pk), "'=1+1", "7", "29.7")
    (row,) = json.loads(files["json"])
    assert (row["title"], row["created_on"]) == ("=1+1", localdate().isoformat())
    (feature,) = json.loads(files["geojson"])["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-9.2, 29.7]}
    assert need.author.display_name not in files["csv"].decode() + files["json"].decode()


def test_what_was_hidden_is_gone_from_the_next_file_and_so_is_the_old_file(client, django_capture_on_commit_callbacks):
    keep, gone = NeedFactory(), NeedFactory(title="to be hidden")
    with django_capture_on_commit_callbacks(execute=True):
        actions.make("needs")
    url = reverse("opendata-file", args=["needs", "json"])
    first = client.get(url)
    assert "to be hidden" in b"".join(first.streaming_content).decode()
    Need.objects.filter(pk=gone.pk).update(visibility="hidden")
    with (
        time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        actions.make("needs")

    second = client.get(url)
    rows = json.loads(b"".join(second.streaming_content))
    assert [row["id"] for row in rows] == [keep.pk]
    assert Dump.objects.filter(dataset="needs").count() == 3
    assert len(default_storage.listdir("open-data")[1]) == 3
    assert first.headers["ETag"] != second.headers["ETag"]


def test_a_dataset_that_cannot_be_written_leaves_the_file_before_it(monkeypatch, client):
    NeedFactory()
    actions.make("needs")
    before = {row.format: row.sha256 for row in Dump.objects.all()}
    NeedFactory()
    calls = itertools.count()

    def fails(self, name, content, **options):
        if next(calls):
            raise OSError("the disk is full")
        return save(self, name, content, **options)

    save = Storage.save
    monkeypatch.setattr(Storage, "save", fails)
    with pytest.raises(OSError, match="full"):
        actions.make("needs")
    assert {row.format: row.sha256 for row in Dump.objects.all()} == before
    assert len(default_storage.listdir("open-data")[1]) == 3


def test_a_file_is_fetched_once_then_only_when_it_changed(client):
    NeedFactory()
    rows = {row.format: row for row in actions.make("needs")}
    url = reverse("opendata-file", args=["needs", "csv"])
    response = client.get(url)
    data = b"".join(response.streaming_content)
    assert response.headers["ETag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(url, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": response.headers["Last-Modified"]}).status_code == 304
    part = client.get(url, headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.content) == (206, b"\xef\xbb\xbf")
    sums = client.get(reverse("opendata-checksums")).content.decode()
    assert f"{rows['csv'].sha256}  needs.csv\n" in sums
    for wrong in (["needs", "xml"], ["unknown", "csv"], ["debates", "csv"]):
        assert client.get(reverse("opendata-file", args=wrong)).status_code == 404


def test_each_night_every_dataset_is_made_and_one_that_is_no_more_goes(work, django_capture_on_commit_callbacks):
    NeedFactory()
    old = Dump(
        dataset="gone", format="csv", rows=0, size=0, sha256="0" * 64, read_at=datetime.datetime.now(datetime.UTC)
    )
    old.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.tidy() == 1
        assert actions.ask_for_all() == len(DATASETS)
        assert actions.ask_for_all() == 0  # asked twice in a night, made once
    work()
    assert set(Dump.objects.values_list("dataset", "format")) == {
        (slug, kind) for slug, dataset in DATASETS.items() for kind in dataset.formats
    }


def test_the_queries_and_the_memory_of_a_dataset_do_not_grow_with_its_rows(django_assert_num_queries):
    space = SpaceFactory()
    for slug, queries in (("needs", 1), ("referrals", 1)):
        for _more in range(2):
            NeedFactory(space=space)
            with django_assert_num_queries(queries):
                list(DATASETS[slug].rows())
    rows = ({"id": number, "text": "ماء الشرب " * 10} for number in range(20_000))
    many = Dataset("many", "", "", (
        Field("id", "", lambda row: row["id"], Kind.INTEGER), Field("text", "", lambda row: row["text"]),
    ), lambda: rows, shape=lambda row: None)  # fmt: skip
    with ExitStack() as stack:
        tracemalloc.start()
        files = dict(write(many, stack))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert files[Format.CSV].size > 3_000_000
        assert most < 500_000
        data = files[Format.CSV].file.read()
        assert hashlib.sha256(data).hexdigest() == files[Format.CSV].digest.hexdigest()
        assert json.loads(files[Format.GEOJSON].file.read()) == {"type": "FeatureCollection", "features": []}


def test_the_catalogue_names_every_file_with_its_size_checksum_and_licence(client):
    NeedFactory()
    row = {one.format: one for one in actions.make("needs")}["geojson"]
    response = client.get(reverse("opendata-catalogue"))
    assert response.headers["Content-Type"] == "application/ld+json"
    found = {one["dct:identifier"]: one for one in response.json()["dcat:dataset"]}
    assert set(found) == set(DATASETS)
    for one in found.values():
        for file in one["dcat:distribution"]:
            assert file["dct:license"]["@id"].startswith("https://")
            path = urlsplit(file["dcat:downloadURL"]["@id"]).path
            assert resolve(path).url_name
            if path.startswith("/open-data/needs.") or path == "/open-data/petitions.csv":
                assert client.get(path).status_code == 200
    (told,) = [one for one in found["needs"]["dcat:distribution"] if one["@id"].endswith(".geojson")]
    assert told["dcat:byteSize"]["@value"] == str(row.size)
    assert told["spdx:checksum"]["spdx:checksumValue"] == row.sha256
    words = client.get(reverse("opendata-dictionary", args=["needs"])).json()
    assert words["fields"][0] == {"name": "id", "type": "integer", "unit": None, "words": words["fields"][0]["words"]}


def test_the_pages_say_what_there_is(client, django_assert_num_queries):
    actions.make("needs")
    page = client.get(reverse("opendata:list")).content.decode()
    assert all(str(dataset.title) in page for dataset in DATASETS.values())
    assert reverse("petitions-csv") in page
    detail = client.get(reverse("opendata:detail", args=["needs"])).content.decode()
    assert Dump.objects.get(dataset="needs", format="csv").sha256 in detail
    assert client.get(reverse("opendata:detail", args=["unknown"])).status_code == 404
