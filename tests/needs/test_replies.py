"""What is replied to a request for detail is public words too: reported, held, hidden, and gone everywhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from core.journal import record
from moderation import actions as moderation
from moderation.enums import Ground, Outcome
from moderation.models import Case
from needs import actions
from needs.enums import NeedState
from needs.models import DetailRequest
from notices.models import Notice
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db
WORDS = "الجهة العليا من الدوار قرب دار فلان"
LINK = "اشتروا من www.boutique-amina.ma"


def replied(town, reply=WORDS):
    need = need_in(NeedState.VOICED, space=town.space)
    request = actions.ask_detail(need, by=town.facilitator, question="أي جهة من الدوار؟")
    return need, actions.reply_detail(request, by=need.author, reply=reply)


def doors(client, need) -> str:
    """Return what a visitor reads of a need: its page, the API and its history."""
    paths = [need.get_absolute_url(), f"/api/v1/needs/{need.pk}/", f"/api/v1/needs/{need.pk}/history/"]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    return answers[0].text + str(answers[1].json()) + str(answers[2].json())


def test_a_reply_is_reported_and_hidden_from_everywhere(town, client):
    need, reply = replied(town)
    assert WORDS in doors(client, need)
    assert reverse("moderation:report", args=["need_reply", reply.pk]) in client.get(need.get_absolute_url()).text
    case = moderation.report("need_reply", reply.pk, by=town.citizen, ground=Ground.PRIVATE).case
    assert (case.author, case.space) == (need.author, town.space)
    moderation.decide(case, outcome=Outcome.HIDDEN, by=town.moderator, ground=Ground.PRIVATE, note="اسم شخص")
    reply.refresh_from_db()
    assert reply.visibility == "hidden"
    record(need, "reply_detail", by=need.author, note=WORDS)  # as entries were written before
    assert WORDS not in doors(client, need)
    for who, sees in ((AnonymousUser(), False), (town.citizen, False), (need.author, True), (town.moderator, True)):
        assert DetailRequest.objects.visible_to(who).filter(pk=reply.pk).exists() is sees
        if who.is_authenticated:
            client.force_login(who)
            assert (WORDS in client.get(need.get_absolute_url()).text) is sees
    moderation.appeal(case, by=need.author, words="لا اسم فيه")
    moderation.judge(case, overturns=True, by=town.facilitator, reply="صحيح")
    reply.refresh_from_db()
    assert reply.is_shown


def test_a_reply_that_a_rule_stops_waits_and_is_told_once_when_shown(town):
    need, reply = replied(town, LINK)
    assert reply.visibility == "held"
    key = f"need.{need.pk}.replied.{reply.pk}"
    assert not Notice.objects.filter(key=key).exists()
    case = Case.objects.get(kind="need_reply", key=reply.pk)
    assert (case.author, case.rule) == (need.author, "links")
    moderation.decide(case, outcome=Outcome.KEPT, by=town.moderator)
    reply.refresh_from_db()
    assert reply.is_shown
    assert Notice.objects.filter(key=key, user=town.facilitator).count() == 1


def test_a_question_without_reply_is_nothing_to_report(town):
    need = need_in(NeedState.VOICED, space=town.space)
    request = actions.ask_detail(need, by=town.facilitator, question="أي جهة من الدوار؟")
    assert not DetailRequest.objects.visible_to(town.moderator).filter(pk=request.pk).exists()
