"""The training of the small world (`tests.world`): courses, a group, coaching; what is a draft, what is between two.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
import io
from types import SimpleNamespace

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from core import certificates
from tests.factories.accounts import UserFactory
from tests.factories.training import right_answers
from tests.needs.files import mp4
from training import actions
from training.enums import REQUIRABLE
from training.models import Cohort, Course, Lesson, Media, Module, Note, Question

# The API's names for the things of training, and those of the house's certificates.
OF_TRAINING = ("course-", "certificate")
SECRETS = {
    "canarylab": {"coordinator", "superuser"},
    "canarysyllabus": {"facilitator", "coordinator", "superuser"},
    "canaryunopened": {"facilitator", "coordinator", "superuser"},
    "canarycoached": {"facilitator", "author"},  # nobody else: not the coordinator, not the administration
    "canarylearner": {"facilitator", "coordinator", "superuser"},
}


def make(world) -> SimpleNamespace:
    """Make courses, groups and a coaching; the coach is the author, who holds no role."""
    who, made = world.who, SimpleNamespace()
    made.course = published(None, who["coordinator"], "open")
    made.draft = written(world.space, who["facilitator"], "canarysyllabus")
    made.lab_draft = written(None, who["coordinator"], "canarylab")
    actions.offer(world.space, made.course, by=who["facilitator"])
    actions.require(world.space, made.course, "moderator", by=who["facilitator"])
    made.cohort = opened(world, made.course, "open")
    made.unopened = grouped(world, made.course, "canaryunopened")
    learner = UserFactory(display_name="canarylearner")
    actions.register(made.cohort, by=learner)
    actions.take_quiz(made.course, right_answers(made.course), by=who["supporter"])
    made.certificate = who["supporter"].certificates.get()
    coaching = actions.appoint_coach(world.space, who["author"], by=who["coordinator"])
    said = {
        "on": localdate(),
        "subject": "canarycoached",
        "text": "canarycoached text",
        "next_step": "canarycoached step",
    }
    made.coaching, made.note = coaching, actions.write_note(coaching, by=who["author"], **said)
    return made


def written(space, by, word: str) -> Course:
    """Write a draft whose every word tells which one it is: a lesson with a film, a question."""
    titles = {"title_ar": f"{word} title", "title_fr": f"{word} title"}
    course = actions.create_course(
        space,
        by=by,
        **titles,
        about_ar=f"{word} about",
        about_fr=f"{word} about",
        roles=["facilitator"],
        review_on=localdate() + datetime.timedelta(days=300),
    )
    module = actions.add_module(course, by=by, **titles)
    for number in (1, 2):
        lesson = actions.add_lesson(module, by=by, **titles, text_ar=f"{word} {number}", text_fr=f"{word} {number}")
    file = SimpleUploadedFile("a.mp4", io.BytesIO(mp4(1, b"vide")).getvalue())
    actions.add_media(lesson, by=by, kind="video", language="ar", file=file, transcript=f"{word} said")
    words = {name: f"{word} {name}" for name in ("text_ar", "text_fr", "why_ar", "why_fr")}
    options = [
        {"text_ar": f"{word} {right}", "text_fr": f"{word} {right}", "is_right": right} for right in (True, False)
    ]
    for _turn in range(2):
        actions.add_question(course, by=by, kind="single", options=options, **words)
    return course


def published(space, by, word: str) -> Course:
    return actions.move_course(written(space, by, word), "publish", by=by)


def grouped(world, course: Course, word: str) -> Cohort:
    """Prepare a group of the space with two sessions, taught by its facilitator."""
    by = world.who["facilitator"]
    titles = {"title_ar": f"{word} group", "title_fr": f"{word} group"}
    cohort = actions.create_cohort(course, world.space, by=by, trainer=by, **titles)
    for days in (1, 2):
        start = now() + datetime.timedelta(days=days)
        end = start + datetime.timedelta(hours=2)
        actions.add_session(
            cohort, by=by, starts_at=start, ends_at=end, place=f"{word} place", capacity=5, subject=f"{word} subject"
        )
    return cohort


def opened(world, course: Course, word: str) -> Cohort:
    return actions.move_cohort(grouped(world, course, word), "open", by=world.who["facilitator"])


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of training with, as `tests.doors.values` does."""
    made = world.training
    courses = [{"pk": row.pk} for row in (made.course, made.draft, made.lab_draft)]
    led = [{"pk": row.pk} for row in (made.course, made.draft)]
    cohorts = [{"pk": row.pk} for row in (made.cohort, made.unopened)]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    coaching = [{"pk": made.coaching.pk}]

    def parts(kind, path):
        return [{"pk": kind.objects.filter(**{path: row}).first().pk} for row in (made.course, made.draft)]

    modules, lessons = parts(Module, "course"), parts(Lesson, "module__course")
    questions = parts(Question, "course")
    media = [
        {"pk": Lesson.objects.filter(module__course=row, media__isnull=False).get().media.get().pk}
        for row in (made.course, made.draft)
    ]
    sessions = [{"pk": row.sessions.first().pk} for row in (made.cohort, made.unopened)]
    kinds = (("modules", modules), ("lessons", lessons), ("questions", questions), ("x", modules))
    return {
        ("training:course", ("pk",)): courses,
        ("training:quiz", ("pk",)): courses,
        **{(f"training:{name}", ("pk",)): led for name in OF_COURSES},
        **{(f"training:{name}", ("pk",)): modules for name in ("module", "lesson-new")},
        **{(f"training:{name}", ("pk",)): lessons for name in ("lesson", "read", "lesson-edit", "media-new")},
        **{(f"training:{name}", ("pk",)): media for name in ("media", "media-remove")},
        ("training:question", ("pk",)): questions,
        **{
            (f"training:{name}", ("kind", "pk")): [{"kind": kind, **row} for kind, rows in kinds for row in rows]
            for name in ("out", "up")
        },
        ("training:move", ("action", "pk")): [
            row | {"action": action} for row in led for action in (*Course.MOVES, "fly")
        ],
        **{(f"training:{name}", ("pk",)): cohorts for name in OF_GROUPS - {"cohort-move"}},
        **{(f"training:{name}", ("pk",)): sessions for name in OF_SESSIONS},
        ("training:cohort-move", ("action", "pk")): [
            row | {"action": action} for row in cohorts for action in (*Cohort.MOVES, "fly")
        ],
        ("training:cohort-new-in-space", ("pk", "slug")): [slug | {"pk": made.course.pk} for slug in slugs],
        ("training", ("slug",)): slugs,
        **{(f"training:{name}", ("pk",)): coaching for name in ("coaching", "coaching-end")},
        ("training:settle", ("pk",)): [{"pk": made.note.pk}],
        ("course", ("pk",)): courses,
        ("certificate", ("code",)): [
            {"code": certificates.code_of(made.certificate)}, {"code": "ZZZZ-ZZZZ-ZZZZ"},
        ],
        ("certificate", ("pk",)): [{"pk": made.certificate.pk}],
        ("certificate", ("language", "pk")): [
            {"pk": made.certificate.pk, "language": language} for language in ("fr", "xx")
        ],
    }  # fmt: skip


