"""The register of processing and the code say the same; what is past its term is forgotten, and proven to be."""

import datetime
import secrets

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.timezone import now

from accounts.models import Barring, OneTimeCode, Reading, Suspension
from calls.models import Attachment
from core import processing, retention
from core.models import Entry
from core.processing import left_out, personal_columns, purposes, terms
from debates.models import Attendance
from events.models import Registration
from notices.models import Notice
from petitions.models import Signature
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory
from tests.factories.consultations import ConsultationFactory, ResponseFactory
from tests.factories.debates import SittingFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.petitions import SignatureFactory

THIRD = {"usersessions", "mfa", "admin"}  # of other houses, in whose tables people stand too


def test_every_column_that_can_hold_something_of_a_person_is_in_one_purpose():
    """Put a new column where it belongs in core/data/personal_fields.toml: this is the decision what it is kept for."""
    ours = {app.label for app in apps.get_app_configs() if not app.path.startswith(str(settings.BASE_DIR / ".venv"))}
    ours = {label for label in ours if (settings.BASE_DIR / label).is_dir()}
    placed: dict[tuple[str, str], list[str]] = {}
    for key, fields in {**{key: one.fields for key, one in purposes().items()}, "nobody": left_out()}.items():
        for label, names in fields.items():
            for name in names:
                placed.setdefault((label, name), []).append(key)
    wanted = set(personal_columns(ours | THIRD))
    assert sorted(wanted - placed.keys()) == []
    assert sorted(placed.keys() - wanted) == []  # a column that is gone
    assert {column: keys for column, keys in placed.items() if len(keys) > 1} == {}
    people = {(label, name) for label, names in left_out().items() for name in names}
    assert not [
        (label, name)
        for label, name in people
        if apps.get_model(label)._meta.get_field(name).related_model is apps.get_model("accounts.User")
    ]


def test_the_register_is_whole_in_each_language():
    assert set(terms()) == set(retention.jobs())
    for purpose in purposes().values():
        assert purpose.basis
        assert purpose.formality
        for text in purpose.texts.values():
            assert set(text) == {"ar", "fr", "en"}
            assert all(text.values())
        for term in purpose.terms:
            assert term.does
            assert term.length >= 0
    with translation.override("zgh"):  # read in French until an attested text is there
        assert purposes()["needs"].title == purposes()["needs"].texts["title"]["fr"]


# Forms by which people hand something of themselves over, and the purpose that is said beside each (law 09-08, art. 5).
COLLECTING = {
    "accounts/enter.html": "account", "accounts/welcome.html": "account", "accounts/me.html": "account",
    "accounts/contact.html": "account", "accounts/declarations.html": "declaration", "needs/form.html": "needs",
    "needs/relay.html": "needs", "debates/_thread.html": "debates", "debates/contribute.html": "debates",
    "debates/contribution.html": "debates", "debates/ask.html": "debates", "consultations/answer.html": "consultations",
    "consultations/desk.html": "consultations", "petitions/sign.html": "petitions", "petitions/begin.html": "petitions",
    "events/register.html": "events", "events/members.html": "events", "calls/apply.html": "calls",
    "networks/apply.html": "networks", "networks/form.html": "networks", "training/cohort.html": "training",
    "spaces/join.html": "spaces", "spaces/association_form.html": "spaces", "spaces/hall_ask.html": "spaces",
    "spaces/vouch_confirm.html": "trust",
}  # fmt: skip


@pytest.mark.parametrize(("template", "key"), COLLECTING.items())
def test_each_form_that_collects_says_for_what(template, key):
    text = (settings.BASE_DIR / "templates" / template).read_text(encoding="utf-8")
    form = text[text.index('<form method="post"') :] if "<form" in text else text
    assert f'{{% collecting "{key}" %}}' in form


@pytest.mark.django_db
def test_forms_and_page_say_the_receipt_or_that_it_is_pending(client, settings):
    page = client.get("/en/privacy/").text
    assert page.count('<details class="card"') == len(purposes())
    assert page.count("under way") == len(purposes())
    door = client.get("/en/accounts/login/").text
    assert "its number will stand here" in door
    settings.CNDP_RECEIPTS = {"account": "D-12/2026"}
    assert "D-12/2026" in client.get("/en/accounts/login/").text
    assert client.get("/en/privacy/").text.count("under way") == len(purposes()) - 1
    found = {one.id: one for one in run_checks(tags=["security"], include_deployment_checks=True)}
    assert "account (" not in found["core.W001"].msg
    assert "petitions (authorisation)" in found["core.W001"].msg
    settings.CNDP_RECEIPTS = {"nothing": "1"}
    assert "core.E001" in {one.id for one in run_checks(tags=["security"], include_deployment_checks=True)}


