"""Two people at once: each race leaves one truth."""

import pytest

from councils import actions
from councils.enums import ReferralState
from councils.models import Answer, Pause, Referral
from tests.factories.councils import ClockRuleFactory, MandateFactory, ReferralFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    ClockRuleFactory()
    referral = ReferralFactory()
    first, second = MandateFactory.create_batch(2, council=referral.council)
    presidents = [MandateFactory(council=referral.council, president=True) for _ in range(2)]
    return referral, first, second, presidents


def test_two_officers_draft_together(office):
    referral, first, second, _presidents = office

    def save(mandate, text):
        return lambda: actions.save_draft(referral, by=mandate.user, verdict="informed", text=text, version=0)

    results = together(save(first, "Texte un"), save(second, "Texte deux"))
    (refusal,) = refusals(results)
    assert isinstance(refusal, actions.DraftConflict)
    kept = Answer.objects.get()
    assert {kept.text, refusal.text} == {"Texte un", "Texte deux"}
    assert refusal.draft.text == kept.text


def test_two_signatures_at_once_make_one_answer(office):
    referral, first, _second, presidents = office
    actions.save_draft(referral, by=first.user, verdict="planned", text="Texte", version=0)
    results = together(*[lambda p=p: actions.publish(referral, by=p.user, version=1) for p in presidents])
    assert len(refusals(results)) == 1
    assert Answer.objects.published().count() == 1
    referral.refresh_from_db()
    assert referral.state == ReferralState.ANSWERED


def test_draft_saved_while_it_is_signed_is_not_signed_unread(office):
    referral, first, second, presidents = office
    actions.save_draft(referral, by=first.user, verdict="planned", text="Lu", version=0)
    results = together(
        lambda: actions.publish(referral, by=presidents[0].user, version=1),
        lambda: actions.save_draft(referral, by=second.user, verdict="declined", text="Pas lu", version=1),
    )
    assert len(refusals(results)) == 1
    published = Answer.objects.published().first()
    assert published is None or published.text == "Lu"


def test_two_pauses_at_once_make_one(office):
    referral, _first, _second, presidents = office
    results = together(*[lambda p=p: actions.pause(referral, by=p.user, reason="field") for p in presidents])
    assert len(refusals(results)) == 1
    assert Pause.objects.count() == 1


def test_two_officers_take_it_together(office):
    referral, first, second, _presidents = office
    results = together(*[lambda m=m: actions.assign(referral, by=m.user, mandate=m) for m in (first, second)])
    (refusal,) = refusals(results)
    assert refusal.code == "taken"
    assert Referral.objects.get().mandate in (first, second)
