"""A text of departure leaves places to fill in: nothing is validated, signed or reported with one in it."""

import pytest
from django.urls import reverse

from core.workflow import Refused
from councils import actions
from councils.actions.holes import holes_in
from councils.enums import ReferralState, Verdict
from tests.councils.conftest import receive
from tests.factories.councils import AnswerTemplateFactory, CouncilFactory

pytestmark = pytest.mark.django_db
TEXT = "L’administration compétente est [nom]. Nous lui avons écrit le [date], voir [1] et [nom]."


@pytest.fixture
def referral(team):
    AnswerTemplateFactory(council=None, text_fr="L’administration est [nom], écrit le [date].", text_ar="[الاسم]")
    AnswerTemplateFactory(council=CouncilFactory(), text_fr="De la note [1].", text_ar="[1]")  # another council's
    referral = receive(team)
    actions.save_draft(referral, by=team.officer, verdict="planned", text=TEXT)
    return referral


def test_what_the_text_left_open_is_named_once_in_its_order(referral):
    assert holes_in(referral, TEXT) == ["[nom]", "[date]"]
    assert holes_in(referral, "[1] [الاسم]") == ["[الاسم]"]


def test_a_text_without_brackets_costs_no_query(referral, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert holes_in(referral, "نعم") == []


def test_nothing_is_validated_or_signed_with_one(team, referral):
    for act, by in ((actions.validate, team.director), (actions.publish, team.president)):
        with pytest.raises(Refused) as refusal:
            act(referral, by=by)
        assert refusal.value.code == "not_filled_in"
        assert "[nom]" in str(refusal.value)
    referral.refresh_from_db()
    assert referral.state == ReferralState.DRAFTED
    filled = "L’administration compétente est l’ONEE. Nous lui avons écrit le 3 mai, voir [1]."
    actions.save_draft(referral, by=team.officer, verdict="planned", text=filled, version=1)
    assert actions.publish(referral, by=team.president).text == filled


def test_nor_is_progress_reported(team, referral):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Réponse.", version=1)
    actions.publish(referral, by=team.president)
    with pytest.raises(Refused, match="date"):
        actions.report_progress(referral, by=team.president, verdict=Verdict.DONE, text="Fait le [date].")


def test_the_page_says_so_before_it_is_signed(team, referral, client):
    client.force_login(team.president)
    address = reverse("councils:move", args=[referral.pk, "publish"])
    assert "[nom] · [date]" in client.get(address).text
    answer = client.post(address, {"version": 1})
    assert answer.status_code == 409
    assert "[nom]" in answer.text
