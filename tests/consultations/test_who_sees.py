"""Who sees a consultation: the list and the object give the same answer for everyone; who may do what."""

import pytest

from consultations.enums import ConsultationState as S
from consultations.models import Consultation
from consultations.rules import acts
from core.enums import Visibility
from spaces.enums import SpaceState
from tests.consultations.people import MANDATES, STAFF, WHO, person
from tests.consultations.test_workflow import consultation_in

pytestmark = pytest.mark.django_db

OF_THE_SPACE = {*STAFF, "coordinator"} - {"rapporteur"}
OF_THE_COUNCIL = set(MANDATES) - {"ended"}
LEADING = {"facilitator", "coordinator", "president", "officer", "superuser"}


def sees(who, consultation, visibility, space_state=SpaceState.OPEN) -> bool:
    """By hand: who sees what."""
    if who == "superuser" or who in OF_THE_SPACE | OF_THE_COUNCIL:
        return True
    return consultation.opened_at is not None and visibility == Visibility.VISIBLE and space_state != SpaceState.DRAFT


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("state", S)
def test_list_and_object_agree_on_who_sees(state, visibility):
    consultation = consultation_in(state, visibility=visibility, of_council=True)
    for who in WHO:
        user, seen = person(who, consultation), sees(who, consultation, visibility)
        assert Consultation.objects.visible_to(user).filter(pk=consultation.pk).exists() == seen, who
        assert user.has_perm("consultations.view_consultation", consultation) == seen, who


@pytest.mark.parametrize("state", [S.DRAFT, S.OPEN, S.PUBLISHED])
@pytest.mark.parametrize("space_state", SpaceState)
def test_list_and_object_agree_whatever_the_space_is(space_state, state):
    consultation = consultation_in(state, of_council=True)
    consultation.space.state = space_state
    consultation.space.save()
    for who in WHO:
        user, seen = person(who, consultation), sees(who, consultation, Visibility.VISIBLE, space_state)
        assert Consultation.objects.visible_to(user).filter(pk=consultation.pk).exists() == seen, who
        assert user.has_perm("consultations.view_consultation", consultation) == seen, who


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("lead_consultation", LEADING),
        ("close_consultation", LEADING),
        ("moderate_consultation", {"facilitator", "moderator", "coordinator", "superuser"}),
        ("answer_consultation", set(WHO) - {"visitor"}),
    ],
)
def test_who_may(permission, allowed):
    consultation = consultation_in(S.OPEN, of_council=True)
    permission = f"consultations.{permission}"
    assert {who for who in WHO if person(who, consultation).has_perm(permission, consultation)} == allowed


@pytest.mark.parametrize("state", S)
def test_what_a_visitor_may_do_is_nothing(state):

    consultation = consultation_in(state, of_council=True)
    assert acts(consultation, person("visitor", consultation)) == []
