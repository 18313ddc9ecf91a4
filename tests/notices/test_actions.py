"""Telling people: once, in their language, at the same cost for one and for many."""

import pytest
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from accounts.signals import erasing, exporting
from core.enums import Channel
from core.models import Message
from core.text import isolate
from notices.actions import TEXT_LENGTH, notify, read, read_all
from notices.models import Notice
from notices.paths import in_language, without_language
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def tell(users, key="need.1.answered", text="جواب المجلس", url="/needs/1/", **options):
    return notify(users, key=key, text=text, url=url, **options)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("urgent", [False, True])
def test_the_cost_is_the_same_for_one_and_three(count, urgent, django_assert_num_queries):
    for _n in range(count):
        UserFactory()
    with django_assert_num_queries(3 if urgent else 2):
        assert tell(User.objects.all(), urgent=urgent) == count
    assert Notice.objects.count() == count


def test_twice_is_once(work):
    users = [UserFactory(), UserFactory(email="amina@example.com")]
    for _n in range(2):
        tell(users, urgent=True)
        work()
    assert Notice.objects.count() == 2
    assert Message.objects.count() == 2


def test_nobody_to_tell(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tell([]) == 0


def test_each_is_told_in_her_language():
    users = {language: UserFactory(language=language) for language in ("ar", "fr", "en", "zgh")}
    asked = []

    def text():
        from django.utils.translation import get_language  # noqa: PLC0415 -- what is tested

        asked.append(get_language())
        return get_language()

    with override("fr"):
        tell(users.values(), text=text)
    assert {language: Notice.objects.get(user=user).text for language, user in users.items()} == {
        language: language for language in users
    }
    assert sorted(asked) == ["ar", "en", "fr", "zgh"]


def test_a_lazy_text_is_made_for_its_reader():
    user = UserFactory(language="fr")
    with override("ar"):
        tell([user], text=gettext_lazy("Saturday"))
    assert Notice.objects.get().text == "samedi"


def test_people_who_left_and_system_accounts_are_not_told():
    assert tell([UserFactory(is_active=False), User.objects.system()]) == 0


def test_one_person_named_twice_is_told_once():
    user = UserFactory()
    assert tell([user, User.objects.get(pk=user.pk)]) == 1


@pytest.mark.parametrize("path", ["needs/1/", "/needs/1/", "/fr/needs/1/", "/zgh/needs/1/"])
def test_addresses_are_kept_without_their_language(path):
    assert without_language(path) == "/needs/1/"
    assert in_language(path, "fr") == "/fr/needs/1/"


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/ar//evil.example/", "\\\\evil.example", "javascript:x"]
)
def test_no_notice_leads_to_another_site(path):
    user = UserFactory()
    try:
        tell([user], url=path)
    except ValueError:
        assert not Notice.objects.exists()
    else:
        assert in_language(Notice.objects.get().url).startswith("/ar/")
        assert "//" not in in_language(Notice.objects.get().url)


def test_a_long_text_is_cut_and_its_isolates_closed():
    user = UserFactory()
    tell([user], text=f"حاجة {isolate('طويلة ' * 100)}")
    text = Notice.objects.get().text
    assert len(text) <= TEXT_LENGTH
    assert text.count("\u2068") == text.count("\u2069") == 1


# --- the outbox ---
def test_urgent_news_leaves_by_mail_or_by_text_message(work):
    with_mail = UserFactory(email="amina@example.com", language="fr")
    with_phone = UserFactory(language="ar")
    unconfirmed = UserFactory(phone_verified=False)
    tell([with_mail, with_phone, unconfirmed], urgent=True)
    assert not Message.objects.exists()
    work()
    mail, text = Message.objects.get(channel=Channel.MAIL), Message.objects.get(channel=Channel.SMS)
    assert mail.to == "amina@example.com"
    assert "http://localhost:8000/fr/needs/1/" in mail.body
    assert text.to == with_phone.phone
    assert "http://localhost:8000/ar/needs/1/" in text.body
    assert "<" not in mail.body
    assert Message.objects.count() == 2


def test_calm_news_stays_in_the_inbox(work):
    tell([UserFactory(email="amina@example.com")])
    work()
    assert not Message.objects.exists()


# --- her own ---
def test_reading_is_hers_alone():
    mine, other = UserFactory(), UserFactory()
    tell([mine, other])
    notice = Notice.objects.get(user=mine)
    assert read(notice, by=other).read_at is None
    first = read(notice, by=mine).read_at
    assert first
    assert read(Notice.objects.get(pk=notice.pk), by=mine).read_at == first
    assert read_all(by=mine) == 0
    assert read_all(by=other) == 1


def test_export_and_erasure():
    user, other = UserFactory(), UserFactory()
    tell([user, other])
    sections = {}
    for _receiver, section in exporting.send(type(user), user=user):
        sections |= section or {}
    assert [notice["text"] for notice in sections["notices"]] == ["جواب المجلس"]
    erasing.send(type(user), user=user, by=user)
    assert list(Notice.objects.values_list("user", flat=True)) == [other.pk]
