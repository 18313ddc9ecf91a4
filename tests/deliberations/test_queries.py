"""Who sees which point and which decision: the list agrees with the permission."""

import pytest
from django.contrib.auth.models import AnonymousUser

from councils.enums import Role
from deliberations.enums import DecisionState, ItemState
from deliberations.models import AgendaItem, Decision, Minutes
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory, ReferralFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, MinutesFactory

pytestmark = pytest.mark.django_db


def readers(council):
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "member": MandateFactory(council=council, role=Role.MEMBER).user,
        "superuser": UserFactory(is_superuser=True),
    }


@pytest.mark.parametrize("is_shown", [None, True, False])
def test_list_and_object_agree_on_who_sees_a_point(is_shown):
    for state in ItemState:
        number = None if state == ItemState.PROPOSED else 1
        item = AgendaItemFactory(state=state, number=number, reason="لا يدخل في الاختصاص")
        if is_shown is not None:
            item.referral = ReferralFactory(council=item.session.council, is_shown=is_shown)
            item.save()
        for who, user in readers(item.session.council).items():
            listed = AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()
            assert listed == user.has_perm("deliberations.view_item", item), (state, who)
            if who in {"visitor", "citizen"} and is_shown is False:
                assert not listed


def test_a_decision_and_minutes_are_public_once_signed():
    for decision in (DecisionFactory(), DecisionFactory(published=True)):
        for who, user in readers(decision.council).items():
            listed = Decision.objects.visible_to(user).filter(pk=decision.pk).exists()
            assert listed == user.has_perm("deliberations.view_decision", decision)
            assert listed == (decision.state == DecisionState.PUBLISHED or who in {"member", "superuser"})
    minutes = MinutesFactory()
    for who, user in readers(minutes.session.council).items():
        listed = Minutes.objects.visible_to(user).filter(pk=minutes.pk).exists()
        assert listed == user.has_perm("deliberations.view_minutes", minutes) == (who in {"member", "superuser"})
