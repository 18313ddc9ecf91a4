"""The report: made by the worker once each version, from public counts alone, readable in both languages."""

import hashlib
import io
import re

import pypdf
import pytest
from django.core.files.storage import default_storage

from consultations import printing, tasks
from consultations.actions import reporting
from consultations.actions.statements import move_statement
from consultations.models import Report
from core import pdf
from core.journal import history
from core.workflow import perform
from tests.consultations.counted import tallied
from tests.consultations.papers import asked, facilitator_of
from tests.debates.test_pdf import words_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = asked(closed=True, opened=False, title="أولويات الحي الجديد", summary="الماء أولا، ثم الطريق.")
    tallied(place)
    return place


def publish(place):
    place.consultation = perform(place.consultation, "publish", by=facilitator_of(place.consultation))


def kept(place, language: str) -> bytes:
    with Report.objects.get(consultation=place.consultation, language=language).file.open("rb") as file:
        return file.read()


def bare(text: str) -> str:
    return re.sub(r"[\d()؟?]", "", text).strip()


def test_publishing_makes_it_in_both_languages_and_the_journal_keeps_its_digest(place, work, client):
    publish(place)
    work()
    for language in ("ar", "fr"):
        data = kept(place, language)
        report = Report.objects.get(language=language)
        assert report.digest == hashlib.sha256(data).hexdigest()
        assert pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Lang"] == language
        answer = client.get(f"/en/consultations/{place.consultation.pk}/report-{language}.pdf")
        assert hashlib.sha256(answer.content).hexdigest() == report.digest
    printed = [entry for entry in history(place.consultation) if entry.action == "print_report"]
    assert {entry.data["sha256"] for entry in printed} == set(Report.objects.values_list("digest", flat=True))
    assert all(entry.by.is_system for entry in printed)
    assert client.get(f"/en/consultations/{place.consultation.pk}/report-en.pdf").status_code == 404


def test_it_tells_the_result_in_order(place, work):
    publish(place)
    work()
    arabic, french = words_of(kept(place, "ar")).replace("\n", " "), words_of(kept(place, "fr")).replace("\n", " ")
    for words in (arabic, french):
        found = [
            words.find(bare(text))
            for text in (
                place.consultation.title,
                place.consultation.summary.split("،")[0],
                place.consultation.purpose[:30],
                place.statements[0].text,
            )
        ]
        assert -1 not in found
        assert found == sorted(found)
        assert "الماء والتطهير" in words
    for text in ("Question 1", "Choix 1", "Projet 2", "22", "33"):
        assert text in french
    assert french.index("Projet 2") < french.index("Projet 1")  # by rank


def test_run_again_it_is_made_once_and_a_result_that_is_not_published_has_none(place, work):
    assert reporting.print_report(place.consultation.pk, 1, "fr") is None
    publish(place)
    work()
    assert reporting.print_report(place.consultation.pk, 1, "fr") is None
    assert Report.objects.count() == 2
    assert reporting.print_missing() == 0
    file = Report.objects.get(language="fr").file.name
    assert default_storage.exists(file)


def test_a_machine_without_pango_makes_it_later(place, work, monkeypatch):
    def nowhere(_page):
        raise pdf.NotHere("no Pango")

    monkeypatch.setattr(pdf, "render", nowhere)
    publish(place)
    work()
    assert not Report.objects.exists()
    monkeypatch.undo()
    tasks.print_missing.func(0)
    work()
    assert Report.objects.count() == 2


def test_the_version_with_the_reply_is_made_later_where_it_could_not_be(place, work):
    publish(place)
    work()
    row = place.consultation
    row.referral = ReferralFactory(answered=True)
    row.save(update_fields=["referral"])
    assert reporting.print_missing() == 2
    work()
    assert sorted(Report.objects.values_list("version", "language")) == [(1, "ar"), (1, "fr"), (2, "ar"), (2, "fr")]
    assert reporting.print_missing() == 0


def test_a_statement_that_is_hidden_leaves_the_report_at_once(place, work, client, django_capture_on_commit_callbacks):
    statement, other = place.statements[:2]
    type(statement).objects.filter(pk=statement.pk).update(text="Une rigole que nulle autre ne nomme")
    statement.refresh_from_db()
    publish(place)
    work()
    at = f"/en/consultations/{place.consultation.pk}/report-fr.pdf"
    assert statement.text in words_of(client.get(at).content).replace("\n", " ")
    before = list(Report.objects.values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        move_statement(statement, "hide", by=facilitator_of(place.consultation), note="سبب واضح")
    assert client.get(at).status_code == 404
    assert not any(default_storage.exists(name) for name in before)
    work()
    words = words_of(client.get(at).content).replace("\n", " ")
    assert statement.text not in words
    assert bare(other.text) in bare(words)
    assert set(Report.objects.values_list("version", flat=True)) == {2}


def test_a_report_that_was_being_made_when_a_statement_was_hidden_is_not_kept(place, work, monkeypatch):
    publish(place)
    made = printing.report_pdf

    def slow(*args, **kwargs):
        data = made(*args, **kwargs)
        move_statement(place.statements[0], "hide", by=facilitator_of(place.consultation), note="سبب واضح")
        return data

    monkeypatch.setattr(printing, "report_pdf", slow)
    assert reporting.print_report(place.consultation.pk, 1, "fr") is None
    assert not Report.objects.exists()


def test_strangers_read_it_only_while_the_consultation_is_shown(place, work, client):
    publish(place)
    work()
    type(place.consultation).objects.filter(pk=place.consultation.pk).update(visibility="hidden")
    at = f"/en/consultations/{place.consultation.pk}/report-fr.pdf"
    assert client.get(at).status_code == 404
    client.force_login(UserFactory())
    assert client.get(at).status_code == 404
