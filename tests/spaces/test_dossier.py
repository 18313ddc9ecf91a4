"""What a dossier lacks for what asks for it, files that are not what they are said to be, reminders before the end."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.fitness import Unfit
from core.papers import BYTES_MAX
from notices.models import Notice
from spaces import actions
from spaces.dossier import missing_for
from spaces.enums import PaperKind, PaperState, Position
from spaces.models import Paper
from tests.debates.papers import paper
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _spring(time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.UTC))


@pytest.fixture
def association():
    return AssociationFactory()


def put(association, kind, **more):
    fields = {"file": "a.pdf", "issued_on": datetime.date(2020, 1, 1), "added_by": association.representative}
    return Paper.objects.create(association=association, kind=kind, **fields | more)


def lacks(association, kinds):
    return [(line.kind, line.state) for line in missing_for(association, kinds)]


def test_what_is_missing_is_said_for_what_is_asked(association, django_assert_num_queries):
    kinds = (PaperKind.BANK, PaperKind.RECEIPT, PaperKind.STATUTES, PaperKind.UTILITY)
    put(association, PaperKind.STATUTES)
    put(association, PaperKind.BANK, expires_on=TODAY - datetime.timedelta(days=1))
    put(association, PaperKind.BOARD, expires_on=TODAY - datetime.timedelta(days=1))  # not asked for
    with django_assert_num_queries(1):
        found = lacks(association, kinds)
    assert found == [
        (PaperKind.RECEIPT, PaperState.MISSING),
        (PaperKind.BANK, PaperState.EXPIRED),
        (PaperKind.UTILITY, PaperState.MISSING),
    ]
    put(association, PaperKind.PROVISIONAL)
    assert (PaperKind.RECEIPT, PaperState.MISSING) not in lacks(association, kinds)  # either receipt is enough
    assert lacks(association, []) == []


# --- files ---
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("statuts.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 200),
        ("statuts.pdf", b"<html>not a paper</html>"),
        ("statuts.pdf", b"%PDF-1.7\nbroken"),
        ("statuts.pdf", b""),
        ("statuts.pdf", b"%PDF-1.7\n" + b"0" * BYTES_MAX),
    ],
    ids=["picture", "page", "broken", "empty", "heavy"],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(association, name, data):
    with pytest.raises(Unfit) as refusal:
        actions.add_paper(
            association, by=association.representative, kind=PaperKind.STATUTES, file=ContentFile(data, name),
            issued_on=TODAY,
        )  # fmt: skip
    assert refusal.value.field == "file"
    assert not association.papers.exists()


def test_the_secretary_puts_a_paper_into_the_dossier_under_her_name(client, association):
    secretary = AssociationMemberFactory(association=association).user
    client.force_login(secretary)
    page = client.get(association.get_absolute_url())
    assert reverse("spaces:paper-add", args=[association.pk]) in page.text
    assert reverse("spaces:association-edit", args=[association.pk]) not in page.text
    file = SimpleUploadedFile("anything.docx", paper(), "application/msword")  # its content says what it is
    sent = {"kind": "utility", "file": file, "issued_on": "2020-01-01", "expires_on": ""}
    assert client.post(reverse("spaces:paper-add", args=[association.pk]), sent).status_code == 302
    row = association.papers.get()
    assert (row.added_by, row.kind) == (secretary, PaperKind.UTILITY)
    assert row.file.name.endswith(".pdf")
    assert client.post(reverse("spaces:paper-remove", args=[row.pk])).status_code == 302
    assert not association.papers.exists()


# --- reminders ---
def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


def test_each_reminder_is_told_once_to_who_keeps_the_dossier(association, time_machine):
    row = put(association, PaperKind.BOARD, expires_on=TODAY + datetime.timedelta(days=60))
    put(association, PaperKind.STATUTES)
    secretary = AssociationMemberFactory(association=association).user
    member = AssociationMemberFactory(association=association, position=Position.MEMBER).user
    ended = AssociationMemberFactory(association=association, ended_at="2026-01-01T00:00Z").user
    for left in (61, 60, 59, 15, 14, 1, 0, -1, -8):
        moment = row.expires_on - datetime.timedelta(days=left)
        time_machine.move_to(datetime.datetime.combine(moment, datetime.time(10), datetime.UTC))
        actions.remind_of_papers()
    keys = [f"paper.{row.pk}.ends.{mark}" for mark in (60, 15, 0)]
    assert told(association.representative) == told(secretary) == keys
    assert told(member) == told(ended) == []
    assert all(Notice.objects.filter(user=secretary).values_list("is_urgent", flat=True))


def test_a_worker_that_was_down_tells_the_last_one(association, time_machine):
    row = put(association, PaperKind.BOARD, expires_on=TODAY)
    time_machine.move_to(datetime.datetime(2026, 3, 4, 10, tzinfo=datetime.UTC))
    assert actions.remind_of_papers() == 1
    assert told(association.representative) == [f"paper.{row.pk}.ends.0"]


def test_a_document_that_was_renewed_is_not_told_of(association):
    put(association, PaperKind.BOARD, expires_on=TODAY + datetime.timedelta(days=5))
    put(association, PaperKind.BOARD, issued_on=datetime.date(2026, 2, 1))
    assert actions.remind_of_papers() == 0
    assert told(association.representative) == []
