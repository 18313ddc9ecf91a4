"""Certificates: given once, found by their code alone, showing what their holder wants and no more."""

import datetime
import io

import pytest
from django.core.cache import cache
from django.urls import reverse
from pypdf import PdfReader

from core import certificates
from core.models import Certificate
from core.workflow import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "title": ("تنشيط نقاش عمومي", "Animer un débat public"),
    "detail": ("ست ساعات", "Six heures"),
    "issuer": ("مختبر المواطنة", "Laboratoire de la citoyenneté"),
}


@pytest.fixture
def holder():
    return UserFactory(display_name="Canaryholder")


@pytest.fixture
def certificate(holder):
    on = datetime.date(2026, 10, 3)
    return certificates.issue(holder=holder, subject=holder, by=holder, on=on, **WORDS)


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def test_is_given_once_and_keeps_no_code(certificate, holder):
    again = certificates.issue(holder=holder, subject=holder, by=holder, **WORDS)
    other = certificates.issue(holder=UserFactory(), subject=holder, by=holder, **WORDS)
    code = certificates.code_of(certificate)
    assert again == certificate
    assert len(code) == 12
    assert certificates.code_of(other) != code
    assert code.encode() not in bytes(certificate.key)
    assert [str(value) for value in Certificate.objects.filter(pk=certificate.pk).values().get().values()].count(
        code
    ) == 0


def test_is_found_however_its_code_is_typed(certificate):
    code = certificates.code_of(certificate)
    assert certificates.find(f" {certificates.written(code).lower()} ") == certificate
    assert certificates.find(code[:-1]) is None
    assert certificates.find("") is None


def test_the_page_says_what_and_when_and_the_name_only_when_she_wants(certificate, holder, client):
    path = certificates.path_of(certificate)
    page = client.get(path)
    assert page.status_code == 200
    assert "Animer un débat public" in client.get(path.replace("/ar/", "/fr/")).text
    assert "3 أكتوبر 2026" in page.text
    assert "Canaryholder" not in page.text
    client.force_login(holder)
    client.post(reverse("certificate-name", args=[certificate.pk]), {"shows": "1"})
    client.logout()
    assert "Canaryholder" in client.get(path).text


def test_only_its_holder_prints_it_or_names_herself(certificate, client):
    client.force_login(UserFactory(display_name="other"))
    assert client.get(reverse("certificate-pdf", args=[certificate.pk, "fr"])).status_code == 404
    assert client.post(reverse("certificate-name", args=[certificate.pk]), {"shows": "1"}).status_code == 404


def test_a_guessed_code_is_answered_as_any_other_and_guessing_is_slowed(certificate, client):
    code = certificates.code_of(certificate)
    near = client.get(reverse("certificate", args=[code[:-1] + ("2" if code[-1] != "2" else "3")]))
    far = client.get(reverse("certificate", args=["ZZZZ-ZZZZ-ZZZZ"]))
    assert near.status_code == far.status_code == 404
    assert near.text.count("<dd>") == far.text.count("<dd>") == 0
    for number in range(18):
        client.get(reverse("certificate", args=[f"ZZZZ-ZZZZ-ZZ{number:02}"]))
    assert client.get(reverse("certificate", args=[code])).status_code == 429
    assert client.get(reverse("certificate", args=[code]), REMOTE_ADDR="198.51.100.7").status_code == 200


def test_what_is_withdrawn_says_so_and_is_not_given_again(certificate, holder, client):
    certificates.withdraw(certificate, by=holder, note="donnée par erreur")
    page = client.get(certificates.path_of(certificate).replace("/ar/", "/fr/"))
    assert "notice-error" in page.text
    client.force_login(holder)
    assert client.get(reverse("certificate-pdf", args=[certificate.pk, "fr"])).status_code == 404
    with pytest.raises(Refused):
        certificates.issue(holder=holder, subject=holder, by=holder, **WORDS)


def test_a_person_who_leaves_takes_her_name_and_the_paper_stays_true(certificate, holder, client):
    certificates.show_name(certificate, by=holder, shows=True)
    path = certificates.path_of(certificate)
    assert certificates.forget(holder) == 1
    page = client.get(path)
    assert page.status_code == 200
    assert "Canaryholder" not in page.text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_paper_carries_its_code_and_her_name(certificate, holder, client, language):
    client.force_login(holder)
    page = client.get(reverse("certificate-pdf", args=[certificate.pk, language]))
    assert page.headers["Content-Type"] == "application/pdf"
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.content)).pages)
    assert certificates.written(certificates.code_of(certificate)) in text
    assert "Canaryholder" in text
