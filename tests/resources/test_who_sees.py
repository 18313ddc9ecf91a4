"""Who sees which resource and may do what, for each kind of person, owner and state."""

import pytest

from resources.models import Resource
from resources.rules import acts
from tests.factories.resources import ResourceFactory
from tests.resources.people import WHO, person

pytestmark = pytest.mark.django_db
OWNERS = {"space": {}, "association": {"of_association": True}, "lab": {"of_lab": True}}
STATES = {"draft": {}, "published": {"published": True}, "withdrawn": {"withdrawn": True}}
KEEPERS = {
    "space": {"facilitator", "coordinator", "superuser"},
    "association": {"representative", "treasurer", "superuser"},
    "lab": {"coordinator", "coordinator_elsewhere", "superuser"},
}
MODERATORS = {
    "space": {"facilitator", "moderator", "coordinator", "superuser"},
    "association": {"facilitator", "coordinator", "superuser"},
    "lab": {"coordinator", "coordinator_elsewhere", "superuser"},
}


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("who", WHO)
def test_list_and_detail_agree_on_who_sees(owner, who):
    for state, fields in STATES.items():
        resource = ResourceFactory(**OWNERS[owner], **fields)
        user = person(who, resource)
        sees = Resource.objects.visible_to(user).filter(pk=resource.pk).exists()
        assert sees == user.has_perm("resources.view_resource", resource), (state, who)
        assert sees == (state != "draft" or who in KEEPERS[owner]), (state, who)
        keeps, moderates = who in KEEPERS[owner], who in MODERATORS[owner]
        assert Resource.objects.kept_by(user).filter(pk=resource.pk).exists() == keeps
        assert resource.is_readable_by(user) == (state != "withdrawn" or keeps or moderates)
        expected = {
            "draft": ["publish", "edit", "discard"] if keeps else [],
            "published": [*(["withdraw"] if keeps or moderates else []), *(["edit", "review"] if keeps else [])],
            "withdrawn": ["restore"] if moderates else [],
        }
        assert acts(resource, user) == expected[state], (state, who)
