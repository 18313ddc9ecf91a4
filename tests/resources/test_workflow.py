"""The life of a resource: every state and every act."""

import pytest

from core.workflow import Refused
from resources import actions
from resources.enums import ResourceState as S
from resources.models import Resource
from spaces.enums import Role
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
ALLOWED = {
    (S.DRAFT, "publish"): S.PUBLISHED,
    (S.PUBLISHED, "withdraw"): S.WITHDRAWN,
    (S.WITHDRAWN, "restore"): S.PUBLISHED,
}
IN = {S.DRAFT: {}, S.PUBLISHED: {"published": True}, S.WITHDRAWN: {"withdrawn": True}}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", Resource.MOVES)
def test_every_cell(state, action):
    resource = ResourceFactory(**IN[state])
    by = MembershipFactory(space=resource.space, role=Role.FACILITATOR).user
    if (state, action) not in ALLOWED:
        with pytest.raises(Refused):
            actions.move(resource, action, by=by, note="سبب واضح")
        return
    row = actions.move(resource, action, by=by, note="سبب واضح")
    assert row.state == ALLOWED[state, action]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"summary_ar": "", "summary_fr": ""}, "no_summary"), ({"text_ar": "", "text_fr": ""}, "empty"),
        ({"kind": "letter", "text_ar": "", "text_fr": "", "url": "https://a.ma/"}, "no_text"),
        ({"kind": "link"}, "no_address"), ({"kind": "contact"}, "no_way"),
        ({"space__state": "draft"}, "space_not_open"), ({"space__state": "closed"}, "space_not_open"),
    ],
)  # fmt: skip
def test_what_lacks_something_is_not_published(fields, code):
    state = fields.pop("space__state", "open")
    resource = ResourceFactory(space=SpaceFactory(state=state), **fields)
    by = MembershipFactory(space=resource.space, role=Role.FACILITATOR).user
    with pytest.raises(Refused) as refusal:
        actions.publish(resource, by=by)
    assert refusal.value.code == code


def test_withdrawing_and_restoring_need_a_reason():
    resource = ResourceFactory(published=True)
    by = MembershipFactory(space=resource.space, role=Role.MODERATOR).user
    with pytest.raises(Refused, match="السبب"):
        actions.withdraw(resource, by=by, note=" … ")
    resource = actions.withdraw(resource, by=by, note="أرقام غير صحيحة")
    assert resource.withdrawn_at
    with pytest.raises(Refused):
        actions.restore(resource, by=by, note="")
    assert actions.restore(resource, by=by, note="صححت المعطيات").version == 1
