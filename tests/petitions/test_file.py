"""The deposit file and the receipt: whole, sealed, in order in both languages, for those alone who may have them."""

import datetime
import hashlib
import io

import pypdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localdate, now

from core import pdf
from core.journal import history
from core.workflow import Refused
from petitions import actions, printing
from petitions.models import Annex, Deposit, Filing
from spaces.models import Paper
from tests.debates.test_pdf import page as html
from tests.debates.test_pdf import words_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.petitions.papers import a_sheet, desk_of, filled, on_paper, typed
from tests.petitions.test_paper import a_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def petition():
    petition = on_paper(title="إصلاح الطريق PK 7+300 إلى دوار أكرض (Agard)")
    for number in range(2):
        typed(a_sheet(petition), filled(3, 10 * number), scan=a_pdf())
    SignatureFactory(petition=petition)  # initial support: no list names it
    return petition


def annexed(petition, title, words, pages=1):
    body = "".join(f'<section style="break-after: page"><p>{words} {number}</p></section>' for number in range(pages))
    data = pdf.render(html(body, lang="fr", dir="ltr"))
    annex = Annex(petition=petition, title=title, pages=pages)
    annex.file.save("annex.pdf", ContentFile(data), save=False)
    annex.save()
    return data


def read(filing, by) -> tuple[bytes, list[str]]:
    data = actions.read_file(filing, by=by)
    pages = []
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        writer = pypdf.PdfWriter()
        writer.add_page(page)
        out = io.BytesIO()
        writer.write(out)
        pages.append(words_of(out.getvalue()))
    return data, pages


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_file_holds_all_that_the_law_asks_for_in_order(petition, language):
    annexed(petition, "صور الطريق", "Photographies de la piste", pages=2)
    filing = actions.make_file(petition, by=petition.author, language=language)
    data, pages = read(filing, petition.author)
    assert filing.digest == hashlib.sha256(data).hexdigest()
    assert history(petition).last().data == {
        "file": filing.pk, "language": language, "sha256": filing.digest, "signatures": 6,
    }  # fmt: skip
    assert (filing.pages, filing.signature_count) == (len(pages), 6)
    assert all(f"{number} / {len(pages)}" in words for number, words in enumerate(pages, 1))
    form, conditions, listed, first, second, last = pages
    for expected in ("PK 7+300", "Agard", "نجاة المثال", "1980", "06 12 00 00 00", "حي المسيرة", petition.aims[:20]):
        assert expected in form, expected
    assert all("113-14" in conditions and str(number) in conditions for number in (121, 122, 123))
    names = [listed.index(name) for name in ("Mohamed Ouhaddou 1", "خديجة بنت عمر", "Mohamed Ouhaddou 13")]
    assert names == sorted(names)
    assert "Photographies de la piste 0" in first
    assert "صور الطريق" in first
    assert "Photographies de la piste 1" in second
    assert hashlib.sha256(petition.annexes.get().file.open().read()).hexdigest() in last.replace("\n", "")


def test_initial_support_and_whoever_took_her_signature_back_are_not_in_the_list(petition):
    taken_back = petition.signatures.filter(kind="paper").first()
    type(taken_back).objects.filter(pk=taken_back.pk).update(state="withdrawn")
    filing = actions.make_file(petition, by=petition.author, language="fr")
    _data, pages = read(filing, petition.author)
    assert filing.signature_count == 5
    assert "".join(pages).count("Mohamed Ouhaddou") == 1  # of two
    assert taken_back.row == 1


def test_the_file_lies_sealed_and_only_the_newest_of_a_language_is_kept(petition, django_capture_on_commit_callbacks):
    first = actions.make_file(petition, by=petition.author, language="ar")
    assert not first.file.read().startswith(b"%PDF")
    other = actions.make_file(petition, by=petition.author, language="fr")
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.make_file(petition, by=petition.author, language="ar")
    assert set(Filing.objects.all()) == {other, second}
    assert not default_storage.exists(first.file.name)
    assert actions.newest_file(petition) == second


