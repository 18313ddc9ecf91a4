"""Following: a topic that everyone may see, told of once, in the reader's language, of nothing hidden."""

from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.signals import erasing, exporting
from core.workflow import Refused
from needs import actions as needs
from notices import actions, topics
from notices.enums import Topic
from notices.models import Following, News, Notice
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def need():
    return NeedFactory(title="ماء الدوار")


def tell(need, key="answered.1", **options):
    values = {"text": lambda: "جواب", "url": need.get_absolute_url(), "commune": need.space.commune_id}
    return actions.tell_followers(
        (Topic.NEED, str(need.pk)),
        topics=topics.around(need.space.commune.slug, need.theme),
        key=f"need.{need.pk}.{key}",
        **(values | options),
    )


def topics_of(need) -> list[tuple[str, str]]:
    slug = need.space.commune.slug
    return [
        (Topic.NEED, str(need.pk)),
        (Topic.COMMUNE, slug),
        (Topic.THEME, need.theme),
        (Topic.THEME, f"{need.theme}@{slug}"),
    ]


def test_each_topic_of_a_need_is_followed_once_and_told_once(need, work):
    user, actor = UserFactory(), UserFactory()
    for kind, key in topics_of(need) * 2:
        for one in (user, actor):
            actions.follow(kind, key, by=one)
    assert Following.objects.of(user).count() == 4
    for _n in range(2):
        tell(need, but=actor)
        work()
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.commune_id) == (user, "need", need.space.commune_id)
    assert not notice.is_urgent


def test_whoever_is_told_for_another_reason_is_told_once(need, work):
    user = UserFactory()
    actions.follow(Topic.NEED, str(need.pk), by=user)
    actions.notify([user], key=f"need.{need.pk}.answered.1", text="جواب لك", url="/needs/1/", urgent=True)
    tell(need)
    work()
    assert Notice.objects.get().text == "جواب لك"


def test_a_thousand_followers_are_told_in_batches(need, work, monkeypatch):
    monkeypatch.setattr("notices.actions.following.BATCH", 7)
    users = [UserFactory() for _n in range(20)]
    Following.objects.bulk_create(
        Following(user=user, kind=kind, key=key) for user in users for kind, key in topics_of(need)
    )
    tell(need)
    work()
    assert sorted(Notice.objects.values_list("user", flat=True)) == [user.pk for user in users]


@pytest.mark.parametrize("key", ["0", "x", "99999999", "9" * 40, "tiznit"])
def test_what_is_not_public_is_not_followed(key):
    with pytest.raises(Refused):
        actions.follow(Topic.NEED, key, by=UserFactory())
    with pytest.raises(Refused):
        actions.follow("secret", key, by=UserFactory())
    with pytest.raises(PermissionDenied):
        actions.follow(Topic.NEED, key, by=AnonymousUser())


def test_nothing_hidden_is_told_nor_shown_in_a_feed(need, work, client):
    user, facilitator = UserFactory(), MembershipFactory(space=need.space, role="facilitator").user
    actions.follow(Topic.COMMUNE, need.space.commune.slug, by=user)
    tell(need)
    needs.hold(need, by=facilitator, note="للتحقق")  # before the job ran
    work()
    assert not Notice.objects.filter(user=user).exists()
    tell(need, "answered.2")
    work()
    assert not News.objects.filter(key__contains="answered").exists()
    needs.show(need, by=facilitator)  # nobody was told of it yet: it is announced
    tell(need, "answered.3")
    work()
    notice = Notice.objects.get(user=user, key__contains="answered.3")
    assert Notice.objects.filter(user=user).count() == 2
    address = f"/ar/follow/commune/{need.space.commune.slug}/atom/"
    assert client.get(address).content.count(b"<entry>") == 2
    needs.hide(need, by=facilitator, note="مخالف")
    notice.refresh_from_db()
    assert not notice.is_shown
    assert client.get(address).content.count(b"<entry>") == 0
    assert client.get(f"/ar/follow/need/{need.pk}/").status_code == 404


def test_a_debate_in_preparation_is_no_topic():
    assert topics.find(Topic.DEBATE, str(DebateFactory(state="draft").pk)) is None


