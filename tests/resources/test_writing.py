"""Writing resources: what is taken, what is refused and said, versions, files that are not what their names say."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from notices.models import Notice
from resources import actions
from resources.actions import keeping, seeding
from resources.letters import BLANK, blanks_of
from resources.management.commands.load_resources import read_entries
from resources.models import Kept, Resource
from spaces.enums import Role
from tests.debates.papers import paper, with_script
from tests.factories.accounts import UserFactory
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.resources.files import CSV, ods

pytestmark = pytest.mark.django_db
TOLD = {"title_fr": "Guide du dossier", "summary_fr": "Pour commencer", "text_fr": "Un.\n\nDeux."}


@pytest.fixture
def by():
    return MembershipFactory(role=Role.FACILITATOR).user


def space_of(by):
    return by.memberships.get().space


def made(by, kind="guide", **told):
    return actions.create(by=by, space=space_of(by), kind=kind, **(TOLD | told))


def upload(data, name="a.pdf"):
    return SimpleUploadedFile(name, data)


def test_a_draft_is_begun_for_a_space_an_association_or_the_lab(by):
    row = made(by, readers=["treasurer", "facilitator"], territory=space_of(by).commune.parent)
    assert (row.state, row.languages, row.readers) == ("draft", ["fr"], ["facilitator", "treasurer"])
    association = AssociationFactory()
    secretary = AssociationMemberFactory(association=association).user
    row = actions.create(by=secretary, association=association, kind="guide", **TOLD)
    assert row.owner_name == str(association)
    for owner in ({"association": association}, {"space": SpaceFactory()}, {}):
        with pytest.raises(PermissionDenied):
            actions.create(by=by, kind="guide", **owner, **TOLD)


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        ("guide", {"title_fr": "…"}, "title_ar"), ("guide", {"title_fr": "é" * 161}, "title_fr"),
        ("guide", {"text_fr": "é" * 20_001}, "text_fr"), ("link", {"url": "javascript:alert(1)"}, "url"),
        ("link", {"url": "https://me:secret@a.ma/"}, "url"), ("link", {"url": "https://"}, "url"),
        ("contact", {"phone": "0528000000"}, "of_organisation"), ("guide", {"phone": "0528000000"}, "kind"),
        ("contact", {"email": "x", "of_organisation": True}, "email"), ("guide", {"readers": ["king"]}, "readers"),
        ("guide", {"issued_on": datetime.date(2999, 1, 1)}, "issued_on"), ("guide", {"licence": "x"}, "licence"),
        ("guide", {"review_on": datetime.date(2020, 1, 1)}, "review_on"), ("spell", {}, "kind"),
        ("letter", {"text_fr": " ".join(f"[[b{n}]]" for n in range(41))}, "text_fr"),
        ("guide", {"file": CSV}, "file"), ("guide", {"file": with_script()}, "file"),
        ("statistics", {"file": b"PK\x03\x04 no zip"}, "file"),
        ("statistics", {"file": b"MZ\x90\x00 a program"}, "file"),
        ("statistics", {"file": "a;b\nç;d".encode("latin-1")}, "file"),
        ("statistics", {"file": b"<html>,</html>"}, "file"),
        ("statistics", {"file": b"a,b\n1,=cmd|'/c calc'!A1\n"}, "file"),
        ("statistics", {"file": b"a,b\n1,2,3\n"}, "file"),
        ("statistics", {"file": ods(mimetype="application/zip")}, "file"),
        ("statistics", {"file": ods(Basic__a="x")}, "file"),
        ("statistics", {"file": ods(**{"styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'})}, "file"),
        ("statistics", {"file": with_script()}, "file"),
    ],
)  # fmt: skip
def test_what_is_not_fit_is_refused_and_named(by, kind, told, field):
    if told.get("file"):
        told = told | {"file": upload(told["file"])}
    with pytest.raises(Unfit) as refusal:
        made(by, kind=kind, **told)
    assert refusal.value.field == field
    assert not Resource.objects.exists()


def test_files_are_known_by_their_content_whatever_their_name(by):
    for data, kind in ((paper(), "pdf"), (CSV, "csv"), (ods(), "ods"), (b"nom;valeur\nA;-3,5\nB;+2\n", "csv")):
        row = made(by, kind="statistics", file=upload(data, "holiday.exe"))
        assert (row.file_kind, row.size) == (kind, len(data))
        assert row.file.name.endswith(f".{kind}")
        assert row.file.read() == data


def test_a_place_is_the_owners_or_holds_it(by):
    elsewhere = SpaceFactory().commune
    with pytest.raises(Unfit):
        made(by, territory=elsewhere)


def test_each_published_change_is_a_version_with_its_file(by):
    row = made(by, file=upload(paper()))
    row = actions.publish(row, by=by)
    first = row.file.name
    row = actions.edit(
        row, by=by, change="Nouveau délai", text_fr="Un.\n\nTrois.", based_on=1, file=upload(paper() + b"\n")
    )
    assert (row.version, row.changed_at is not None) == (2, True)
    kept = {one.number: one for one in row.versions.all()}
    assert (kept[1].text_fr, kept[2].text_fr) == ("Un.\n\nDeux.", "Un.\n\nTrois.")
    assert (kept[1].file.name, kept[1].file.read()) == (first, paper())
    assert kept[2].change == "Nouveau délai"
    assert kept[2].by == by
    assert actions.edit(row, by=by, theme="water").version == 2  # where it stands is no change of what it says
    assert [entry.action for entry in history(row)] == ["create", "publish", "edit", "edit"]
    assert Resource.objects.public().search("trois").exists()


def test_a_version_needs_words_and_the_version_that_was_seen(by):
    row = actions.publish(made(by), by=by)
    with pytest.raises(Unfit) as refusal:
        actions.edit(row, by=by, text_fr="Autre")
    assert refusal.value.field == "change"
    row = actions.edit(row, by=by, text_fr="Autre", change="texte", based_on=1)
    with pytest.raises(Refused) as refusal:
        actions.edit(row, by=by, text_fr="Encore", change="texte", based_on=1)
    assert refusal.value.code == "another_version"
    with pytest.raises(Refused):
        actions.edit(row, by=by, text_fr="", change="plus rien")
    assert Resource.objects.get().text_fr == "Autre"


def test_a_draft_is_thrown_away_with_its_file_and_a_published_one_is_not(by, django_capture_on_commit_callbacks):
    row = made(by, file=upload(paper()))
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        row = actions.edit(row, by=by, file=upload(paper() + b"\n"))
    assert not storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(row, by=by)
    assert not storage.exists(row.file.name)
    with pytest.raises(Refused):
        actions.discard(actions.publish(made(by), by=by), by=by)


def test_withdrawing_tells_the_keeper_and_those_who_keep_it(by):
    row, reader = actions.publish(made(by), by=by), UserFactory()
    actions.keep(row, by=reader)
    actions.keep(row, by=reader)
    assert Kept.objects.count() == 1
    moderator = MembershipFactory(space=row.space, role=Role.MODERATOR).user
    row = actions.withdraw(row, by=moderator, note="أرقام خاطئة")
    assert set(Notice.objects.values_list("user", flat=True)) == {by.pk, reader.pk}
    with pytest.raises(PermissionDenied):
        actions.restore(row, by=reader, note="مهم")
    with pytest.raises(Refused):
        actions.keep(row, by=moderator)
    assert keeping.erase(reader) == 1


def test_its_keeper_is_told_once_that_it_is_to_be_reviewed(by):
    row = actions.publish(made(by, review_on=localdate() + datetime.timedelta(days=30)), by=by)
    assert actions.tell_due() == 0
    with time_machine.travel(now() + datetime.timedelta(days=30)):
        assert actions.tell_due() == 0  # the day itself belongs to it
    with time_machine.travel(now() + datetime.timedelta(days=31)):
        assert (actions.tell_due(), actions.tell_due()) == (1, 0)
        assert Resource.objects.get().is_to_be_reviewed
        assert Notice.objects.get().user == by
        row = actions.review(row, by=by, review_on=localdate() + datetime.timedelta(days=1))
        assert not row.is_to_be_reviewed
    with time_machine.travel(now() + datetime.timedelta(days=33)):
        assert actions.tell_due() == 1
    assert Notice.objects.count() == 2


def test_who_keeps_it_no_more_is_not_told_but_those_who_do():
    row = ResourceFactory(late=True)
    facilitator = MembershipFactory(space=row.space, role=Role.FACILITATOR).user
    association = ResourceFactory(late=True, of_association=True)
    assert actions.tell_due() == 2
    told = {(notice.user_id, notice.url) for notice in Notice.objects.all()}
    assert {user for user, _url in told} == {facilitator.pk, association.association.representative_id}


def test_what_the_house_brings_is_loaded_once_and_left_to_those_who_changed_it():
    entry = {"key": "model", "kind": "letter", "readers": ["desk"]} | TOLD
    assert seeding.load([entry]) == (1, 0)
    assert seeding.load([entry]) == (0, 0)
    assert seeding.load([entry | {"text_fr": "Autre"}]) == (0, 1)
    row = Resource.objects.get()
    assert (row.version, row.is_of_the_lab, row.key) == (2, True, "model")
    actions.edit(row, by=UserFactory(is_superuser=True), text_fr="À nous", change="adapté")
    assert seeding.load([entry | {"text_fr": "Encore"}]) == (0, 0)
    assert Resource.objects.get().text_fr == "À nous"


def test_what_the_house_brings_is_whole_and_cites_only_what_it_says(db):
    entries = read_entries()
    assert len(entries) == 8
    assert seeding.load(entries) == (8, 0)
    assert seeding.load(read_entries()) == (0, 0)
    for row in Resource.objects.all():
        assert row.languages == ["ar", "fr"]
        assert row.readers
        if row.kind == "letter":  # the same things to fill in, in both languages
            assert len(blanks_of(row.text_ar)) == len(blanks_of(row.text_fr)) > 5
        for text in (row.text_ar, row.text_fr):
            assert text.count("[[") == text.count("]]") == len(BLANK.findall(text))
            assert "!" not in text
    assert Resource.objects.public().search("انخراط أعضاء").exists()
