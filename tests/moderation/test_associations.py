"""What an association wrote of itself for everyone is hidden, and comes back; what it declared by law stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from moderation import actions
from moderation.enums import ActKind, Ground, Outcome
from moderation.models import Act, Case
from notices.models import Notice
from opendata import actions as opendata
from opendata.models import Dump
from spaces.actions import describe_association, move_written
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, MembershipFactory
from tests.moderation.people import place

pytestmark = pytest.mark.django_db
SITE = "https://insults.example/"
WHY = {"ground": Ground.INSULT, "note": "الموقع يسب الناس"}


@pytest.fixture
def here():
    made = place()
    made.association = AssociationFactory(
        seat=made.space.commune, representative=made.author, site=SITE, email="a@association.example",
        shown=["email", "site"], receipt_number="12/2024",
    )  # fmt: skip
    return made


def reported(here) -> Case:
    return actions.report("association", here.association.pk, by=here.citizen, ground=Ground.INSULT).case


def hidden(here, by=None) -> Case:
    return actions.decide(reported(here), outcome=Outcome.HIDDEN, by=by or here.moderator, **WHY)


def test_what_it_wrote_goes_and_what_it_declared_stays(here, client):
    page, told = here.association.get_absolute_url(), f"/api/v1/associations/{here.association.pk}/"
    assert all(SITE in client.get(path).text for path in (page, told))
    opendata.make("associations")
    assert Dump.objects.filter(dataset="associations").exists()
    hidden(here)
    for path in (page, told):
        shown = client.get(path).text
        assert (SITE in shown, "a@association.example" in shown) == (False, False)
        assert here.association.name_ar in shown
    said = client.get(told).json()
    assert (said["site"], said["email"], said["seat"]["code"]) == (None, None, here.space.commune.code)
    assert not Dump.objects.filter(dataset="associations").exists()  # the worker writes it anew
    opendata.make("associations")
    file = Dump.objects.filter(dataset="associations").latest("pk").file
    with file.open("rb") as opened:
        assert SITE.encode() not in opened.read()
    assert Act.objects.get().act == ActKind.HIDE
    (hers,) = Notice.objects.filter(user=here.author)
    assert WHY["note"] in hers.text


def test_it_stays_hidden_when_she_writes_it_anew(here, client):
    hidden(here)
    one = here.association
    describe_association(
        one, by=here.author, name_ar=one.name_ar, name_fr=one.name_fr, purpose=one.purpose, seat=one.seat,
        themes=one.themes, founded_on=one.founded_on, member_count=one.member_count, counted_on=one.counted_on,
        languages=one.languages, receipt_number=one.receipt_number, site=SITE, shown=["site"],
    )  # fmt: skip
    assert SITE not in client.get(one.get_absolute_url()).text


def test_an_appeal_that_is_won_brings_it_back(here, client):
    case = actions.appeal(hidden(here), by=here.author, words="ليس موقعنا، سُرق")
    with pytest.raises(PermissionDenied):
        actions.judge(case, overturns=True, by=here.moderator, reply="لا")
    client.force_login(here.facilitator)
    assert SITE in client.get(reverse("moderation:case", args=[case.pk])).text  # who judges reads what she judges
    client.logout()
    actions.judge(case, overturns=True, by=here.facilitator, reply="نعم")
    assert SITE in client.get(here.association.get_absolute_url()).text


def test_only_who_moderates_at_its_seat_hides_it_and_not_its_own_people(here):
    elsewhere = MembershipFactory(role=Role.MODERATOR).user
    for who in (here.citizen, here.author, elsewhere, UserFactory()):
        with pytest.raises(PermissionDenied):
            hidden(here, by=who)
        with pytest.raises(PermissionDenied):
            move_written(here.association, "hide", by=who, note="تجربة")
    MembershipFactory(space=here.space, user=here.author, role=Role.MODERATOR)
    with pytest.raises(PermissionDenied):
        hidden(here, by=here.author)
    assert hidden(here, by=here.coordinator).outcome == Outcome.HIDDEN
