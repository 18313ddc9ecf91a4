"""An application: who writes and sends it, what is refused, the last second, the frozen dossier, what is missing."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from accounts.models import User
from calls import actions
from calls.actions import applying
from calls.actions.moving import close, close_due
from calls.models import Application, BudgetLine, Call
from core.fitness import Unfit
from core.workflow import Refused
from notices.models import Notice
from spaces import actions as spaces
from spaces.enums import PaperKind, Position
from tests.calls.making import application, leader_of
from tests.debates.papers import paper, with_script
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db


def the_pdf():
    return SimpleUploadedFile("a.pdf", paper())


def a_draft(**fields):
    return ApplicationFactory(**fields)


def test_officers_prepare_and_the_representative_alone_sends():
    draft = a_draft()
    officer = AssociationMemberFactory(association=draft.association).user
    plain = AssociationMemberFactory(association=draft.association, position=Position.MEMBER).user
    actions.write(draft, by=officer, title="ورشة المسرح", beneficiaries=80)
    for user in (plain, UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.write(draft, by=user, title="x")
    for user in (officer, plain):
        with pytest.raises(PermissionDenied):
            actions.send(draft, by=user)
    sent = actions.send(draft, by=draft.association.representative)
    assert (sent.state, sent.number, sent.title) == ("sent", 1, "ورشة المسرح")
    with pytest.raises(Refused) as refused:
        actions.write(draft, by=officer, title="آخر")
    assert refused.value.code == "sent"


def test_one_second_late_is_refused_with_the_servers_time_and_the_words_stay():
    draft = a_draft()
    by, closes_at = draft.association.representative, draft.call.closes_at
    with time_machine.travel(closes_at, tick=False), pytest.raises(Refused) as refused:
        actions.send(draft, by=by)  # the moment itself is late
    assert refused.value.code == "late"
    with time_machine.travel(closes_at + datetime.timedelta(seconds=1), tick=False):
        with pytest.raises(Refused) as refused:
            actions.send(draft, by=by)
        said = f"{(closes_at + datetime.timedelta(seconds=1)).astimezone(now().tzinfo):%S}"
        assert f":{said}" in str(refused.value)
        assert actions.write(draft, by=by, summary="كلام محفوظ").summary == "كلام محفوظ"
    with time_machine.travel(closes_at - datetime.timedelta(seconds=1), tick=False):
        assert actions.send(draft, by=by).state == "sent"


def test_what_lacks_is_named_and_the_ceiling_and_the_sums_hold():
    draft = a_draft(summary="", category=None)
    by = draft.association.representative
    with pytest.raises(Unfit) as unfit:
        actions.send(draft, by=by)
    assert unfit.value.field == "summary"
    line = {"label": "مدرب", "cost": 100, "asked": 60, "own": 30, "others": 0}
    with pytest.raises(Unfit, match="100"):
        actions.write_budget(draft, [line], by=by)
    actions.write_budget(draft, [line | {"others": 10}, line | {"cost": 90}], by=by)
    draft.refresh_from_db()
    assert (draft.asked, draft.own, draft.others, draft.cost) == (120, 60, 10, 190)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(application=draft).update(cost=1)
    actions.write(draft, by=by, summary="ملخص", category=draft.call.categories.first().pk)
    actions.write_budget(draft, [line | {"cost": 60_001, "asked": 60_001, "own": 0}], by=by)
    with pytest.raises(Unfit) as unfit:
        actions.send(draft, by=by)
    assert unfit.value.field == "lines"


def test_an_association_too_young_or_from_elsewhere_is_told_before_it_sends():
    call = CallFactory(published=True, whole=True, least_years=2, themes=["culture"])
    young = AssociationFactory(founded_on=localdate() - datetime.timedelta(days=700))
    draft = a_draft(call=call, association=young)
    with pytest.raises(Refused) as refused:
        actions.send(draft, by=young.representative)
    assert refused.value.code == "unmet"
    spaces.add_branch(young, call.space.commune, by=young.representative)
    type(young).objects.filter(pk=young.pk).update(
        founded_on=localdate() - datetime.timedelta(days=731), themes=["culture"]
    )
    assert actions.send(draft, by=User.objects.get(pk=young.representative_id)).state == "sent"


def test_the_dossier_is_frozen_and_one_list_of_what_is_missing_is_asked_for_until_a_date():
    call = CallFactory(published=True, whole=True, papers=[PaperKind.STATUTES, PaperKind.BANK])
    sent = application(call)
    by, representative = leader_of(call), sent.association.representative
    assert {line["state"] for line in sent.dossier} == {"missing"}
    close(call, by=User.objects.system())
    until = now() + datetime.timedelta(days=5)
    with pytest.raises(Refused) as refused:
        actions.ask(sent, by=by, missing=[PaperKind.BANK], until=until)
    assert refused.value.code == "not_checking"
    actions.check(call, by=by)
    asked = actions.ask(sent, by=by, missing=[PaperKind.BANK, PaperKind.STATUTES], until=until)
    assert asked.missing == [PaperKind.STATUTES, PaperKind.BANK]
    assert Notice.objects.filter(user=representative, is_urgent=True).count() == 1
    spaces.add_paper(sent.association, by=representative, kind="bank", file=the_pdf(), issued_on=localdate())
    with pytest.raises(Refused) as refused:
        actions.complete(sent, by=representative)
    assert refused.value.code == "missing"
    spaces.add_paper(sent.association, by=representative, kind="statutes", file=the_pdf(), issued_on=localdate())
    with time_machine.travel(until, tick=False), pytest.raises(Refused) as refused:
        actions.complete(sent, by=representative)
    assert refused.value.code == "late"
    again = actions.complete(sent, by=representative)
    assert {line["kind"]: line["state"] for line in again.dossier}["bank"] == "unchecked"
    with pytest.raises(Refused, match=r"."):
        actions.reject(again, by=by, note=" ")
    assert actions.reject(again, by=by, note="المشروع خارج الجماعة").reasons == "المشروع خارج الجماعة"


def test_a_blind_call_takes_no_text_that_names_the_association():
    draft = a_draft(call=CallFactory(published=True, whole=True, is_blind=True))
    by = draft.association.representative
    actions.write(draft, by=by, objectives=f"تقوم {draft.association.name_ar} بالورشات")
    with pytest.raises(Unfit) as unfit:
        actions.send(draft, by=by)
    assert unfit.value.field == "title"


def test_a_file_that_is_not_what_its_name_says_is_refused():
    draft = a_draft()
    by = draft.association.representative
    for data in (b"MZ not a pdf", with_script()):
        with pytest.raises(Unfit) as unfit:
            actions.attach(draft, by=by, title="خطة", file=SimpleUploadedFile("a.pdf", data))
        assert unfit.value.field == "file"
    assert actions.attach(draft, by=by, title="خطة", file=the_pdf()).size == len(paper())


def test_who_withdrew_in_time_may_apply_again():
    call = CallFactory(published=True, whole=True)
    sent = application(call)
    by = sent.association.representative
    assert actions.begin(call, sent.association, by=by, title="آخر") == sent
    actions.withdraw(sent, by=by, note="تغير المشروع")
    assert actions.begin(call, sent.association, by=by, title="آخر").number is None


def test_rules_are_corrected_with_a_reason_until_somebody_has_applied():
    call = CallFactory(published=True, whole=True)
    by, criterion = leader_of(call), call.criteria.first()
    said = {"name_ar": "الأثر", "most": 20, "weight": 1}
    with pytest.raises(Refused) as refused:
        actions.save_criterion(call, criterion=criterion, by=by, **said)
    assert refused.value.code == "note"
    draft = a_draft(call=call)
    actions.save_criterion(call, criterion=criterion, by=by, reason="خطأ في السلم", **said)
    assert call.criteria.first().most == 20
    assert Notice.objects.filter(user=draft.association.representative).count() == 1
    actions.send(draft, by=draft.association.representative)
    with pytest.raises(Refused) as refused:
        actions.save_criterion(call, criterion=criterion, by=by, reason="مرة أخرى", **said)
    assert refused.value.code == "fixed"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_send_once_and_numbers_are_given_once():
    call = CallFactory(published=True, whole=True)
    drafts = [a_draft(call=call) for _one in range(4)]
    acts = [
        lambda draft=draft: applying.send(
            Application.objects.get(pk=draft.pk), by=User.objects.get(pk=draft.created_by_id)
        )
        for draft in (*drafts, *drafts)
    ]
    results = together(*acts)
    assert len(refusals(results)) == 4
    assert sorted(Application.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_time_closes_a_call_once_and_draws_its_seed():
    call = CallFactory(published=True, whole=True)
    assert close_due() == 0
    with time_machine.travel(call.closes_at, tick=False):
        assert (close_due(), close_due()) == (1, 0)
    call = Call.objects.get(pk=call.pk)
    assert (call.state, len(call.seed)) == ("closed", 32)
    with pytest.raises(PermissionDenied):
        close(call, by=leader_of(call))
