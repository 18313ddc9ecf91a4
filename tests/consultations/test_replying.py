"""The council's reply: asked once, written by its people, shown when it is signed; needs come from a result."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from consultations.actions.raising import raise_need
from consultations.actions.replying import refer_result, remove_point, write_point
from consultations.models import Consultation, Raised, ReplyPoint
from consultations.replies import reply_for, reply_of
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from councils.actions import publish, report_progress, save_draft
from councils.models import Referral
from needs.models import Need
from notices.models import Notice
from tests.consultations.papers import desk_of, facilitator_of
from tests.consultations.test_telling import taken_part
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.races import refusals, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
POINT = {"about": "الماء في الدوار", "verdict": "taken", "reasons": "يبرمج في ميزانية السنة المقبلة."}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def consultation():
    consultation = ConsultationFactory(published=True)
    CouncilFactory(territory=consultation.space.commune)
    return consultation


@pytest.fixture
def referred(consultation):
    return refer_result(consultation, by=facilitator_of(consultation))


def officer_of(consultation):
    return MandateFactory(council=consultation.referral.council).user


def answer(consultation):
    """The council answers, signed by its president."""
    president = MandateFactory(council=consultation.referral.council, president=True).user
    save_draft(consultation.referral, by=president, verdict="informed", text="هذا جواب المجلس على نتيجة الاستشارة.")
    return publish(Referral.objects.get(pk=consultation.referral_id), by=president)


def test_a_result_is_put_before_the_council_of_the_commune_once(consultation):
    facilitator = facilitator_of(consultation)
    row = refer_result(consultation, by=facilitator)
    assert row.referral.council.territory == consultation.space.commune
    assert (row.referral.url, row.referral.title) == (f"/consultations/{row.pk}/", row.title)
    assert [entry.data for entry in history(row) if entry.action == "refer"] == [{"referral": row.referral_id}]
    with pytest.raises(Refused) as refusal:
        refer_result(row, by=facilitator)
    assert refusal.value.code == "referred"
    assert Referral.objects.count() == 1


def test_the_council_that_asked_is_the_one_that_replies():
    consultation = ConsultationFactory(published=True, of_council=True)
    assert refer_result(consultation, by=facilitator_of(consultation)).referral.council == consultation.council


def test_who_may_refer_and_when(consultation):
    for person in (UserFactory(), desk_of(consultation), consultation.author):
        with pytest.raises(PermissionDenied):
            refer_result(consultation, by=person)
    closed = ConsultationFactory(closed=True)
    with pytest.raises(Refused, match="Publish the result first"):
        refer_result(closed, by=facilitator_of(closed))
    alone = ConsultationFactory(published=True)
    with pytest.raises(Refused) as refusal:
        refer_result(alone, by=facilitator_of(alone))
    assert refusal.value.code == "no_council"
    assert not Referral.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_referred_by_many_at_once_it_is_referred_once(consultation):
    people = [facilitator_of(consultation) for _step in range(4)]
    results = together(
        *[lambda by=by: refer_result(Consultation.objects.get(pk=consultation.pk), by=by) for by in people]
    )
    assert (len(refusals(results)), Referral.objects.count()) == (3, 1)


def test_points_are_written_by_the_council_and_shown_once_it_has_answered(referred, work):
    officer, reader = officer_of(referred), UserFactory()
    taken_part(referred, reader)
    first = write_point(referred, by=officer, **POINT)
    write_point(referred, by=officer, **(POINT | {"about": "الطريق", "verdict": "not"}))
    write_point(referred, by=officer, point=first, **(POINT | {"verdict": "partly"}))
    assert reply_of(referred)["points"] == []
    assert reply_for(referred, officer)["may_write"]
    answer(referred)
    row = Consultation.objects.get(pk=referred.pk)
    shown = reply_for(row, officer)
    assert [(point.about, point.verdict) for point in shown["points"]] == [
        ("الماء في الدوار", "partly"),
        ("الطريق", "not"),
    ]
    assert not shown["may_write"]
    with pytest.raises(Refused, match="stands as it is"):
        write_point(row, by=officer, **POINT)
    with pytest.raises(Refused, match="stands as it is"):
        remove_point(first, by=officer)
    work()
    assert Notice.objects.filter(user=reader, key__startswith=f"consultation.{row.pk}.replied.").count() == 1


def test_a_later_report_of_progress_tells_again_and_keeps_the_points(referred, work):
    reader = UserFactory()
    taken_part(referred, reader)
    write_point(referred, by=officer_of(referred), **POINT)
    answer(referred)
    president = referred.referral.council.mandates.get(may_publish=True).user
    report_progress(
        Referral.objects.get(pk=referred.referral_id), by=president, verdict="informed", text="بدأت الأشغال هذا الشهر."
    )
    work()
    assert Notice.objects.filter(user=reader, key__contains=".replied.").count() == 2
    assert ReplyPoint.objects.count() == 1


def test_who_may_write_and_what_is_refused(referred):
    officer = officer_of(referred)
    elsewhere = MandateFactory().user
    member = MandateFactory(council=referred.referral.council, role="member").user
    for person in (UserFactory(), elsewhere, member, facilitator_of(referred)):
        with pytest.raises(PermissionDenied):
            write_point(referred, by=person, **POINT)
    for field in ("about", "reasons", "verdict"):
        with pytest.raises(Unfit) as unfit:
            write_point(referred, by=officer, **(POINT | {field: "  "}))
        assert unfit.value.field == field
    with pytest.raises(PermissionDenied):
        write_point(ConsultationFactory(published=True), by=officer, **POINT)
    assert not ReplyPoint.objects.exists()


def test_the_pages_of_the_reply(referred, client):
    officer = officer_of(referred)
    at = f"/en/consultations/{referred.pk}/reply/"
    client.force_login(UserFactory())
    assert client.get(at).status_code == 403
    client.force_login(officer)
    assert client.post(at, POINT | {"reasons": ""}).status_code == 422
    assert client.post(at, POINT).headers["Location"] == at
    point = ReplyPoint.objects.get()
    assert "يبرمج" in client.get(f"{at}{point.pk}/").content.decode()
    client.post(f"{at}{point.pk}/", POINT | {"verdict": "not"})
    assert ReplyPoint.objects.get().verdict == "not"
    client.post(f"{at}{point.pk}/remove/")
    assert not ReplyPoint.objects.exists()


def test_a_need_is_raised_and_each_leads_to_the_other(consultation):
    facilitator = facilitator_of(consultation)
    raised = raise_need(consultation, by=facilitator, title="إنارة طريق المدرسة", text="كما قال أغلب من شارك.")
    need = Need.objects.get()
    assert raised.path == f"/needs/{need.pk}/"
    assert f"/consultations/{consultation.pk}/" in need.text
    assert (need.space, need.theme, need.author) == (consultation.space, consultation.theme, facilitator)
    assert [(entry.action, entry.data) for entry in history(need)] == [
        ("raise_for", {"source": f"/consultations/{consultation.pk}/"})
    ]
    assert [entry.data for entry in history(consultation) if entry.action == "raise_need"] == [{"path": raised.path}]


def test_who_may_raise_and_what_is_refused(consultation):
    with pytest.raises(PermissionDenied):
        raise_need(consultation, by=desk_of(consultation), title="إنارة الطريق")
    with pytest.raises(Unfit):
        raise_need(consultation, by=facilitator_of(consultation), title="...")
    closed = ConsultationFactory(closed=True)
    with pytest.raises(Refused, match="Publish the result first"):
        raise_need(closed, by=facilitator_of(closed), title="إنارة الطريق")
    assert (Need.objects.count(), Raised.objects.count()) == (0, 0)


def test_the_page_that_raises_a_need(consultation, client):
    at = f"/en/consultations/{consultation.pk}/needs/raise/"
    client.force_login(UserFactory())
    assert client.get(at).status_code == 403
    client.force_login(facilitator_of(consultation))
    assert client.post(at, {"title": "", "theme": "roads"}).status_code == 422
    client.post(at, {"title": "إنارة الطريق", "theme": "roads", "place": "دوار أكرض"})
    assert (Need.objects.get().place, Raised.objects.count()) == ("دوار أكرض", 1)


def test_other_programs_read_the_reply_once_it_is_given(referred, client):
    write_point(referred, by=officer_of(referred), **POINT)
    raised = raise_need(referred, by=facilitator_of(referred), title="إنارة الطريق")
    at = f"/api/v1/consultations/{referred.pk}/"
    told = client.get(at).json()
    assert (told["reply"]["referral"], told["reply"]["answered_at"]) == (referred.referral_id, None)
    assert told["reply"]["points"] == []
    assert told["needs"] == [{"path": raised.path, "title": "إنارة الطريق"}]
    answer(referred)
    assert client.get(at).json()["reply"]["points"] == [POINT]
    assert client.get(f"/api/v1/consultations/{ConsultationFactory(published=True).pk}/").json()["reply"] is None


def test_the_page_of_a_result_shows_reply_needs_and_acts(referred, client):
    at = f"/en/consultations/{referred.pk}/"
    write_point(referred, by=officer_of(referred), **POINT)
    raised = raise_need(referred, by=facilitator_of(referred), title="إنارة الطريق")
    page = client.get(at).content.decode()
    assert f'href="/en{raised.path}"' in page
    assert "which replies by" in page
    assert POINT["reasons"] not in page
    assert "Raise a need" not in page
    client.force_login(officer_of(referred))
    assert f"{at}reply/" in client.get(at).content.decode()
    client.force_login(facilitator_of(referred))
    assert f"{at}needs/raise/" in client.get(at).content.decode()
    answer(referred)
    page = client.get(at).content.decode()
    assert POINT["reasons"] in page
    other = ConsultationFactory(published=True)
    CouncilFactory(territory=other.space.commune)
    client.force_login(facilitator_of(other))
    assert "Put the result before the council" in client.get(f"/en/consultations/{other.pk}/").content.decode()
    client.post(f"/en/consultations/{other.pk}/refer/")
    other.refresh_from_db()
    assert other.referral_id
