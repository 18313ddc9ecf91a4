"""The real country, imported once for the modules that ask for it, and a small one for bad input."""

import json

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.factories.territories import square

DIVISION = """code,level,parent_code,name_fr,name_ar,kind,population,households
01,region,,Région d’essai,جهة التجربة,,1000,
01.001,province,01,Province d’essai,إقليم التجربة,,1000,200
01.001.01.01,commune,01.001,Alpha,ألفا,urban,300,60
01.001.03.01,commune,01.001,Beta,بيتا,rural,200,
01.001.05.0,commune,01.001,Gamma,غاما,urban,500,
01.001.05.01,arrondissement,01.001.05.0,Gamma Nord,غاما الشمالية,urban,400,
01.001.05.03,arrondissement,01.001.05.0,Gamma Sud,غاما الجنوبية,urban,100,
"""
CENTRES = {
    "01.001.01.01": (-9.0, 30.0),
    "01.001.03.01": (-8.9, 30.0),
    "01.001.05.01": (-8.8, 30.0),
    "01.001.05.03": (-8.7, 30.0),
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Every territory of Morocco with the boundaries of the package, gone when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_territories", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def division(tmp_path):
    """A file of seven territories, 1,000 inhabitants."""
    path = tmp_path / "divisions.csv"
    path.write_text(DIVISION, encoding="utf-8")
    return path


def feature(code: str, **changes) -> dict:
    geometry = json.loads(square(*CENTRES[code]).geojson)
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry} | changes


@pytest.fixture
def boundaries(tmp_path):
    """Write a boundary file: `boundaries({code: changed feature or None}, more=[features], **of the collection)`."""

    def write(changed=None, more=(), **collection):
        features = {code: feature(code) for code in CENTRES} | (changed or {})
        path = tmp_path / "boundaries.geojson"
        kept = [one for one in features.values() if one is not None]
        data = {"type": "FeatureCollection", "features": [*kept, *more]} | collection
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write