PARTS = {
    Module: ({"module", "lesson-new"}, "course"),
    Lesson: ({"lesson", "read", "lesson-edit", "media-new"}, "module__course"),
    Media: ({"media", "media-remove"}, "lesson__module__course"),
    Question: ({"question"}, "course"),
}
KINDS = {"modules": Module, "lessons": Lesson, "questions": Question}
OF_COURSES = {"build", "edit", "module-new", "question-new", "cohort-new"}
OF_GROUPS = {"cohort", "register", "leave", "cohort-edit", "session-new", "cohort-move"}
OF_SESSIONS = {"session", "session-remove", "attendance"}
OF_COACHING = {"coaching", "coaching-end", "settle"}


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of training names what a stranger may not see; None for no such one."""
    if not name.startswith(("training:", *OF_TRAINING)):
        return None
    made, pk, door = world.training, kwargs.get("pk"), name.removeprefix("training:")
    if door in {"certificate", "certificates"}:
        return False
    if name.startswith("certificate-") or door in OF_COACHING:
        return True
    if pk is None or "slug" in kwargs:
        return kwargs.get("slug") == world.draft_space.commune.slug
    if door in OF_GROUPS:
        return pk == made.unopened.pk
    if door in OF_SESSIONS:
        return made.unopened.sessions.filter(pk=pk).exists()
    return _is_of_a_draft(made, door, kwargs)


def _is_of_a_draft(made, door: str, kwargs: dict) -> bool:
    """Tell whether an address names a course that is a draft, or a part of one."""
    pk, drafts = kwargs["pk"], {made.draft.pk, made.lab_draft.pk}
    for kind, (doors, path) in PARTS.items():
        if door in doors or KINDS.get(kwargs.get("kind", "")) is kind:
            return kind.objects.filter(pk=pk, **{f"{path}__in": drafts}).exists()
    return pk in drafts


def plant(world) -> None:
    """Make one of what a page asks for only where there is some."""
    made = world.training
    published(world.space, world.who["facilitator"], "planted")
    with time_machine.travel(now() - datetime.timedelta(days=3)):
        opened(world, made.course, "planted")
    for reader in ("author", "facilitator", "president", "coordinator"):
        actions.read_lesson(made.course.modules.first().lessons.first(), by=world.who[reader])


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of training list."""
    made, who = world.training, world.who
    by = who["facilitator"]
    more = published(world.space, by, f"more course {number}")
    lab = published(None, who["coordinator"], f"more of the lab {number}")
    written(None, who["coordinator"], f"more draft {number}")
    actions.offer(world.space, lab, by=by)
    for role in REQUIRABLE:
        actions.require(world.space, lab, role, by=by)
    cohort = opened(world, more, f"more group {number}")
    opened(world, made.course, f"same course {number}")
    actions.register(made.cohort, by=UserFactory())
    for reader in ("author", "facilitator", "president", "coordinator"):
        if reader != "facilitator":  # she teaches it
            actions.register(cohort, by=who[reader])
        actions.take_quiz(lab, right_answers(lab), by=who[reader])
        actions.read_lesson(made.course.modules.first().lessons.first(), by=who[reader])
    start = now() + datetime.timedelta(days=9)
    actions.add_session(
        made.cohort, by=by, starts_at=start, ends_at=start + datetime.timedelta(hours=1), place="room", capacity=9
    )
    module = actions.add_module(made.course, by=who["coordinator"], title_ar="m", title_fr="m")
    words = {"title_ar": "درس", "title_fr": "leçon", "text_ar": "نص", "text_fr": "texte"}
    lesson = actions.add_lesson(module, by=who["coordinator"], **words)
    file = SimpleUploadedFile("a.mp4", mp4(1, b"vide"))
    actions.add_media(lesson, by=who["coordinator"], kind="video", language="fr", file=file, transcript="said")
    actions.appoint_coach(world.space, UserFactory(), by=who["coordinator"])
    Note.objects.create(coaching=made.coaching, on=localdate(), subject=f"more {number}", text="more", next_step="more")
