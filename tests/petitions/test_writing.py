"""Beginning, writing and opening a petition by its acts: who may, what is refused, what goes with it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from accounts.enums import Trust
from core.enums import Visibility
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from debates.enums import Visibility as ThreadVisibility
from needs import actions as needs
from notices.models import Notice
from petitions import actions, secrets
from petitions.actions.withdrawing import withdraw
from petitions.enums import Bearer, PetitionState
from petitions.models import Petition
from spaces.enums import Role, SpaceState
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, province, region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
WHO = {"name": "فاطمة المثال", "address": "الدوار", "born_on": datetime.date(1990, 1, 1)}


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def council(space):
    return CouncilFactory(territory=space.commune)


@pytest.fixture
def author():
    return UserFactory()


def in_order(**fields):
    petition = PetitionFactory(**fields)
    return actions.name_mandatary(petition, by=petition.author, **WHO)


def test_a_petition_is_begun_for_the_councils_above(space, author):
    for territory in (space.commune, province(), region()):
        petition = actions.begin(space, by=author, council=CouncilFactory(territory=territory))
        assert (petition.state, petition.bearer, petition.author) == (PetitionState.DRAFT, Bearer.CITIZENS, author)
    with pytest.raises(Unfit) as refusal:
        actions.begin(space, by=author, council=CouncilFactory(territory=TerritoryFactory()))
    assert refusal.value.field == "council"


def test_it_needs_a_confirmed_contact_and_an_open_space(space, council):
    with pytest.raises(PermissionDenied):
        actions.begin(space, by=UserFactory(trust=Trust.DECLARED), council=council)
    space.state = SpaceState.CLOSED
    space.save()
    with pytest.raises(Refused) as refusal:
        actions.begin(space, by=UserFactory(), council=council)
    assert refusal.value.code == "closed"
    assert not Petition.objects.exists()


def test_the_same_first_answer_twice_is_one_draft(space, council, author):
    first = actions.begin(space, by=author, council=council)
    assert actions.begin(space, by=author, council=council) == first
    actions.write(first, by=author, title="إصلاح الطريق")
    assert actions.begin(space, by=author, council=council) != first


def test_ten_drafts_are_enough(space, council, author):
    for number in range(10):
        PetitionFactory(space=space, council=council, author=author, title=f"عنوان {number}")
    with pytest.raises(Refused) as refusal:
        actions.begin(space, by=author, council=council)
    assert refusal.value.code == "drafts"


def test_a_need_of_another_space_is_refused(space, council, author):
    with pytest.raises(Unfit) as refusal:
        actions.begin(space, by=author, council=council, need=NeedFactory())
    assert refusal.value.field == "need"


def test_writing_is_its_authors_and_only_while_it_is_a_draft():
    petition = PetitionFactory()
    with pytest.raises(PermissionDenied):
        actions.write(petition, by=UserFactory(), title="عنوان آخر")
    with pytest.raises(PermissionDenied):
        actions.start(petition, by=UserFactory())
    begun = PetitionFactory(collecting=True)
    for act in (actions.write, actions.discard):
        with pytest.raises(Refused) as refusal:
            act(begun, by=begun.author)
        assert refusal.value.code == "begun"


def test_a_name_that_is_no_part_is_a_fault():
    petition = PetitionFactory()
    with pytest.raises(TypeError):
        actions.write(petition, by=petition.author, state="decided")


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"reasons": "12"}, "reasons"),
        ({"aims": "x" * 4001}, "aims"),
        ({"theme": "war"}, "theme"),
        ({"bearer": "state"}, "bearer"),
        ({"bearer": "association"}, "association"),
    ],
)
def test_what_cannot_be_taken_is_named(parts, field):
    petition = PetitionFactory()
    with pytest.raises(Unfit) as refusal:
        actions.write(petition, by=petition.author, **parts)
    assert refusal.value.field == field


def test_words_are_cleaned_and_folded_for_search():
    petition = PetitionFactory()
    actions.write(petition, by=petition.author, title="  إصلاح\u202e الطريق ", reasons="أ\r\nب", aims="هدف")
    petition.refresh_from_db()
    assert (petition.title, petition.reasons) == ("إصلاح الطريق", "أ\nب")
    assert "اصلاح الطريق" in petition.folded
    assert "=road" in petition.keys


def test_an_association_is_presented_by_its_representative_alone():
    petition = PetitionFactory()
    with pytest.raises(Unfit) as refusal:
        actions.write(petition, by=petition.author, bearer="association", association=AssociationFactory())
    assert "122" in str(refusal.value)
    own = AssociationFactory(representative=petition.author)
    row = actions.write(petition, by=petition.author, bearer="association", association=own)
    assert row.association == own
    assert actions.write(petition, by=petition.author, bearer="citizens").association is None


def test_particulars_are_enciphered():
    petition = in_order()
    row = Petition.objects.get(pk=petition.pk)
    assert "فاطمة".encode() not in bytes(row.particulars)
    assert secrets.unseal(row.pk, row.particulars) == WHO | {"born_on": "1990-01-01"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "1"}, "name"),
        ({"address": ""}, "address"),
        ({"phone": "123"}, "phone"),
        ({"email": "x"}, "email"),
        ({"born_on": None}, "born_on"),
        ({"born_on": datetime.date(1850, 1, 1)}, "born_on"),
        ({"born_on": datetime.date(2200, 1, 1)}, "born_on"),
    ],
)
def test_particulars_that_cannot_be_are_named(more, field):
    petition = PetitionFactory()
    with pytest.raises(Unfit) as refusal:
        actions.name_mandatary(petition, by=petition.author, **(WHO | more))
    assert refusal.value.field == field
    petition.refresh_from_db()
    assert not petition.particulars


def test_the_name_stays_once_people_sign_and_the_address_may_change():
    petition = in_order()
    actions.start(petition, by=petition.author)
    row = actions.name_mandatary(petition, by=petition.author, **(WHO | {"address": "حي آخر"}))
    assert secrets.unseal(row.pk, row.particulars)["address"] == "حي آخر"
    with pytest.raises(Unfit) as refusal:
        actions.name_mandatary(petition, by=petition.author, **(WHO | {"name": "اسم آخر"}))
    assert refusal.value.field == "name"


def test_a_start_fixes_the_numbers_and_opens_the_discussion():
    petition = in_order(council=CouncilFactory(territory=TerritoryFactory(population=35_000)))
    row = actions.start(petition, by=petition.author)
    assert (row.state, row.required, row.spread_required) == (PetitionState.COLLECTING, 200, None)
    assert row.thread.path == f"/petitions/{row.pk}/"
    assert row.thread.space == row.space
    (entry,) = history(row)
    assert (entry.action, entry.source, entry.target, entry.data["required"]) == ("start", "draft", "collecting", 200)
    row.council.territory.population = 10
    row.council.territory.save()
    row.refresh_from_db()
    assert row.required == 200


def test_a_start_to_a_region_fixes_the_share_of_each_province():
    place = region()
    place.population = 1_000_000
    place.save()
    petition = in_order(council=CouncilFactory(territory=place))
    row = actions.start(petition, by=petition.author)
    assert (row.required, row.spread_required) == (400, 20)


@pytest.mark.parametrize("missing", ["within_powers", "respects_constants", "common_interest", "appointed"])
def test_it_does_not_start_before_it_is_in_order(missing):
    petition = in_order(**{missing: False})
    with pytest.raises(Refused):
        actions.start(petition, by=petition.author)
    petition.refresh_from_db()
    assert (petition.state, petition.thread) == (PetitionState.DRAFT, None)


def test_a_young_association_does_not_start():
    author = UserFactory()
    petition = PetitionFactory(author=author, bearer="association")
    own = AssociationFactory(
        representative=author, seat=petition.space.commune, founded_on=localdate() - datetime.timedelta(days=364)
    )
    actions.write(petition, by=author, bearer="association", association=own)
    with pytest.raises(Refused) as refusal:
        actions.start(petition, by=author)
    assert refusal.value.code == "age"
    assert "124" in str(refusal.value)


def test_people_of_the_need_are_told_that_a_petition_grew(space, council, author):
    need = NeedFactory(space=space, title="إصلاح الطريق", text="مقطوعة")
    neighbour = UserFactory()
    needs.join(need, by=neighbour)
    draft = actions.begin(space, by=author, council=council, need=need)
    actions.write(draft, by=author, aims="إدراجها", within_powers=True, respects_constants=True, common_interest=True)
    actions.name_mandatary(draft, by=author, appointed=True, **WHO)
    assert not Notice.objects.exists()
    actions.start(draft, by=author)
    told = Notice.objects.filter(url=f"/petitions/{draft.pk}/")
    assert {notice.user for notice in told} == {neighbour, need.author}


def test_holding_and_showing_take_the_discussion_along():
    petition = in_order()
    petition = actions.start(petition, by=petition.author)
    moderator = MembershipFactory(space=petition.space, role=Role.MODERATOR).user
    with pytest.raises(PermissionDenied):
        actions.hold(petition, by=petition.author, note="سبب")
    row = actions.hold(petition, by=moderator, note="للتحقق من الأسماء")
    row.thread.refresh_from_db()
    assert (row.visibility, row.thread.visibility) == (Visibility.HELD, ThreadVisibility.HELD)
    assert Notice.objects.filter(user=petition.author, url=f"/petitions/{petition.pk}/").count() == 1
    row = actions.hide(petition, by=moderator, note="يسمي أشخاصا")
    row = actions.show(petition, by=moderator)
    row.thread.refresh_from_db()
    assert (row.visibility, row.thread.visibility) == (Visibility.VISIBLE, ThreadVisibility.VISIBLE)
    assert [entry.action for entry in history(row)] == ["start", "hold", "hide", "show"]


def test_a_draft_goes_with_its_files(django_capture_on_commit_callbacks):
    petition = PetitionFactory()
    annex = actions.add_annex(petition, by=petition.author, title="تصميم", file=ContentFile(paper(), "a.pdf"))
    storage, name = annex.file.storage, annex.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(petition, by=petition.author)
    assert not storage.exists(name)
    assert not Petition.objects.exists()


@pytest.mark.parametrize("state", ["deposited", "collecting"])
def test_annexes_come_until_the_deposit(state):
    petition = PetitionFactory(**{state: True})
    if state == "deposited":
        with pytest.raises(Refused) as refusal:
            actions.add_annex(petition, by=petition.author, title="تصميم", file=ContentFile(paper(), "a.pdf"))
        assert refusal.value.code == "deposited"
    else:
        annex = actions.add_annex(petition, by=petition.author, title="تصميم", file=ContentFile(paper(), "a.pdf"))
        assert annex.pages == 1
        assert [entry.action for entry in history(petition)] == ["add_annex"]


# --- who leads a petition leaves ---
def test_her_drafts_go_with_her_and_what_people_signed_is_withdrawn_first(space, council, author):
    draft = PetitionFactory(space=space, council=council, author=author)
    assert actions.let_go(author) == 0
    assert not Petition.objects.filter(pk=draft.pk).exists()
    standing = in_order(space=space, council=council, author=author)
    actions.start(standing, by=author)
    with pytest.raises(Refused) as refusal:
        actions.let_go(author)
    assert str(standing.pk) in str(refusal.value)
    withdraw(standing, by=author, note="انتقلت إلى مدينة أخرى")
    assert actions.let_go(author) == 1
    standing.refresh_from_db()
    assert not standing.particulars
