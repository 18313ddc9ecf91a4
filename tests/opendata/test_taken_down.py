"""What is hidden leaves the files of open data at once; what stood in none takes none down."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.enums import Trust
from moderation.actions import list_word
from needs import actions as needs
from opendata import actions
from opendata.models import Dump
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db
FILES = 3  # of needs: CSV, JSON, GeoJSON


@pytest.fixture(autouse=True)
def _own_files(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def space():
    return SpaceFactory()


def posted(space, title: str):
    author = UserFactory(trust=Trust.CONTACT)
    return needs.post(space, by=author, title=title, text="ينقطع.", theme="water", place="الدوار")


def asked_for() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name=actions.MAKE)
    return sorted(job.args["slug"] for job in jobs)


def test_hidden_it_takes_its_files_down_and_they_are_written_anew(client, space, django_capture_on_commit_callbacks):
    need = posted(space, "ماء الشرب في الدوار")
    with django_capture_on_commit_callbacks(execute=True):
        actions.make("needs")
        actions.make("events")
    events = Dump.objects.filter(dataset="events").count()
    with django_capture_on_commit_callbacks(execute=True):
        needs.hide(need, by=UserFactory(is_superuser=True), note="شرح")
    assert client.get(reverse("opendata-file", args=["needs", "json"])).status_code == 404
    assert Dump.objects.count() == events  # the others stay
    assert len(default_storage.listdir("open-data")[1]) == events
    assert asked_for() == ["needs"]  # what was never written is not asked for
    actions.make("needs")
    assert need.title not in b"".join(client.get(reverse("opendata-file", args=["needs", "json"]))).decode()


def test_what_a_rule_holds_as_it_is_written_takes_no_file_down(space):
    list_word(space, "زبالعربي", language="ar", by=UserFactory(is_superuser=True))
    posted(space, "ماء الشرب في الدوار")
    actions.make("needs")
    held = posted(space, "ماء يا زبالعربي في الدوار")
    assert held.visibility == "held"
    assert Dump.objects.filter(dataset="needs").count() == FILES
    assert asked_for() == []
