"""The modules and the lessons of a course, what is heard and seen in them, their order."""

import secrets
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from training.actions.course import TITLE_MAX, changed, lock_led
from training.enums import CourseState, Language, MediaKind
from training.files import film, recording
from training.models import Course, Lesson, Media, Module, Option, Question

MODULES_MAX, LESSONS_MAX = 20, 30  # of a course; of a module
TEXT_MAX = TRANSCRIPT_MAX = 20_000  # characters


def add_module(course: Course, *, by: User, title_ar: str, title_fr: str) -> Module:
    """Add a module at the end of a course, and return it. Locks the course.

    Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    titles = _titles(title_ar, title_fr)
    with transaction.atomic():
        row = lock_led(course.pk, by)
        if row.modules.count() >= MODULES_MAX:
            raise Refused(_("A course has at most twenty modules."), "full")
        module = row.modules.create(number=_next(row.modules), **titles)
        changed(row, by=by, what="module")
    return module


def edit_module(module: Module, *, by: User, title_ar: str, title_fr: str) -> Module:
    """Name a module anew. Locks the course. Raises as `add_module`."""
    titles = _titles(title_ar, title_fr)
    with transaction.atomic():
        row = lock_led(module.course_id, by)
        module = _written(row.modules.get(pk=module.pk), titles)
        changed(row, by=by, what="module")
    return module


def add_lesson(module: Module, *, by: User, **said: str) -> Lesson:
    """Add a lesson at the end of a module (`title_ar title_fr text_ar text_fr`), and return it.

    A text may lack in a draft; in a course that is published both are needed. Locks the course. Raises as `add_module`.
    """
    words = _lesson_words(said)
    with transaction.atomic():
        row = lock_led(module.course_id, by)
        module = row.modules.get(pk=module.pk)
        if module.lessons.count() >= LESSONS_MAX:
            raise Refused(_("A module has at most thirty lessons."), "full")
        _is_whole(row, words)
        lesson = module.lessons.create(number=_next(module.lessons), **words)
        changed(row, by=by, what="lesson")
    return lesson


def edit_lesson(lesson: Lesson, *, by: User, **said: str) -> Lesson:
    """Write a lesson anew, as `add_lesson`."""
    words = _lesson_words(said)
    with transaction.atomic():
        row = lock_led(lesson.module.course_id, by)
        _is_whole(row, words)
        lesson = _written(Lesson.objects.get(pk=lesson.pk, module__course=row), words)
        changed(row, by=by, what="lesson")
    return lesson


def add_media(lesson: Lesson, *, by: User, kind: str, language: str, file: File | None, transcript: str) -> Media:
    """Add a recording or a film to a lesson with every word that is said in it, in place of the one it had, and return
    it. Locks the course.

    Raises `PermissionDenied`, or `Unfit` which names the field: also for what is not what it says it is.
    """
    if kind not in MediaKind.values:
        raise Unfit(_("Choose one of the list."), "kind")
    if language not in Language.values:
        raise Unfit(_("Choose one of the list."), "language")
    words = fits(clean_text(transcript), TRANSCRIPT_MAX, "transcript")
    if not has_words(words):
        raise Unfit(_("Write down what is said: who does not hear, or has little network, reads it."), "transcript")
    if not file:
        raise Unfit(_("Choose a file."), "file")
    if not by.has_perm("training.lead_course", lesson.module.course):
        lock_led(lesson.module.course_id, by)  # raises: nobody else has her file looked into
    # Looking into a film takes a while: it is done before anything is locked.
    found = film(file) if kind == MediaKind.VIDEO else recording(file)
    with transaction.atomic():
        row = lock_led(lesson.module.course_id, by)
        lesson = Lesson.objects.get(pk=lesson.pk, module__course=row)
        _drop(lesson.media.filter(kind=kind, language=language))
        media = Media(
            lesson=lesson,
            kind=kind,
            language=language,
            media_type=found.media_type,
            seconds=found.seconds,
            size=len(found.data),
            transcript=words,
        )
        media.file.save(f"{secrets.token_hex(16)}.{found.extension}", ContentFile(found.data), save=False)
        media.save()
        changed(row, by=by, what="media")
    return media


def remove_media(media: Media, *, by: User) -> None:
    """Take a recording or a film away, and its file. Locks the course."""
    with transaction.atomic():
        row = lock_led(media.lesson.module.course_id, by)
        _drop(Media.objects.filter(pk=media.pk, lesson__module__course=row))
        changed(row, by=by, what="media")


def take_out(thing: Module | Lesson | Question, *, by: User) -> None:
    """Take a module with its lessons, a lesson, or a question out of a course. Locks the course.

    What a published course needs stays: its last lesson, and the last question of a quiz that its certificate asks for.
    """
    with transaction.atomic():
        row = lock_led(course_of(thing).pk, by)
        lessons = Lesson.objects.filter(module__course=row)
        gone = {
            Module: lessons.filter(module=thing.pk),
            Lesson: lessons.filter(pk=thing.pk),
            Question: lessons.none(),
        }[type(thing)]
        if row.state == CourseState.PUBLISHED:
            if not isinstance(thing, Question) and not lessons.exclude(pk__in=gone.values("pk")).exists():
                raise Refused(_("A published course keeps one lesson: withdraw it first."), "last")
            last = not row.questions.exclude(pk=thing.pk).exists()
            if isinstance(thing, Question) and row.asks_quiz and last:
                raise Refused(_("Its certificate asks for the quiz: one question stays."), "last")
        _drop(Media.objects.filter(lesson__in=gone))
        type(thing).objects.filter(pk=thing.pk).delete()
        changed(row, by=by, what=type(thing).__name__.lower())


def put_before(thing: Module | Lesson | Question | Option, *, by: User) -> None:
    """Put a module, a lesson or a question one place earlier; the first one stays. Locks the course."""
    with transaction.atomic():
        row = lock_led(course_of(thing).pk, by)
        among = _siblings(thing)
        earlier = list(among.order_by("number", "pk"))
        place = next((place for place, one in enumerate(earlier) if one.pk == thing.pk), 0)
        if place == 0:
            return
        earlier[place - 1], earlier[place] = earlier[place], earlier[place - 1]
        for number, one in enumerate(earlier, start=1):
            if one.number != number:
                one.number = number
                one.save(update_fields=["number"])
        changed(row, by=by, what="order")


def course_of(thing: Any) -> Course:
    """Return the course that a module, a lesson or a question belongs to."""
    if isinstance(thing, Lesson):
        return thing.module.course
    return thing.course


def _siblings(thing: Any):
    if isinstance(thing, Lesson):
        return Lesson.objects.filter(module=thing.module_id)
    return type(thing).objects.filter(course=thing.course_id)


def _next(rows) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _written(row, columns: dict[str, str]):
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    return row


def _titles(title_ar: str, title_fr: str) -> dict[str, str]:
    titles = {
        "title_ar": fits(clean_line(title_ar), TITLE_MAX, "title_ar"),
        "title_fr": fits(clean_line(title_fr), TITLE_MAX, "title_fr"),
    }
    for name, title in titles.items():
        if not has_words(title):
            raise Unfit(_("Write it in words, in both languages: people read one or the other."), name)
    return titles


def _lesson_words(said: dict[str, str]) -> dict[str, str]:
    words = _titles(said.get("title_ar", ""), said.get("title_fr", ""))
    for name in ("text_ar", "text_fr"):
        words[name] = fits(clean_text(said.get(name) or ""), TEXT_MAX, name)
    return words


def _is_whole(course: Course, words: dict[str, str]) -> None:
    if course.state != CourseState.PUBLISHED:
        return
    for name in ("text_ar", "text_fr"):
        if not has_words(words[name]):
            raise Unfit(_("This course is published: its lessons are written in both languages."), name)


def _drop(rows) -> None:
    """Delete media, and their files once the transaction has committed."""
    files = [(one.file.storage, one.file.name) for one in rows]
    rows.delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