@pytest.fixture
def aged(db):
    """One row of each term, made long ago, and the same made now: (long ago, now)."""

    def make():
        user, ended = UserFactory(), now() - datetime.timedelta(days=1)
        OneTimeCode.objects.create(purpose="enter", contact="x", network="x", digest="x", sent_at=now())
        Suspension.objects.create(user=user, by=user, until=now(), reason="x")
        Reading.objects.create(reader=user, owner=UserFactory(), kind="person", thing="accounts.user:1", page="x")
        Notice.objects.create(user=user, key=f"x.{user.pk}", text="x", url="/")
        event = EventFactory(starts_at=ended - datetime.timedelta(hours=2), ends_at=ended)
        RegistrationFactory(event=event, user=user, note="a ramp", access=["ramp"])
        over = ConsultationFactory(state="closed", closed_at=ended)
        ResponseFactory(consultation=over, user=user, sealed=b"x", sent_at=ended)
        ResponseFactory(consultation=over, user=UserFactory(), sent_at=None)
        SignatureFactory(origin_key=b"x" * 32, sealed=b"x")
        Barring.objects.create(key=secrets.token_bytes(32), until=now() + datetime.timedelta(days=1))
        Attendance.objects.create(sitting=SittingFactory(), user=user)
        call = CallFactory(published=True, state="finished", finished_at=ended)
        for state in ("not_retained", "awarded"):
            row = ApplicationFactory(call=call, state=state, number=len(state), sent_at=ended, sent_by=user)
            Attachment.objects.create(application=row, title="x", file=ContentFile(b"%PDF-", f"{state}.pdf"))

    with time_machine.travel(now() - datetime.timedelta(days=800)):
        make()
    make()


def test_what_is_past_its_term_is_forgotten_and_proven(aged):
    done = {one.key: one for one in retention.run_all()}
    assert set(done) == set(terms())
    assert {key: one.left for key, one in done.items() if one.left} == {}
    for key in ("accounts.codes", "accounts.suspensions", "accounts.readings", "notices.inbox", "events.requests"):
        assert done[key].forgotten == 1, key
    for key in ("accounts.barrings", "debates.attendance", "calls.documents"):
        assert done[key].forgotten == 1, key
    assert (Attendance.objects.count(), Attachment.objects.count()) == (2, 3)
    for key in ("events.people", "consultations.people", "consultations.unsent", "petitions.origins"):
        assert done[key].forgotten == 1, key
    assert OneTimeCode.objects.count() == Suspension.objects.count() == Reading.objects.count() == 1
    assert Registration.objects.count() == Signature.objects.count() == 2  # rows stay, and count
    noted = Entry.objects.get(action=retention.FORGET, data__term="events.people")
    assert (noted.data["forgotten"], noted.data["left"], noted.data["days"]) == (1, 0, 365)
    again = {one.key: one.forgotten for one in retention.run_all()}
    assert not any(again.values())
    assert Entry.objects.filter(action=retention.FORGET).count() == len(terms())  # quiet when nothing is found


def test_what_was_not_forgotten_is_an_alarm_and_stops_nothing(aged, monkeypatch, caplog):
    jobs = dict(retention.jobs())
    lazy, broken = jobs["notices.inbox"], jobs["accounts.codes"]
    jobs["notices.inbox"] = retention.Job(lazy.key, lazy.past, lambda limit: 0)
    jobs["accounts.codes"] = retention.Job(broken.key, broken.past, lambda limit: 1 // 0)
    monkeypatch.setattr(retention, "_jobs", jobs)
    done = {one.key: one for one in retention.run_all()}
    assert "accounts.codes" not in done
    assert done["notices.inbox"].left == 1
    assert done["events.people"].forgotten == 1
    words = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert words == [
        "Nothing was forgotten of accounts.codes.",
        "1 rows of notices.inbox are past their term and were not forgotten.",
    ]
    assert processing.terms()["notices.inbox"].length == 365
