"""Associations and their dossier: registered by their representative, checked by the facilitators of their seat."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.enums import Trust
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from spaces import actions
from spaces.dossier import lines_of
from spaces.enums import PaperKind, PaperState, Role
from spaces.models import Association, Coordination, Paper
from tests.debates.papers import paper, with_script
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, province, region

pytestmark = pytest.mark.django_db
WHO = ["visitor", "citizen", "representative", "member", "moderator", "desk", "facilitator", "facilitator_elsewhere",
       "coordinator", "coordinator_elsewhere", "superuser"]  # fmt: skip
READ_DOSSIER = {"representative", "facilitator", "coordinator", "superuser"}


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def representative():
    return UserFactory()


def said(space, **more):
    return {
        "name_ar": "جمعية الأفق", "name_fr": "Association Horizon", "seat": space.commune,
        "founded_on": datetime.date(2017, 3, 4), "themes": ["water", "roads"], "purpose": "التنمية",
    } | more  # fmt: skip


@pytest.fixture
def association(space, representative):
    return actions.register_association(by=representative, **said(space))


def put(association, kind=PaperKind.STATUTES, *, by=None, issued_on=None, **more):
    by = by or association.representative
    file = ContentFile(paper(), "a.pdf")
    issued_on = issued_on or localdate() - datetime.timedelta(days=10)
    return actions.add_paper(association, by=by, kind=kind, file=file, issued_on=issued_on, **more)


def person(who, association, space):
    if who == "visitor":
        return AnonymousUser()
    if who == "representative":
        return association.representative
    user = UserFactory(is_superuser=who == "superuser")
    if who in {"member", "moderator", "desk", "facilitator"}:
        MembershipFactory(space=space, user=user, role=who)
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user


# --- who sees ---
def test_the_list_of_papers_and_the_permission_agree(association, space):
    row = put(association)
    for who in WHO:
        user = person(who, association, space)
        seen = who in READ_DOSSIER
        assert Paper.objects.visible_to(user).filter(pk=row.pk).exists() == seen, who
        assert user.has_perm("spaces.view_dossier", association) == seen, who
        assert Association.objects.visible_to(user).filter(pk=association.pk).exists(), who


def test_everyone_reads_the_public_fields_and_nothing_else(client, association, space):
    actions.describe_association(
        association, by=association.representative, **said(space, member_count=140, counted_on=localdate())
    )
    put(association)
    address = association.get_absolute_url()
    text = client.get(address).text
    for public in ("جمعية الأفق", space.commune.name, "2017"):
        assert public in text
    for private in ("التنمية", "140", "4 مارس", association.representative.public_name, "papers"):
        assert private not in text.split("<main")[1].split("</main")[0]
    client.force_login(UserFactory())
    assert "papers" not in client.get(address).text.split("<main")[1]
    client.force_login(MembershipFactory(space=space, role=Role.FACILITATOR).user)
    text = client.get(address).text
    for private in ("التنمية", "140", association.representative.public_name, "papers"):
        assert private in text


@pytest.mark.parametrize("who", WHO)
def test_a_document_is_given_to_those_who_may_see_it(client, who, association, space):
    row = put(association)
    user = person(who, association, space)
    if who != "visitor":
        client.force_login(user)
    answer = client.get(reverse("spaces:paper", args=[row.pk]))
    if who in READ_DOSSIER:
        assert answer.content.startswith(b"%PDF-")
        assert answer["Cache-Control"] == "private, no-store"
    else:
        assert answer.status_code == (302 if who == "visitor" else 404)


# --- registering ---
def test_it_is_registered_under_her_account(association, representative, space):
    assert (association.representative, association.seat) == (representative, space.commune)
    assert association.themes == ["roads", "water"]
    assert [entry.action for entry in history(association)] == ["register"]


def test_it_needs_a_confirmed_contact(space):
    with pytest.raises(PermissionDenied):
        actions.register_association(by=UserFactory(trust=Trust.DECLARED), **said(space))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name_ar": " "}, "name_ar"),
        ({"name_fr": "12"}, "name_fr"),
        ({"name_fr": "x" * 161}, "name_fr"),
        ({"seat": None}, "seat"),
        ({"founded_on": localdate() + datetime.timedelta(days=1)}, "founded_on"),
        ({"founded_on": datetime.date(1850, 1, 1)}, "founded_on"),
        ({"themes": ["war"]}, "themes"),
        ({"purpose": "x" * 2001}, "purpose"),
        ({"member_count": -1, "counted_on": datetime.date(2020, 1, 1)}, "member_count"),
        ({"member_count": 10}, "counted_on"),
        ({"member_count": 10, "counted_on": datetime.date(2017, 3, 3)}, "counted_on"),
        ({"member_count": 10, "counted_on": localdate() + datetime.timedelta(days=1)}, "counted_on"),
    ],
)
def test_what_cannot_be_is_named(space, representative, more, field):
    with pytest.raises(Unfit) as refusal:
        actions.register_association(by=representative, **said(space, **more))
    assert refusal.value.field == field
    assert not Association.objects.exists()


def test_it_may_be_founded_today_and_its_seat_is_a_commune(space, representative):
    assert actions.register_association(by=representative, **said(space, founded_on=localdate()))
    with pytest.raises(Unfit):
        actions.register_association(by=representative, **said(space, seat=province()))


@pytest.mark.parametrize("same", ["name_ar", "name_fr"])
def test_a_name_is_taken_once_in_a_commune(association, space, same):
    other = {"name_ar": "جمعية أخرى", "name_fr": "Autre association"}
    other[same] = getattr(association, same).upper()
    with pytest.raises(Unfit) as refusal:
        actions.register_association(by=UserFactory(), **said(space, **other))
    assert refusal.value.field == same
    assert actions.register_association(by=UserFactory(), **said(space, **other, seat=TerritoryFactory()))


def test_nobody_else_changes_it(association, space):
    stranger = MembershipFactory(space=space, role=Role.FACILITATOR).user
    row = put(association)
    for act in (
        lambda: actions.describe_association(association, by=stranger, **said(space)),
        lambda: actions.add_branch(association, space.commune, by=stranger),
        lambda: actions.remove_branch(association, space.commune, by=stranger),
        lambda: put(association, by=stranger),
        lambda: actions.remove_paper(row, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- documents ---
def test_a_facilitator_checks_and_never_who_added(association, space):
    row = put(association)
    with pytest.raises(PermissionDenied):
        actions.check_paper(row, by=association.representative)
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    checked = actions.check_paper(row, by=facilitator)
    assert (checked.checked_by, checked.association) == (facilitator, association)
    other = MembershipFactory(space=space, role=Role.FACILITATOR).user
    assert actions.check_paper(row, by=other).checked_by == facilitator


def test_a_representative_who_facilitates_does_not_check_her_own(association, space):
    row = put(association)
    MembershipFactory(space=space, user=association.representative, role=Role.FACILITATOR)
    with pytest.raises(Refused) as refusal:
        actions.check_paper(row, by=association.representative)
    assert refusal.value.code == "own"


@pytest.mark.parametrize("who", ["desk", "moderator", "member", "facilitator_elsewhere"])
def test_nobody_else_checks(association, space, who):
    row = put(association)
    with pytest.raises(PermissionDenied):
        actions.check_paper(row, by=person(who, association, space))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"issued_on": localdate() + datetime.timedelta(days=1)}, "issued_on"),
        ({"issued_on": datetime.date(2020, 1, 2), "expires_on": datetime.date(2020, 1, 1)}, "expires_on"),
    ],
)
def test_a_document_that_cannot_be_is_refused(association, more, field):
    with pytest.raises(Unfit) as refusal:
        put(association, **more)
    assert refusal.value.field == field


def test_the_dossier_says_what_is_missing_in_one_list(association, space):
    def states():
        return {line.kind: line.state for line in lines_of(Association.objects.get(pk=association.pk))}

    asked = [PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY]
    assert states() == dict.fromkeys(asked, PaperState.MISSING)
    old = put(association, PaperKind.STATUTES)
    assert states()[PaperKind.STATUTES] == PaperState.UNCHECKED
    actions.check_paper(old, by=MembershipFactory(space=space, role=Role.FACILITATOR).user)
    assert states()[PaperKind.STATUTES] == PaperState.CHECKED
    put(association, PaperKind.BOARD, expires_on=localdate() + datetime.timedelta(days=30))
    past = datetime.date(2020, 1, 1)
    put(association, PaperKind.ASSEMBLY, issued_on=past, expires_on=localdate() - datetime.timedelta(days=1))
    assert (states()[PaperKind.BOARD], states()[PaperKind.ASSEMBLY]) == (PaperState.ENDING, PaperState.EXPIRED)
    put(association, PaperKind.ASSEMBLY, issued_on=datetime.date(2019, 1, 1), expires_on=localdate())
    assert states()[PaperKind.ASSEMBLY] == PaperState.ENDING  # an older one that holds today counts
    put(association, PaperKind.PROVISIONAL)
    assert PaperKind.RECEIPT not in states()
    actions.add_branch(association, TerritoryFactory(), by=association.representative)
    actions.describe_association(
        association, by=association.representative, **said(space, member_count=120, counted_on=localdate())
    )
    assert {states()[PaperKind.BRANCH], states()[PaperKind.HEADCOUNT]} == {PaperState.MISSING}


@pytest.mark.parametrize(
    ("changed", "kind", "stays"),
    [
        ({"founded_on": datetime.date(2018, 1, 1)}, PaperKind.STATUTES, False),
        ({"name_fr": "Association Autre"}, PaperKind.RECEIPT, False),
        ({"member_count": 90, "counted_on": datetime.date(2020, 1, 1)}, PaperKind.HEADCOUNT, False),
        ({"themes": ["water"]}, PaperKind.STATUTES, True),
        ({"founded_on": datetime.date(2018, 1, 1)}, PaperKind.BOARD, True),
    ],
)
def test_a_document_whose_facts_change_is_checked_again(association, space, changed, kind, stays):
    row = put(association, kind)
    actions.check_paper(row, by=MembershipFactory(space=space, role=Role.FACILITATOR).user)
    actions.describe_association(association, by=association.representative, **said(space, **changed))
    row.refresh_from_db()
    assert (row.checked_by is not None) == stays


# --- pages ---
def form(space, **more):
    return {
        "name_ar": "جمعية الأفق", "name_fr": "Association Horizon", "seat": space.commune.slug,
        "founded_on": "2017-03-04", "themes": ["water"], "purpose": "التنمية", "member_count": "", "counted_on": "",
    } | more  # fmt: skip


def test_she_registers_it_and_fills_the_dossier(client, representative, space):
    client.force_login(representative)
    answer = client.post(reverse("spaces:association-new"), form(space))
    association = Association.objects.get()
    assert answer.url == association.get_absolute_url()
    assert association.name_ar in client.get(reverse("spaces:my-associations")).text
    file = SimpleUploadedFile("statuts.pdf", paper(), "application/pdf")
    sent = {"kind": "statutes", "file": file, "issued_on": "2020-01-01", "expires_on": ""}
    assert client.post(reverse("spaces:paper-add", args=[association.pk]), sent).status_code == 302
    row = association.papers.get()
    branch = TerritoryFactory()
    address = reverse("spaces:association-branches", args=[association.pk])
    assert client.post(address, {"branch": branch.slug}).status_code == 302
    assert list(association.branches.all()) == [branch]
    assert branch.name in client.get(association.get_absolute_url()).text
    client.post(address, {"remove": branch.pk})
    assert not association.branches.exists()
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    client.force_login(facilitator)
    waiting = client.get(reverse("spaces:associations", args=[space.commune.slug]))
    assert list(waiting.context["waiting"]) == [row]
    client.post(reverse("spaces:paper-check", args=[row.pk]))
    row.refresh_from_db()
    assert row.checked_by == facilitator
    client.force_login(representative)
    client.post(reverse("spaces:paper-remove", args=[row.pk]))
    assert not association.papers.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"founded_on": (localdate() + datetime.timedelta(days=1)).isoformat()}, {"name_fr": ""}, {"seat": "nowhere"}],
)
def test_what_is_refused_stays_on_the_page(client, representative, space, wrong):
    client.force_login(representative)
    page = client.post(reverse("spaces:association-new"), form(space, **wrong))
    assert page.status_code == 422
    for kept in ("جمعية الأفق", "التنمية"):
        assert kept in page.text
    assert not Association.objects.exists()


def test_a_pdf_that_acts_is_refused_and_the_dates_are_kept(client, association):
    client.force_login(association.representative)
    file = SimpleUploadedFile("statuts.pdf", with_script(), "application/pdf")
    sent = {"kind": "statutes", "file": file, "issued_on": "2020-01-01", "expires_on": "2030-01-01"}
    page = client.post(reverse("spaces:paper-add", args=[association.pk]), sent)
    assert page.status_code == 422
    assert 'value="2020-01-01"' in page.text
    assert not association.papers.exists()


def test_a_strangers_doors_are_shut(client, association, space):
    row = put(association)
    client.force_login(UserFactory())
    for name, pk in (
        ("association-edit", association.pk), ("association-branches", association.pk), ("paper-add", association.pk),
        ("paper-check", row.pk), ("paper-remove", row.pk),
    ):  # fmt: skip
        assert client.post(reverse(f"spaces:{name}", args=[pk]), {}).status_code == 404, name


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(client, space, count, django_assert_num_queries):
    for number in range(count):
        actions.register_association(
            by=UserFactory(), **said(space, name_ar=f"جمعية رقم {number}", name_fr=f"Association numéro {number}")
        )
    address = reverse("spaces:associations", args=[space.commune.slug])
    with django_assert_num_queries(2):
        assert len(client.get(address).context["page"].rows) == count


def test_a_representative_who_leaves_takes_the_documents_along(association, django_capture_on_commit_callbacks):
    row = put(association)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.empty_dossiers(association.representative) == 1
    assert not row.file.storage.exists(row.file.name)
    assert Association.objects.filter(pk=association.pk).exists()


def test_its_page_has_the_switch_of_the_house_too(client):
    """What an association works on is not what the page's colours are called by."""
    association = AssociationFactory(themes=["water"])
    page = client.get(f"/fr/associations/{association.pk}/").content.decode()
    assert "?to=dark" in page
    assert "?to=name" not in page
