"""What was published under another article of law is put right by the migrations."""

from importlib import import_module

import pytest
from django.apps import apps

from deliberations import delays
from deliberations.enums import Force, Origin
from tests.factories.deliberations import AgendaItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [
        ("commune", "loi organique 113-14, art. 38", "loi organique 113-14, art. 39"),
        ("province", "loi organique 112-14, art. 39", "loi organique 112-14, art. 40"),
        ("region", "loi organique 111-14, art. 41", "loi organique 111-14, art. 42"),
    ],
)
def test_the_governors_points_bear_their_own_article(level, before, after):
    """113-14, art. 39; 112-14, art. 40; 111-14, art. 42: the points that the governor adds."""
    assert delays.article("force_governor", level) == after
    asked = AgendaItemFactory(origin=Origin.GOVERNOR, article=before)
    forced = AgendaItemFactory(
        origin=Origin.MEMBER, forced_by=Force.GOVERNOR, forced_at="2027-01-06T10:00Z", article=before
    )
    bureau = AgendaItemFactory(article=before)
    import_module("deliberations.migrations.0002_the_governors_article").put_right(apps, None)
    for row, article in ((asked, after), (forced, after), (bureau, before)):
        row.refresh_from_db()
        assert row.article == article
