"""Who hears of an action plan: whoever follows the council, the commune, a theme, or what a project came from."""

import pytest
from django.utils.timezone import localdate

from needs.models import Need
from notices import actions as notices
from notices.enums import Topic
from notices.models import News, Notice
from programmes import actions
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.programmes import AxisFactory, ProgrammeFactory, ProjectFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.programmes.people import need_of, prepared, president

pytestmark = pytest.mark.django_db
ATOM = "/fr/follow/{kind}/{key}/atom/"


def reader(*pairs):
    user = UserFactory(language="en")
    for kind, key in pairs:
        notices.follow(kind, str(key), by=user)
    return user


@pytest.fixture
def town():
    """A programme that is carried out, with one project that came from a need that somebody joined, and a debate."""
    programme = ProgrammeFactory(running=True)
    programme.slug = programme.council.territory.slug
    programme.space = SpaceFactory(commune=programme.council.territory)
    programme.asked = UserFactory(language="en")
    programme.need = need_of(programme, programme.space, programme.asked)
    programme.debate = DebateFactory(space=programme.space, state="open")
    programme.project = ProjectFactory(axis=AxisFactory(programme=programme), theme="water")
    programme.boss = president(programme)
    for thing in (programme.need, programme.debate):
        actions.name_origin(programme.project, thing, by=programme.boss)
    return programme


def ways(town):
    return {
        "council": (Topic.COUNCIL, town.slug),
        "commune": (Topic.COMMUNE, town.slug),
        "theme": (Topic.THEME, f"water@{town.slug}"),
        "need": (Topic.NEED, town.need.pk),
        "debate": (Topic.DEBATE, town.debate.pk),
    }


def keys_of(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


@pytest.mark.parametrize("way", ["council", "commune", "theme", "need", "debate"])
def test_each_way_of_following_hears_what_becomes_of_a_project(town, work, client, way):
    user = reader(ways(town)[way])
    actions.move_project(town.project, "postpone", by=town.boss, note="تأخر التمويل")
    work()
    notice = Notice.objects.get(user=user)
    assert notice.key.startswith(f"project.{town.project.pk}.postpone.")
    assert (notice.is_urgent, notice.kind, notice.url) == (False, "council", f"/projects/{town.project.pk}/")
    assert town.project.title_fr in notice.text
    kind, key = ways(town)[way]
    assert client.get(ATOM.format(kind=kind, key=key)).content.count(b"<entry>") == 1


def test_whoever_asked_and_follows_all_of_it_is_told_once_a_step(town, work):
    for kind, key in ways(town).values():
        notices.follow(kind, str(key), by=town.asked)
        notices.follow(kind, str(key), by=town.boss)
    actions.move_project(town.project, "start", by=town.boss)
    actions.move_project(town.project, "finish", by=town.boss)
    work()
    assert [key.split(".")[2] for key in keys_of(town.asked)] == ["start", "finish"]
    assert "You asked for it" in Notice.objects.get(user=town.asked, key__contains="finish").text
    assert keys_of(town.boss) == []  # whoever did it


def test_what_inhabitants_contest_is_told(town, work):
    actions.move_project(town.project, "start", by=town.boss)
    project = actions.move_project(town.project, "finish", by=town.boss)
    work()
    user = reader(*ways(town).values())
    actions.say_not_done(project, by=town.asked, reason="الصنبور جاف")
    work()
    assert keys_of(user) == [f"project.{project.pk}.contested.1"]
    assert Notice.objects.get(user=town.boss, key=f"project.{project.pk}.contested.1").is_urgent


def test_a_hidden_need_tells_nobody(town, work):
    user = reader(ways(town)["need"])
    Need.objects.filter(pk=town.need.pk).update(visibility="hidden")
    actions.move_project(town.project, "postpone", by=town.boss, note="تأخر التمويل")
    work()
    assert keys_of(user) == []
    assert not News.objects.get().topics.filter(kind=Topic.NEED).exists()


def test_an_evaluation_is_told_once_it_is_published(town, work):
    user = reader(*ways(town).values())
    year = localdate().year
    actions.publish_evaluation(town, year, by=town.boss)
    work()
    notice = Notice.objects.get(user=user)
    assert (notice.key, notice.url) == (
        f"programme.{town.pk}.evaluation.{year}",
        f"/programmes/{town.pk}/evaluations/{year}/",
    )
    assert str(year) in notice.text


def test_a_draft_is_told_when_it_can_be_read_and_its_projects_not_before(work):
    programme = ProgrammeFactory(state="preparation")
    slug = programme.council.territory.slug
    space = SpaceFactory(commune=programme.council.territory)
    boss, member = president(programme), MembershipFactory(space=space).user
    project = ProjectFactory(axis=AxisFactory(programme=programme), theme="water")
    actions.name_origin(project, need := need_of(programme, space), by=boss)
    prepared(programme)
    council, asked = reader((Topic.COUNCIL, slug)), reader((Topic.NEED, need.pk), (Topic.THEME, f"water@{slug}"))
    notices.follow(Topic.COUNCIL, slug, by=member)
    actions.move_programme(programme, "diagnose", by=boss)
    work()
    assert keys_of(council) == [f"programme.{programme.pk}.diagnosis"]
    assert keys_of(asked) == []
    actions.move_programme(programme, "draft", by=boss)
    work()
    assert keys_of(asked) == [f"programme.{programme.pk}.drafted"]
    assert keys_of(member) == [f"programme.{programme.pk}.diagnosis", f"programme.{programme.pk}.drafted"]


def test_its_pages_offer_to_follow_the_council(town, client):
    for address in (f"/fr/programmes/{town.pk}/", f"/fr/projects/{town.project.pk}/"):
        assert f"/fr/follow/council/{town.slug}/" in client.get(address).content.decode()