def test_whoever_has_news_of_the_same_act_is_not_told_again(need, work):
    """One answer is news of a need and of a council: who is behind the one and follows the other is told once."""
    both, follower = UserFactory(), UserFactory()
    for one in (both, follower):
        actions.follow(Topic.NEED, str(need.pk), by=one)
    actions.notify([both], key="need.1.answered.7", text="جواب لك", url="/needs/1/", urgent=True)
    tell(need, key="answer.7", besides=["need.1.answered.7"])
    work()
    assert [notice.text for notice in Notice.objects.filter(user=both)] == ["جواب لك"]
    assert [notice.text for notice in Notice.objects.filter(user=follower)] == ["جواب"]


@pytest.mark.parametrize("kind", Topic.values)
def test_each_kind_of_topic_is_found_in_few_queries(kind, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert topics.find_all((kind, key) for key in ("x", "1", "water@nowhere", "nowhere")) == {}


def test_a_need_that_is_voiced_is_told_to_its_commune(work):
    space, user, author = SpaceFactory(), UserFactory(language="fr"), UserFactory()
    actions.follow(Topic.COMMUNE, space.commune.slug, by=user)
    needs.post(space, by=author, title="طريق الدوار", theme="roads", place="الدوار")
    work()
    assert "طريق الدوار" in Notice.objects.get(user=user).text
    assert not Notice.objects.filter(user=author).exists()


# --- pages ---
def test_the_button_works_with_and_without_javascript(client, htmx, need):
    user, address = UserFactory(), f"/ar/follow/need/{need.pk}/"
    assert "next=" in client.post(address).headers["Location"]
    assert 'href="/ar/accounts/' in client.get(address).content.decode()
    for browser in (client, htmx):
        browser.force_login(user)
    assert client.post(address, {"follow": "yes"}).headers["Location"] == f"/ar/needs/{need.pk}/"
    assert client.post(address, {"follow": "yes"}).status_code == 302
    fragment = htmx.get(address).content.decode()
    assert "<html" not in fragment
    assert 'value="no"' in fragment
    assert 'value="yes"' in htmx.post(address, {"follow": "no"}).content.decode()
    assert not Following.objects.exists()


@pytest.mark.parametrize(("count", "is_said"), [(4, False), (5, True)])
def test_few_followers_are_not_counted_in_public(client, need, count, is_said):
    for _n in range(count):
        actions.follow(Topic.NEED, str(need.pk), by=UserFactory())
    with_words = client.get(f"/en/follow/need/{need.pk}/").content.decode()
    assert ("people follow this" in with_words) == is_said


@pytest.mark.parametrize("count", [1, 3])
def test_what_she_follows_costs_the_same(client, count, django_assert_num_queries):
    user = UserFactory()
    for _n in range(count):
        actions.follow(Topic.NEED, str(NeedFactory().pk), by=user)
    client.force_login(user)
    client.get("/ar/inbox/followed/")
    with django_assert_num_queries(4):
        page = client.get("/ar/inbox/followed/").content.decode()
    assert page.count('value="no"') == count


def test_what_is_hidden_now_is_left_without_its_name(client, need):
    user = UserFactory()
    actions.follow(Topic.NEED, str(need.pk), by=user)
    type(need).objects.update(visibility="hidden")
    client.force_login(user)
    assert need.title not in client.get("/ar/inbox/followed/").content.decode()
    assert client.post(f"/ar/follow/need/{need.pk}/", {"follow": "no"}).headers["Location"] == "/ar/inbox/followed/"
    assert not Following.objects.exists()


def test_the_feed_is_atom_in_the_language_of_its_address(client, need, work):
    tell(need, text=lambda: "خبر <b>")
    work()
    feed = ElementTree.fromstring(client.get(f"/fr/follow/theme/{need.theme}/atom/").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "خبر <b>"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/fr/needs/{need.pk}/")
    assert entry.findtext(f"{ATOM}updated")


def test_export_and_erasure(need):
    user, other = UserFactory(), UserFactory()
    for one in (user, other):
        actions.follow(Topic.NEED, str(need.pk), by=one)
    sections = {}
    for _receiver, section in exporting.send(type(user), user=user):
        sections |= section or {}
    assert [(row["kind"], row["key"]) for row in sections["followed"]] == [("need", str(need.pk))]
    erasing.send(type(user), user=user, by=user)
    assert list(Following.objects.values_list("user", flat=True)) == [other.pk]
