"""The digest: one message, once, of all that waited, in the reader's language."""

import datetime

import pytest
from django.core import mail
from django.utils.timezone import now

from core.enums import Channel, Delivery
from core.models import Message
from notices import actions, digests
from notices.actions.digesting import digest_chunk
from notices.actions.wishing import prefer
from notices.models import Notice, Preference
from tests.core.mailboxes import Provider
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
UTC = datetime.UTC
MORNING = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday; 10:00 in Casablanca
EVENING = MORNING - datetime.timedelta(hours=15)


@pytest.fixture(autouse=True)
def _evening(time_machine):
    time_machine.move_to(EVENING, tick=False)


def reader(**values):
    return UserFactory(**({"email": "amina@example.com"} | values))


def told(user, number=1, key="need", **options):
    actions.notify([user], key=f"{key}.{number}.x", text=f"خبر {number}", url=f"/needs/{number}/", **options)


def rounds(time_machine, work, moment=MORNING, count=1):
    time_machine.move_to(moment, tick=False)
    for _n in range(count):
        actions.make_digests()
        work()


def test_a_digest_made_twice_leaves_once(time_machine, work):
    user = reader()
    for number in range(3):
        told(user, number)
    rounds(time_machine, work, count=2)
    time_machine.shift(datetime.timedelta(minutes=5))
    told(user, 9)  # what comes after waits for tomorrow
    rounds(time_machine, work, MORNING + datetime.timedelta(hours=1))
    (message,) = Message.objects.all()
    assert (message.state, message.to, message.user) == (Delivery.SENT, user.email, user)
    assert [f"خبر {number}" in message.body for number in (0, 1, 2, 9)] == [True, True, True, False]
    (sent,) = mail.outbox
    assert "List-Unsubscribe" in sent.extra_headers


def test_a_job_that_did_not_run_for_three_days_sends_one_with_all_of_it(time_machine, work):
    user = reader()
    for number in range(3):
        time_machine.move_to(EVENING + datetime.timedelta(days=number), tick=False)
        told(user, number)
    rounds(time_machine, work, MORNING + datetime.timedelta(days=3), count=3)
    (message,) = Message.objects.all()
    assert all(f"خبر {number}" in message.body for number in range(3))


def test_none_is_lost_while_the_provider_is_down(time_machine, work, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.core.mailboxes.Provider", "OPTIONS": {}}}
    Provider.fails_with, Provider.refuses_to_open, Provider.taken = [], True, []
    user = reader()
    for day in range(3):
        time_machine.move_to(EVENING + datetime.timedelta(days=day), tick=False)
        told(user, day)
        rounds(time_machine, work, MORNING + datetime.timedelta(days=day))
    Provider.refuses_to_open = False
    time_machine.shift(datetime.timedelta(hours=7))
    work()
    words = "".join(sent.body for sent in Provider.taken)
    assert [words.count(f"خبر {day}\n") for day in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_it_is_grouped_and_in_her_language(time_machine, work, language):
    place = TerritoryFactory(name_ar="تيزنيت", name_fr="Tiznit")
    user = reader(language=language)
    told(user, 1, key="debate", commune=place)
    told(user, 2, commune=place)
    told(user, 3, key="event")
    rounds(time_machine, work)
    message = Message.objects.get()
    name = "تيزنيت" if language == "ar" else "Tiznit"
    assert message.body.count(f"== {name} ==") == 1
    order = [message.body.index(f"خبر {number}") for number in (2, 1, 3)]
    assert order == sorted(order)  # needs, then debates; what has no place comes last
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in message.html
    assert f"http://localhost:8000/{language}/needs/2/" in message.body
    assert f"/{language}/stop/m{user.pk}-" in message.stop_url
    assert "<" not in message.body


def test_words_of_people_are_escaped_in_html(time_machine, work):
    user = reader()
    actions.notify([user], key="need.1.x", text="<img src=x>", url="/needs/1/")
    rounds(time_machine, work)
    message = Message.objects.get()
    assert "<img" not in message.html
    assert "<img src=x>" in message.body


def test_what_is_hidden_or_read_is_not_told_and_what_is_shown_again_is(time_machine, work):
    user = reader()
    for number in range(3):
        told(user, number)
    actions.show("/needs/0/", is_shown=False)
    actions.read(Notice.objects.get(url="/needs/1/"), by=user)
    rounds(time_machine, work)
    message = Message.objects.get()
    assert [f"خبر {number}" in message.body for number in range(3)] == [False, False, True]
    actions.show("/needs/0/", is_shown=True)
    rounds(time_machine, work, MORNING + datetime.timedelta(hours=2))
    assert Message.objects.count() == 1
    rounds(time_machine, work, MORNING + datetime.timedelta(days=1))
    assert "خبر 0" in Message.objects.latest("pk").body


@pytest.mark.parametrize(
    ("wishes", "count"),
    [
        ({"is_muted": True}, 0),
        ({"often": "answers"}, 0),
        ({"by_mail": False}, 0),
        ({"quiet_kinds": ["need"]}, 0),
        ({"often": "weekly"}, 0),
        ({"often": "daily"}, 1),
    ],
)
def test_her_wishes_are_kept(time_machine, work, wishes, count):
    user = reader()
    prefer(by=user, **wishes)
    told(user)
    rounds(time_machine, work)
    assert Message.objects.count() == count
    rounds(time_machine, work, MORNING + datetime.timedelta(days=6))  # after Monday
    assert Message.objects.count() == (1 if wishes == {"often": "weekly"} else count)


def test_the_turn_is_eight_in_the_morning_in_morocco():
    before = datetime.datetime(2026, 11, 25, 6, 59, tzinfo=UTC)
    assert digests.turn("daily", before).isoformat() == "2026-11-24T08:00:00+01:00"
    assert digests.turn("daily", before + datetime.timedelta(minutes=1)).isoformat() == "2026-11-25T08:00:00+01:00"
    assert digests.turn("weekly", before).isoformat() == "2026-11-23T08:00:00+01:00"


def test_urgent_news_is_in_no_digest(time_machine, work):
    told(reader(), urgent=True)
    work()
    rounds(time_machine, work)
    assert [message.channel for message in Message.objects.all()] == [Channel.MAIL]
    assert Notice.objects.waiting().count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_costs_the_same_for_one_and_three(count, time_machine, django_assert_num_queries):
    for number in range(count):
        told(reader(email=f"p{number}@example.com"))
    with django_assert_num_queries(14):
        assert digest_chunk(0, MORNING) == count
    assert Preference.objects.filter(digested_at=MORNING).count() == count
    assert now() < MORNING
