"""The courses that come with Agraw, from `training/data/*.toml`: loaded once, and again when their version grows."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from core import journal
from core.workflow import is_open, perform
from training.actions.course import clean, folded_of
from training.actions.questions import Choice, choices_of, write_options
from training.models import Course
from training.workflow import PUBLISH

DATA = Path(__file__).resolve().parents[1] / "data"
SAID = ("title_ar", "title_fr", "about_ar", "about_fr", "roles", "minutes", "review_on")


def read_courses() -> list[dict[str, Any]]:
    """Return the courses of the data files, in the order in which a space offers them."""
    courses = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))]
    order = ["debate", "petition", "budget", "personal-data"]
    return sorted(courses, key=lambda course: order.index(course["key"]) if course["key"] in order else len(order))


def load_courses() -> tuple[int, int]:
    """Write the courses of the data files, published, and return how many were added and changed.

    A course whose version has not grown is left as it is, with whatever was changed on its pages. A changed one keeps
    its lessons and its people's progress; its quiz is written anew. One that should have been looked through again
    before today stays a draft: what it says of the law may have changed.
    """
    by, added, changed = User.objects.system(), 0, 0
    for said in read_courses():
        with transaction.atomic():
            row = Course.objects.select_for_update(of=("self",), no_key=True).filter(key=said["key"]).first()
            if row is not None and row.version >= said["version"]:
                continue
            is_new = row is None
            row = row or Course(key=said["key"], author=by)
            for name, value in clean({name: said[name] for name in SAID}).items():
                setattr(row, name, value)
            row.version, row.folded = said["version"], folded_of(row)
            row.save()
            _write_lessons(row, said["module"])
            _write_quiz(row, said["question"])
            journal.record(row, "load", by=by, data={"version": row.version})
            if is_new and is_open(row, PUBLISH):
                perform(row, PUBLISH, by=by)
        added, changed = added + is_new, changed + (not is_new)
    return added, changed


def _write_lessons(course: Course, modules: list[dict[str, Any]]) -> None:
    """Write modules and lessons in their places; what the file no longer has is taken out."""
    for number, said in enumerate(modules, start=1):
        titles = {name: said[name] for name in ("title_ar", "title_fr")}
        module, _created = course.modules.update_or_create(number=number, defaults=titles)
        for place, lesson in enumerate(said["lesson"], start=1):
            words = {name: lesson[name].strip() for name in ("title_ar", "title_fr", "text_ar", "text_fr")}
            module.lessons.update_or_create(number=place, defaults=words)
        module.lessons.filter(number__gt=len(said["lesson"])).delete()
    course.modules.filter(number__gt=len(modules)).delete()


def _write_quiz(course: Course, questions: list[dict[str, Any]]) -> None:
    course.questions.all().delete()
    for number, said in enumerate(questions, start=1):
        words = {name: said[name] for name in ("kind", "text_ar", "text_fr", "why_ar", "why_fr")}
        options: list[Choice] = [
            {"text_ar": option["ar"], "text_fr": option["fr"], "is_right": option.get("right", False)}
            for option in said.get("options", [{"ar": "", "fr": "", "right": said.get("right", False)}])
        ]
        write_options(course.questions.create(number=number, **words), choices_of(said["kind"], options))