def test_a_page_turned_or_of_another_size_is_set_upright_on_a_page_of_the_file(petition):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(annexed(petition, "plan", "Plan large")))
    writer.pages[0].rotate(90)
    writer.pages[0].scale_by(3)
    out = io.BytesIO()
    writer.write(out)
    annex = petition.annexes.get()
    annex.file.save("turned.pdf", ContentFile(out.getvalue()))
    data, pages = read(actions.make_file(petition, by=petition.author, language="fr"), petition.author)
    assert "Plan large 0" in pages[-2]
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    sizes = {(round(box.width), round(box.height)) for box in boxes}
    assert sizes == {(595, 842)}


def test_an_association_brings_its_dossier_and_no_list():
    petition = PetitionFactory(collecting=True, of_association=True, title="Une piste")
    paper = Paper(association=petition.association, kind="statutes", issued_on=localdate(), added_by=petition.author)
    paper.file.save("s.pdf", ContentFile(pdf.render(html("<p>Article premier</p>"))), save=False)
    paper.save()
    filing = actions.make_file(petition, by=petition.author, language="fr")
    _data, pages = read(filing, petition.author)
    assert petition.association.name_fr in pages[0]
    assert "Article premier" in pages[-2]
    assert filing.signature_count == 0


def test_the_operators_own_form_takes_the_place_of_ours(petition, settings, tmp_path):
    settings.PETITION_FORMS_DIR = str(tmp_path)
    (tmp_path / "commune-fr.html").write_text(
        "{% load agraw minutes %}<h2>Annexe au décret 2-16-403</h2><p>{{ who.name|isolated }} · {{ today|day }}</p>"
        "<p>{{ petition.aims|isolated }}</p>",
        encoding="utf-8",
    )
    _data, pages = read(actions.make_file(petition, by=petition.author, language="fr"), petition.author)
    assert "Annexe au décret 2-16-403" in pages[0]
    assert "نجاة المثال" in pages[0]
    _data, pages = read(actions.make_file(petition, by=petition.author, language="ar"), petition.author)
    assert "2-16-403" not in pages[0]
    (tmp_path / "commune.html").write_text("<p>Les deux langues</p>", encoding="utf-8")
    _data, pages = read(actions.make_file(petition, by=petition.author, language="ar"), petition.author)
    assert "Les deux langues" in pages[0]


def test_what_people_typed_is_text_in_the_papers(petition):
    petition.title = '<img src="file:///etc/hostname">{{ 1 }}<script>'
    petition.save()
    _data, pages = read(actions.make_file(petition, by=petition.author, language="fr"), petition.author)
    assert '<img src="file:///etc/hostname">{{ 1 }}' in pages[0].replace("\n", "")


# --- who may have it ---
def test_only_whoever_leads_makes_the_file_and_only_while_signatures_are_collected(petition):
    for stranger in (UserFactory(), desk_of(petition), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            actions.make_file(petition, by=stranger, language="ar")
    with pytest.raises(Refused):
        actions.make_file(petition, by=petition.author, language="zgh")
    gone = PetitionFactory(deposited=True)
    with pytest.raises(Refused):
        actions.make_file(gone, by=gone.author, language="ar")
    assert not Filing.objects.exists()


def deposited(petition, **fields) -> Deposit:
    """Deposit it behind the acts' back: how a deposit is made is another test's affair."""
    mandate = MandateFactory(council=petition.council, president=True)
    other = PetitionFactory(deposited=True, space=petition.space, council=petition.council)
    type(petition).objects.filter(pk=petition.pk).update(
        deposited_at=other.deposited_at, notify_by=localdate() + datetime.timedelta(days=90)
    )
    petition.refresh_from_db()
    given = {"number": "2026/0007", "way": "agraw", "deposited_on": localdate(), "signed_by": mandate}
    given |= {"signed_role": mandate.role, "signature_count": 6, "file_hash": "ab" * 32}
    return Deposit.objects.create(
        petition=petition, council=petition.council, entered_by=petition.author, **given | fields
    )


def test_the_file_is_read_by_its_mandatary_and_by_the_council_once_it_was_deposited(petition, client):
    filing = actions.make_file(petition, by=petition.author, language="ar")
    address, page = f"/en/petitions/{petition.pk}/file/{filing.pk}.pdf", f"/en/petitions/{petition.pk}/file/"
    president = MandateFactory(council=petition.council, president=True).user
    assert client.get(address).status_code == 302
    for stranger in (UserFactory(), desk_of(petition), president):
        client.force_login(stranger)
        assert [client.get(url).status_code for url in (address, page)] == [403, 403]
    client.force_login(petition.author)
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]
    assert filing.digest in client.get(page).content.decode()
    deposited(petition)
    client.force_login(president)
    assert [client.get(url).status_code for url in (address, page)] == [200, 200]
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    assert client.get(f"/en/petitions/{petition.pk}/file/{filing.pk + 1}.pdf").status_code == 404


