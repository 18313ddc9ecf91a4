"""The inbox: private, read on opening, by pages."""

import pytest
from django.contrib.auth.models import AnonymousUser

from notices.actions import notify
from notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


def told(user, count=1, text="جواب المجلس"):
    for number in range(count):
        notify([user], key=f"need.{number}", text=f"{text} {number}", url=f"needs/{number}/")
    return list(Notice.objects.filter(user=user).order_by("id"))


@pytest.mark.parametrize("who", ["recipient", "other", "visitor", "superuser"])
def test_list_and_object_agree(who):
    recipient = UserFactory()
    (notice,) = told(recipient)
    user = {
        "recipient": recipient,
        "other": UserFactory(),
        "visitor": AnonymousUser(),
        "superuser": UserFactory(is_superuser=True),
    }[who]
    listed = Notice.objects.visible_to(user).filter(pk=notice.pk).exists()
    assert listed == (who == "recipient")
    if who != "superuser":  # Django lets a superuser pass every has_perm: the list stays private nonetheless
        assert listed == user.has_perm("notices.view_notice", notice)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("count", [1, 3])
def test_inbox_costs_the_same_for_one_and_three(client, language, count, django_assert_num_queries):
    user = UserFactory()
    told(user, count)
    client.force_login(user)
    client.get(f"/{language}/inbox/")
    with django_assert_num_queries(4):
        page = client.get(f"/{language}/inbox/")
    assert page.content.decode().count('class="card card-link"') == count
    assert page.headers["Cache-Control"].startswith("max-age=0")


def test_empty_inbox_says_what_it_is_for(client):
    client.force_login(UserFactory())
    assert b'class="empty"' in client.get("/ar/inbox/").content


def test_a_notice_is_escaped(client):
    user = UserFactory()
    told(user, text="<script>alert(1)</script>")
    client.force_login(user)
    assert b"<script>alert" not in client.get("/ar/inbox/").content


def test_opening_marks_as_read_and_goes_there(client):
    user = UserFactory()
    (notice,) = told(user)
    client.force_login(user)
    answer = client.get(f"/fr/inbox/{notice.pk}/")
    assert answer.headers["Location"] == "/fr/needs/0/"
    notice.refresh_from_db()
    assert notice.read_at


def test_the_notice_of_another_is_not_found(client):
    (notice,) = told(UserFactory())
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"/ar/inbox/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_pages_of_the_inbox(client):
    user = UserFactory()
    notices = told(user, 45)
    client.force_login(user)
    seen, address = [], "/ar/inbox/"
    while address:
        page = client.get(address).context["page"]
        seen += [notice.pk for notice in page.rows]
        address, newer = page.older, page.newer
    assert seen == [notice.pk for notice in reversed(notices)]
    assert [notice.pk for notice in client.get(newer).context["page"].rows] == seen[20:40]
    for bad in ("x", "9" * 40, "-1", "a0"):
        assert client.get("/ar/inbox/", {"cursor": bad}).status_code == 200
    past = client.get("/ar/inbox/", {"cursor": f"a{notices[0].pk}"})
    assert past.context["page"].newer == "/ar/inbox/"


def test_mark_all_as_read(client):
    user = UserFactory()
    told(user, 3)
    client.force_login(user)
    assert client.get("/ar/inbox/read/").status_code == 405
    assert client.post("/ar/inbox/read/").status_code == 302
    assert not Notice.objects.unread().exists()


def test_count_is_a_fragment_for_htmx_and_a_redirect_without(client, htmx):
    user = UserFactory()
    told(user, 3)
    for browser in (client, htmx):
        browser.force_login(user)
    assert client.get("/ar/inbox/count/").headers["Location"] == "/ar/inbox/"
    fragment = htmx.get("/ar/inbox/count/").content.decode()
    assert "<html" not in fragment
    assert ">3<" in fragment


def test_count_is_nothing_for_a_visitor(htmx, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = htmx.get("/ar/inbox/count/")
    assert answer.content == b""
    assert not answer.cookies


def test_a_visitor_is_sent_to_sign_in(client):
    assert "next=/ar/inbox/" in client.get("/ar/inbox/").headers["Location"]
