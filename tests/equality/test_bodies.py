"""The body of a council: one at a time, nobody twice, counted without names."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.workflow import Refused
from equality import actions
from equality.models import Body, Member
from equality.queries import Composition, composition_of
from tests.factories.accounts import UserFactory
from tests.factories.equality import BodyFactory, MemberFactory
from tests.factories.spaces import AssociationFactory

DAY = datetime.timedelta(days=1)
SAID = {"name_ar": "مريم المثال", "name_fr": "Mariam Exemple", "gender": "woman", "background": "research"}


def name(team, by=None, **more):
    return actions.add_member(team.body, by=by or team.officer, **(SAID | more))


def test_a_term_does_not_overlap_another(team):
    first, last = team.body.starts_on, team.body.ends_on
    for starts_on, ends_on in ((last, last + DAY), (first - DAY, first), (first + DAY, last - DAY)):
        with pytest.raises(Unfit) as refusal:
            actions.set_up_body(team.council, by=team.officer, starts_on=starts_on, ends_on=ends_on)
        assert refusal.value.field == "starts_on"
    with pytest.raises(Unfit) as refusal:
        actions.set_up_body(team.council, by=team.officer, starts_on=last + DAY, ends_on=last)
    assert refusal.value.field == "ends_on"
    with pytest.raises(PermissionDenied):
        actions.set_up_body(team.council, by=team.chair, starts_on=last + DAY, ends_on=last + 9 * DAY)
    assert actions.set_up_body(team.council, by=team.officer, starts_on=last + DAY, ends_on=last + 9 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyFactory(council=team.council, starts_on=last, ends_on=last)
    assert Body.objects.around().get() == team.body


def test_nobody_is_named_twice_at_a_time(team):
    person = UserFactory()
    first = name(team, user=person, starts_on=team.body.starts_on)
    for more, field in (
        ({"user": person, "name_ar": "اسم آخر", "name_fr": "Autre nom"}, "contact"),
        ({"name_fr": "MARIAM  exemple"}, "name_ar"),
    ):
        with pytest.raises(Unfit) as refusal:
            name(team, **more)
        assert refusal.value.field == field
    actions.end_member(first, by=team.officer, note="استقالة")
    assert name(team, user=person).pk != first.pk  # after the first term she may come back
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(body=team.body, user=person)
    mistaken = name(team, name_ar="خطأ", name_fr="Erreur")
    actions.end_member(mistaken, by=team.officer)  # named today and of no meeting: she never sat
    assert not Member.objects.filter(pk=mistaken.pk).exists()
    with pytest.raises(Refused) as refusal:
        actions.end_member(first, by=team.officer)
    assert refusal.value.code == "ended"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_fr": "12"}, "name_fr"),
        ({"gender": "x"}, "gender"),
        ({"background": "association"}, "association"),
        ({"seat": "chair"}, "seat"),
        ({"starts_on": datetime.date(2000, 1, 1)}, "starts_on"),
        ({"ends_on": datetime.date(2100, 1, 1)}, "ends_on"),
        ({"ends_on": datetime.date(2000, 1, 1)}, "ends_on"),
    ],
)
def test_what_cannot_be_a_seat_is_refused_by_its_field(team, wrong, field):
    with pytest.raises(Unfit) as refusal:
        name(team, **wrong)
    assert refusal.value.field == field


def test_who_sits_is_counted(team):
    association = AssociationFactory()
    name(team, background="association", association=association, is_young=True)
    assert composition_of(team.body.members.seated()) == Composition(6, 4, 2, 1)
    with pytest.raises(PermissionDenied):
        name(team, by=team.chair, name_ar="أخرى", name_fr="Autre")


def test_candidates_are_called_for_until_a_day(team):
    with pytest.raises(Unfit) as refusal:
        actions.call_for_candidates(team.body, by=team.officer, call_ar="نداء", until=localdate() - DAY)
    assert refusal.value.field == "until"
    assert actions.call_for_candidates(team.body, by=team.officer, call_ar="نداء", until=localdate()).is_calling
    assert not actions.call_for_candidates(team.body, by=team.officer).is_calling


def test_a_seat_stays_without_the_account_of_who_left(team):
    actions.erase(team.writer)
    assert Member.objects.get(pk=team.seats["writer"].pk).user is None
