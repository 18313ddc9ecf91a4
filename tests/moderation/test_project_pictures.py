"""A photo of a funded project is taken away alone: what was given and done stays everyone's, the photo its evidence."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from calls.actions import funding
from calls.models import Evidence, Project
from moderation import actions
from moderation.enums import ActKind, Ground, Outcome
from moderation.kinds import kinds
from moderation.models import Act, Case
from spaces.enums import Role
from tests.calls.test_judging import awarded
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.needs.files import image

pytestmark = pytest.mark.django_db
WHY = {"ground": Ground.PRIVATE, "note": "تظهر وجوه أطفال"}


@pytest.fixture
def project(settings) -> Project:
    settings.SECOND_FACTOR_ENFORCED = False
    _call, by, (application,) = awarded((9, 9))
    row, day = Project.objects.get(), localdate()
    funding.plan(
        row, by=by, starts_on=day, ends_on=day, duties="إنجاز", milestones=[("العرض", day)],
        instalments=[(row.granted, day)],
    )  # fmt: skip
    row = funding.agree(row, by=by)
    row.leader, row.step = by, row.milestones.get()
    row.representative = application.association.representative
    row.photo = funding.prove(row.step, by=row.representative, title="ورشة الأطفال", file=image(size=(40, 30)))
    return row


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def taken(project, by) -> Case:
    case = actions.report("funded_project", project.pk, by=UserFactory(), ground=Ground.PRIVATE).case
    named = [("project_photo", project.photo.pk)]
    return actions.decide(case, outcome=Outcome.KEPT, by=by, takes_pictures=named, **WHY)


def test_the_photo_goes_and_the_project_stays(project):
    moderator = MembershipFactory(space=project.application.call.space, role=Role.MODERATOR).user
    address, page = reverse("calls:evidence", args=[project.photo.pk]), project.get_absolute_url()
    visitor = Client()
    assert visitor.get(address).status_code == 200
    assert address in visitor.get(page).text
    taken(project, moderator)
    assert visitor.get(address).status_code == 404
    shown = visitor.get(page).text
    assert (address in shown, "ورشة الأطفال" in shown, project.application.title in shown) == (False, False, True)
    for who in (moderator, project.leader, project.representative):  # who decides, and the two parties
        assert signed_in(who).get(address).status_code == 200
    assert signed_in(UserFactory()).get(address).status_code == 404
    assert "ورشة الأطفال" in signed_in(project.leader).get(page).text
    assert funding.reach(project.step, by=project.leader).reached_at  # it is evidence all the same
    assert list(Act.objects.order_by("pk").values_list("kind", "act")) == [
        ("funded_project", ActKind.KEEP), ("project_photo", ActKind.PICTURE),
    ]  # fmt: skip


def test_an_appeal_that_is_won_brings_it_back(project):
    space = project.application.call.space
    first, second = (MembershipFactory(space=space, role=Role.MODERATOR).user for _one in range(2))
    taken(project, first)
    case = Case.objects.get(kind="project_photo", key=project.photo.pk)
    assert case.author == project.representative
    case = actions.appeal(case, by=project.representative, words="أولياؤهم موافقون")
    with pytest.raises(PermissionDenied):
        actions.judge(case, overturns=True, by=first, reply="لا")
    actions.judge(case, overturns=True, by=second, reply="نعم")
    assert Client().get(reverse("calls:evidence", args=[project.photo.pk])).status_code == 200


def test_nobody_else_takes_it(project):
    elsewhere = MembershipFactory(role=Role.MODERATOR).user
    for who in (elsewhere, project.representative, UserFactory()):
        with pytest.raises(PermissionDenied):
            taken(project, who)
        with pytest.raises(PermissionDenied):
            funding.move_photo(project.photo, "hide", by=who, note="تجربة")


def test_the_list_and_the_address_agree_on_who_sees_it(project):
    moderator = MembershipFactory(space=project.application.call.space, role=Role.MODERATOR).user
    elsewhere = MembershipFactory(role=Role.MODERATOR).user
    kind, address = kinds()["project_photo"], reverse("calls:evidence", args=[project.photo.pk])
    for is_taken in (False, True):
        if is_taken:
            taken(project, moderator)
        for who in (AnonymousUser(), UserFactory(), elsewhere, moderator, project.representative):
            listed = kind.visible_to(who).filter(pk=project.photo.pk).exists()
            client = signed_in(who) if who.is_authenticated else Client()
            assert listed == (client.get(address).status_code == 200), (is_taken, who)
    assert Evidence.objects.get().visibility == "hidden"
