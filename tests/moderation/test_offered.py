"""Whatever can be reported says so where it is read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from moderation.kinds import kinds

pytestmark = pytest.mark.django_db
# A reason of an act stands in a history, a detail given about a need under it, a statement among the opinions of its
# consultation: their rooms' own tests look. A photo is reported with what it was added to.
ELSEWHERE = {"note", "need_reply", "need_photo", "project_photo", "discussion", "statement"}


def test_each_kind_is_reported_from_its_page(world, client):
    silent, missing = [], []
    for name in kinds().keys() - ELSEWHERE:
        kind = kinds()[name]
        row = kind.visible_to(AnonymousUser()).order_by("pk").first()
        if row is None:
            missing.append(name)
            continue
        page = client.get(kind.say(row).url)
        if page.status_code != 200 or reverse("moderation:report", args=[name, row.pk]) not in page.text:
            silent.append((name, kind.say(row).url, page.status_code))
    assert silent == []
    assert missing == []


def test_a_report_about_an_office_is_read_and_left_to_it(world, client):
    """What is an act of an office is reported, and not hidden from the queue."""
    for name in ("call", "funded_project", "course", "written_question", "opinion", "stand"):
        kind = kinds()[name]
        row = kind.visible_to(AnonymousUser()).order_by("pk").first()
        page = client.get(reverse("moderation:report", args=[name, row.pk]))
        assert kind.say(row).title in page.text, name
        assert client.post(page.wsgi_request.path, {"ground": "false", "words": "غير صحيح"}).status_code == 302, name
        assert not kind.can(row, "hide"), name
