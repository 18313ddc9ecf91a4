"""What search and likeness read is computed anew after the everyday words changed."""

import pytest
from django.core.management import call_command

from needs.actions import folding
from needs.models import Need
from tests.factories.needs import NeedFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


def fresh(need):
    return folding.folded_fields(need.title, need.place, need.text)


def test_refold_repairs_what_changed_and_no_more(capsys):
    space = SpaceFactory()
    stale = [NeedFactory(space=space, title=f"إصلاح الطريق {n}", folded="قديم", keys=["=old"]) for n in range(3)]
    good = NeedFactory(space=space, title="l'eau potable")
    Need.objects.filter(pk=good.pk).update(**fresh(good))
    call_command("refold_needs")
    assert capsys.readouterr().out == "3 changed of 4\n"
    for need in (*stale, good):
        need.refresh_from_db()
        assert {"folded": need.folded, "keys": need.keys} == fresh(need)
    assert "=water" in good.keys
    call_command("refold_needs")
    assert capsys.readouterr().out == "0 changed of 4\n"


def test_refold_follows_the_everyday_words(monkeypatch, capsys):
    need = NeedFactory(title="l'eau potable")
    call_command("refold_needs")
    monkeypatch.setattr(folding, "keys_of", lambda text: ["=another"])
    call_command("refold_needs")
    assert capsys.readouterr().out.splitlines()[-1] == "1 changed of 1"
    need.refresh_from_db()
    assert need.keys == ["=another"]


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_refold_reads_every_need_once_whatever_the_batch(monkeypatch, batch):
    monkeypatch.setattr(folding, "BATCH", batch)
    space = SpaceFactory()
    for _n in range(3):
        NeedFactory(space=space, folded="قديم")
    assert [sum(column) for column in zip(*folding.refold(), strict=True)] == [3, 3]


def test_refold_of_an_empty_house(capsys):
    call_command("refold_needs")
    assert capsys.readouterr().out == "0 changed of 0\n"
