"""The courses that come with Agraw: whole in both languages, loaded once, and citing only what the house has read."""

import re

import pytest
import time_machine
from django.core.management import call_command

from tests.factories.accounts import UserFactory
from tests.factories.training import right_answers
from training import actions
from training.actions.loading import load_courses, read_courses
from training.models import Course, Progress
from training.templatetags.lessons import lesson_text


@time_machine.travel("2026-12-01")
@pytest.mark.django_db
def test_they_are_loaded_once_and_again_when_their_version_grows(monkeypatch, capsys):
    call_command("load_courses")
    assert "4 added" in capsys.readouterr().out
    assert load_courses() == (0, 0)
    course, person = Course.objects.get(key="petition"), UserFactory()
    assert (course.state, course.modules.count(), course.questions.count()) == ("published", 3, 7)
    lesson = course.modules.first().lessons.first()
    actions.read_lesson(lesson, by=person)
    assert actions.take_quiz(course, right_answers(course), by=person).score == 100
    newer = [
        said | {"version": said["version"] + 1, "title_fr": "Une pétition recevable, suite"} for said in read_courses()
    ]
    monkeypatch.setattr("training.actions.loading.read_courses", lambda: newer)
    assert load_courses() == (0, 4)
    course.refresh_from_db()
    assert (course.version, course.title_fr) == (2, "Une pétition recevable, suite")
    assert Progress.objects.get().read.get().lesson == lesson
    assert course.questions.count() == 7


@time_machine.travel("2028-01-01")
@pytest.mark.django_db
def test_what_should_have_been_looked_through_again_stays_a_draft():
    assert load_courses() == (4, 0)
    assert set(Course.objects.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize("said", read_courses(), ids=lambda said: said["key"])
def test_each_is_whole_in_both_languages(said):
    lessons = [lesson for module in said["module"] for lesson in module["lesson"]]
    assert 4 <= len(lessons) <= 6
    assert 5 <= len(said["question"]) <= 8
    for lesson in lessons:
        for language in ("ar", "fr"):
            assert 150 <= len(lesson[f"text_{language}"].split()) <= 360, lesson["title_fr"]
        assert lesson["text_ar"].count("## ") == lesson["text_fr"].count("## "), lesson["title_fr"]
        assert lesson["text_ar"].count("\n- ") == lesson["text_fr"].count("\n- "), lesson["title_fr"]
        assert not re.search(r"[A-Za-z]{3,}", lesson["text_ar"]), "Latin words in the Arabic"
        # After Arabic letters 113-14 would be turned around (UAX #9); 113.14 is not.
        assert not re.search(r"\d-\d", lesson["text_ar"])
    for question in said["question"]:
        rights = [option.get("right", False) for option in question.get("options", [])]
        assert (question["kind"] == "single") == (sum(rights) == 1 and question["kind"] != "multiple")
        assert "right" in question or any(rights)
        if rights:
            assert not all(rights), "nothing to choose"


def test_a_lesson_is_drawn_without_letting_anything_through():
    drawn = lesson_text("## Titre\n\nUn <script>x</script> **fort**\nsuite\n\n- un\n- deux")
    assert drawn == (
        "<h2>Titre</h2><p>Un &lt;script&gt;x&lt;/script&gt; <strong>fort</strong><br>suite</p>"
        "<ul><li>un</li><li>deux</li></ul>"
    )
