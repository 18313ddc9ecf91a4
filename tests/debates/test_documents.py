"""The documents of a debate: a PDF that is only read, or an https address."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from core import papers, papers_inside
from core.workflow import Refused
from debates import actions
from debates.models import Document, Thread
from tests.debates import papers as made
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def root(db):
    return UserFactory(is_superuser=True)


@pytest.fixture
def debate(db):
    return DebateFactory(open=True)


def code_of(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        papers.pdf(io.BytesIO(data))
    assert refusal.value.field == "file"
    return str(refusal.value)


def test_a_pdf_comes_out_as_it_went_in():
    assert papers.pdf(io.BytesIO(made.paper())) == made.paper()


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"PK\x03\x04", b"<html>%PDF-1.7", made.paper()[:200], b"MZ" * 99],
)
def test_what_is_no_pdf_or_a_broken_one_is_refused_in_words(data):
    assert code_of(data)


@pytest.mark.parametrize("data", [made.with_script(), made.with_file()])
def test_a_pdf_with_a_script_or_another_file_is_refused(data):
    assert "more than pages" in code_of(data)


@pytest.mark.parametrize("kind", ["/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"])
@pytest.mark.parametrize("in_a_list", [False, True])
def test_a_pdf_that_would_act_is_refused(kind, in_a_list):
    assert "more than pages" in code_of(made.with_action(kind, in_a_list=in_a_list))


def test_a_pdf_that_goes_to_a_page_is_taken():
    assert papers.pdf(io.BytesIO(made.with_action("/GoTo")))


def test_a_script_outside_the_file_s_own_table_is_found():
    data = made.paper() + b"9 0 obj\n<</S /JavaScript /JS (app.alert(1))>>\nendobj\n"
    assert "more than pages" in code_of(data)


def test_a_locked_pdf_is_refused():
    assert "password" in code_of(made.locked())


def test_a_pdf_without_a_page_is_refused():
    assert "no page" in code_of(made.without_pages())


def test_a_heavy_pdf_is_refused_before_it_is_read():
    assert "10 MB" in code_of(made.paper() + b"\0" * papers.BYTES_MAX)


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(papers_inside, "OBJECTS_MAX", 2)
    assert "too complicated" in code_of(made.paper())


def test_a_pdf_is_kept_under_a_name_of_ours_and_goes_with_its_row(root, debate, django_capture_on_commit_callbacks):
    file = ContentFile(made.paper(), name="../../etc/passwd.pdf")
    document = actions.add_document(debate, by=root, title="البرنامج", file=file)
    assert document.file.name.startswith("debates/documents/")
    assert "passwd" not in document.file.name
    assert document.size == len(made.paper())
    assert Thread.objects.get(pk=debate.thread_id).room_rev == 1
    name = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_document(document, by=root)
    assert not default_storage.exists(name)
    actions.remove_document(document, by=root)
    assert not Document.objects.exists()


def test_an_address_is_kept_with_the_name_of_its_site(root, debate):
    document = actions.add_document(debate, by=root, title="الميزانية", address=" https://www.collectivites.ma/b?x=1 ")
    assert (document.address, document.site) == ("https://www.collectivites.ma/b?x=1", "www.collectivites.ma")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "ftp://example.org/", "javascript:alert(1)", "https://", "https:///x", "//example.org/",
        "https://user:secret@example.org/", "https://bank.ma@evil.org/", "https://exa mple.org/",
        "https://example.org/\n", "https://[::1", "https://example.org/" + "a" * 200, "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_https_address_is_refused(root, debate, address):
    with pytest.raises(Refused) as refusal:
        actions.add_document(
            debate, by=root, title="وثيقة", address=f"{address}x" if address.endswith("\n") else address
        )
    assert refusal.value.field == "address"
    assert not Document.objects.exists()


@pytest.mark.parametrize("both", [True, False])
def test_a_document_is_one_of_the_two(root, debate, both):
    given = {"file": ContentFile(made.paper()), "address": "https://example.org/"} if both else {}
    with pytest.raises(Refused) as refusal:
        actions.add_document(debate, by=root, title="وثيقة", **given)
    assert refusal.value.field == "file"


@pytest.mark.parametrize("title", ["", "1", "ا" * 161])
def test_a_document_has_its_title_in_words(root, debate, title):
    with pytest.raises(Refused) as refusal:
        actions.add_document(debate, by=root, title=title, address="https://example.org/")
    assert refusal.value.field == "title"


def test_a_debate_has_at_most_twenty_documents(root, debate):
    Document.objects.bulk_create(
        Document(debate=debate, title="و", address="https://example.org/", added_by=root) for _ in range(20)
    )
    with pytest.raises(Refused) as refusal:
        actions.add_document(debate, by=root, title="وثيقة", address="https://example.org/")
    assert refusal.value.code == "full"


def test_the_documents_of_a_concluded_debate_stay(root):
    debate = DebateFactory(concluded=True)
    document = Document.objects.create(debate=debate, title="و", address="https://example.org/", added_by=root)
    for act in (
        lambda: actions.add_document(debate, by=root, title="وثيقة", address="https://example.org/"),
        lambda: actions.remove_document(document, by=root),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "concluded"


def test_others_add_and_take_away_nothing(root, debate):
    document = Document.objects.create(debate=debate, title="و", address="https://example.org/", added_by=root)
    with pytest.raises(PermissionDenied):
        actions.add_document(debate, by=UserFactory(), title="وثيقة", address="https://example.org/")
    with pytest.raises(PermissionDenied):
        actions.remove_document(document, by=UserFactory())
