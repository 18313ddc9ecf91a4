"""The desk sees the page of a hidden debate, as it sees one in preparation; not what people said in it."""

import pytest

from debates import actions
from notices.models import Notice
from spaces.enums import Role
from tests.factories.debates import ContributionFactory, DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "reads"), [("desk", False), ("moderator", True), ("facilitator", True)])
def test_what_is_said_in_a_hidden_debate_is_for_who_moderates(client, role, reads):
    debate = DebateFactory(open=True, thread__visibility="hidden")
    ContributionFactory(thread=debate.thread, text="كلام محجوب")
    client.force_login(MembershipFactory(space=debate.space, role=role).user)
    answer = client.get(f"/ar/debates/{debate.pk}/")
    assert answer.status_code == 200
    assert ("كلام محجوب" in answer.content.decode()) == reads


def test_a_reason_is_told_without_its_hidden_signs():
    said = ContributionFactory()
    moderator = MembershipFactory(space=said.thread.space, role=Role.MODERATOR).user
    actions.move_contribution(said, "hide", by=moderator, note="اسم \u202eشخص\u0007")
    assert "اسم شخص" in Notice.objects.get(user=said.author, key__startswith="contribution.").text
    assert "\u202e" not in Notice.objects.get(user=said.author, key__startswith="contribution.").text


def test_a_move_that_is_none_says_nothing_of_a_sitting_that_is_hidden(api):
    hidden = SittingFactory(debate__thread__visibility="hidden")
    shown = SittingFactory()
    assert api.post(f"/api/v1/sittings/{hidden.pk}/moves/fly/").status_code in {401, 403, 404}
    api.force_authenticate(shown.debate.created_by)
    assert api.post(f"/api/v1/sittings/{hidden.pk}/moves/fly/").status_code == 404
    assert api.post(f"/api/v1/sittings/{shown.pk}/moves/fly/").status_code == 400
