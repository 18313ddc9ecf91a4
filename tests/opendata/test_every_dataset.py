"""Every dataset, of a small world with something of everything: what its dictionary says, and no secret."""

import csv
import datetime
import io
import json

import pytest

from opendata import actions
from opendata.catalogue import dictionary
from opendata.enums import Kind
from opendata.tables import DATASETS
from tests.doors import secrets_in
from tests.factories.deliberations import DecisionFactory
from tests.factories.presidency import OrderFactory
from tests.factories.programmes import ProjectFactory
from tests.world import SECRETS

pytestmark = pytest.mark.django_db

HOLDS = {
    Kind.INTEGER: lambda value: type(value) is int,
    Kind.NUMBER: lambda value: type(value) in {int, float},
    Kind.BOOLEAN: lambda value: type(value) is bool,
    Kind.STRING: lambda value: type(value) is str and value,
    Kind.CODE: lambda value: type(value) is str and value,
    Kind.CODES: lambda value: type(value) is str and value,
    Kind.DATE: lambda value: datetime.date.fromisoformat(value),
    Kind.MOMENT: lambda value: datetime.datetime.fromisoformat(value).tzinfo,
    Kind.ADDRESS: lambda value: value.startswith(("https://", "http://")),
}


def test_every_dataset_says_what_its_dictionary_says_and_no_secret(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DecisionFactory(published=True)
    OrderFactory(published=True)
    ProjectFactory()
    forbidden = [word for word, allowed in SECRETS.items() if "visitor" not in allowed]
    counts = {}
    for slug, dataset in DATASETS.items():
        files = {row.format: row.file.open("rb").read() for row in actions.make(slug)}
        rows = json.loads(files["json"])
        counts[slug] = len(rows)
        told = {one["name"]: one for one in dictionary(dataset)["fields"]}
        for row in rows:
            assert list(row) == list(told), slug
            for name, value in row.items():
                assert value is None or HOLDS[told[name]["type"]](value), (slug, name, value)
                codes = told[name].get("codes")
                if codes and value is not None:
                    assert set(value.split(" ")) <= {str(code) for code in codes}, (slug, name, value)
        if "csv" in files:
            assert files["csv"].startswith(b"\xef\xbb\xbf")
            lines = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
            assert len(lines) == len(rows)
            assert all(list(line) == list(told) for line in lines)
        if "geojson" in files:
            found = json.loads(files["geojson"])
            assert found["type"] == "FeatureCollection"
            assert all(one["type"] == "Feature" and one["geometry"]["coordinates"] for one in found["features"])
        whole = b"".join(files.values()).decode()
        assert not secrets_in(whole, forbidden, -1), slug
    # The small world has something of each: a dataset that is empty would have proved nothing.
    assert {slug for slug, count in counts.items() if not count} <= {"consultation-results"}