def test_one_button_makes_it_and_says_what_is_missing(petition, client):
    client.force_login(petition.author)
    page = f"/en/petitions/{petition.pk}/file/"
    assert "still missing" in client.get(page).content.decode()
    answer = client.post(page, {"language": "fr"}, follow=True)
    assert "The file is made" in answer.content.decode()
    assert client.post(page, {"language": "xx"}).status_code == 409


def test_without_pango_the_page_says_so_and_nothing_is_lost(petition, client, monkeypatch):
    def missing():
        raise pdf.NotHere("libpango")

    monkeypatch.setattr(pdf, "_printer", missing)
    client.force_login(petition.author)
    answer = client.get(f"/en/petitions/{petition.pk}/file/")
    assert "cannot make PDFs now" in answer.content.decode()
    assert client.post(f"/en/petitions/{petition.pk}/file/", {"language": "fr"}).status_code == 409
    assert client.get(f"/en/petitions/{petition.pk}/sheets/1-2-fr.pdf").status_code == 409


# --- the receipt ---
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_receipt_names_the_council_and_no_petitioner(petition, client, language):
    deposited(petition)
    answer = client.get(f"/en/petitions/{petition.pk}/receipt-{language}.pdf")
    words = words_of(answer.content)
    for expected in ("2026/0007", "PK 7+300", "113-14", "125", "ab" * 32, f"/{language}/petitions/{petition.pk}/"):
        assert expected in words, expected
    assert {"ar": "نجاة المثال", "fr": "Najat Exemple"}[language] in words  # the president who received it
    for secret in ("1980", "06 12 00 00 00", "المسيرة", petition.author.public_name):
        assert secret not in words
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_no_receipt_before_a_deposit_nor_for_one_given_on_paper_nor_of_a_hidden_petition(petition, client):
    address = f"/en/petitions/{petition.pk}/receipt-ar.pdf"
    assert client.get(address).status_code == 404
    deposit = deposited(petition, way="paper", scan="petitions/receipts/x.pdf", signed_by=None, signed_role="")
    assert client.get(address).status_code == 404
    deposit.delete()
    type(petition).objects.filter(pk=petition.pk).update(visibility="hidden")
    deposited(petition)
    assert client.get(address).status_code == 404
    assert client.get(address.replace("-ar", "-en")).status_code == 404


def test_the_same_petition_makes_the_same_receipt(petition):
    deposited(petition)
    assert printing.receipt_pdf(petition, "ar") == printing.receipt_pdf(petition, "ar")


def test_the_papers_of_a_petition_that_ended_long_ago_are_shredded(petition, django_capture_on_commit_callbacks):
    actions.make_file(petition, by=petition.author, language="fr")
    waiting = typed(a_sheet(petition), filled(2, 30)).sheet
    stored = [petition.filings.get().file.name, *petition.sheets.exclude(scan="").values_list("scan", flat=True)]
    type(petition).objects.filter(pk=petition.pk).update(state="withdrawn")
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(now() + datetime.timedelta(days=800)):
        assert actions.forget_words()
    assert [name for name in stored if default_storage.exists(name)] == []
    assert len(stored) == 3
    assert not Filing.objects.exists()
    assert [bytes(row.sealed) for row in waiting.rows.all()] == [b"", b""]
    assert petition.sheets.count() == 3


def test_a_scan_that_was_shredded_is_not_there(petition, client):
    sheet = petition.sheets.exclude(scan="").first()
    default_storage.delete(sheet.scan.name)
    client.force_login(petition.author)
    assert client.get(f"/en/petitions/sheets/{sheet.code}/scan/").status_code == 404
