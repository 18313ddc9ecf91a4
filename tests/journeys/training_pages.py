"""The pages of training: who visits each, and what she does there first."""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from config.demo import people
from core import certificates
from core.models import Certificate
from tests.journeys.visit import FEW, Visit, sends, sends_nothing
from tests.needs.files import mp4, wav
from training import actions
from training.models import Cohort, Course


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft with everything, a group that has begun, one that wait for."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    by = who["facilitator"]
    made = SimpleNamespace(course=Course.objects.get(key="debate"), draft=_draft(world.space, by))
    made.lesson = made.course.modules.first().lessons.first()
    made.over = Cohort.objects.get(state="ended")
    made.cohort = Cohort.objects.get(state="open")
    session = made.cohort.sessions.first()
    planned = {name: getattr(session, name) for name in ("place", "subject")}
    begun = now() - datetime.timedelta(hours=1)
    ends = now() + datetime.timedelta(hours=1)
    made.session = actions.edit_session(session, by=by, starts_at=begun, ends_at=ends, capacity=6, **planned)
    actions.register(made.cohort, by=who["citizen"])  # every place is taken: she waits
    made.certificate = Certificate.objects.filter(withdrawn_at=None).earliest("pk")
    certificates.show_name(made.certificate, by=made.certificate.holder, shows=True)
    actions.require(world.space, made.course, "rapporteur", by=by)
    actions.read_lesson(made.lesson, by=who["inhabitant"])
    made.coaching = world.space.coachings.get()
    return made


def _draft(space, by) -> Course:
    titles = {"title_ar": "قراءة محضر الدورة", "title_fr": "Lire le procès-verbal d’une session"}
    course = actions.create_course(
        space, by=by, **titles, about_ar="كيف نقرأ محضر دورة المجلس.", about_fr="Comment lire un procès-verbal."
    )
    module = actions.add_module(course, by=by, **titles)
    lesson = actions.add_lesson(module, by=by, **titles, text_ar="## عنوان\n\n- نقطة\n- نقطة أخرى")
    for kind, file in (("video", mp4(2, b"vide")), ("audio", wav(2))):
        uploaded = SimpleUploadedFile("a.bin", file)
        actions.add_media(lesson, by=by, kind=kind, language="ar", file=uploaded, transcript="ما يقال في التسجيل.")
    words = {
        "text_ar": "المحضر مقرر.",
        "text_fr": "Le procès-verbal est une décision.",
        "why_ar": "لا.",
        "why_fr": "Non.",
    }
    actions.add_question(course, by=by, kind="true_false", options=[{"is_right": False}], **words)
    return course


def answers_the_quiz(page) -> None:
    """Choose the first answer of each question, and send them."""
    page.evaluate("""() => document.querySelectorAll("main fieldset").forEach(
        (one) => { one.querySelector("input").checked = true; })""")
    sends(page)


def visits(world) -> list[Visit]:
    return [*public(world), *learning(world), *writing(world), *leading(world), *coaching(world)]


def public(world) -> list[Visit]:
    made = world.training
    code = certificates.written(certificates.code_of(made.certificate))
    return [
        Visit("training/"), Visit("training/?q=qqqqq", languages=FEW), Visit(f"training/courses/{made.course.pk}/"),
        Visit(f"training/lessons/{made.lesson.pk}/"), Visit("spaces/tiznit/training/"),
        Visit("training/for-role/?role=mandatary"), Visit(f"training/groups/{made.cohort.pk}/"),
        Visit(f"training/groups/{made.over.pk}/", languages=FEW), Visit("certificates/"),
        Visit(f"certificates/{code}/"), Visit("certificates/ZZZZ-ZZZZ-ZZZZ/", status=404, languages=FEW),
    ]  # fmt: skip


def learning(world) -> list[Visit]:
    made = world.training
    quiz = f"training/courses/{made.course.pk}/quiz/"
    return [
        Visit(quiz, "citizen"), Visit(quiz, "citizen", sends_nothing, 0, FEW),
        Visit(quiz, "citizen", answers_the_quiz, 0, FEW),
        Visit(f"training/courses/{made.course.pk}/", "inhabitant", languages=FEW),
        Visit(f"training/groups/{made.cohort.pk}/", "citizen"), Visit("training/mine/", "citizen"),
        Visit("training/mine/", "inhabitant", languages=FEW), Visit("training/for-role/", "facilitator", languages=FEW),
    ]  # fmt: skip


def writing(world) -> list[Visit]:
    draft = world.training.draft
    module = draft.modules.get().pk
    lesson, question = draft.modules.get().lessons.get().pk, draft.questions.get().pk
    page, new = f"training/courses/{draft.pk}/", "spaces/tiznit/training/courses/new/"
    forms = [
        f"{page}edit/words/", f"{page}edit/modules/new/", f"training/modules/{module}/edit/",
        f"training/modules/{module}/lessons/new/", f"training/lessons/{lesson}/edit/",
        f"training/lessons/{lesson}/media/new/", f"training/questions/{question}/edit/",
        f"training/lessons/{lesson}/out/", f"{page}moves/publish/",
    ]  # fmt: skip
    sent_empty = [new, f"training/lessons/{lesson}/media/new/", f"{page}edit/questions/new/"]
    return [
        Visit(new, "facilitator"), Visit("training/courses/new/", "coordinator", languages=FEW),
        Visit(f"{page}edit/", "facilitator"), Visit(f"{page}edit/questions/new/", "facilitator", languages=FEW),
        Visit(page, "facilitator", languages=FEW), Visit(f"training/lessons/{lesson}/", "facilitator"),
        Visit("training/", "coordinator", languages=FEW), Visit("spaces/tiznit/training/choose/", "facilitator"),
        *(Visit(path, "facilitator", languages=FEW) for path in forms),
        *(Visit(path, "facilitator", sends_nothing, 0, FEW) for path in sent_empty),
    ]  # fmt: skip


def leading(world) -> list[Visit]:
    made = world.training
    group = f"training/groups/{made.cohort.pk}/"
    forms = [
        f"spaces/tiznit/training/groups/new/{made.course.pk}/", f"{group}edit/", f"{group}sessions/new/",
        f"training/sessions/{made.session.pk}/edit/", f"{group}moves/cancel/", f"{group}moves/end/",
    ]  # fmt: skip
    return [
        Visit(group, "facilitator"), Visit(f"training/sessions/{made.session.pk}/attendance/", "facilitator"),
        Visit(f"training/courses/{made.course.pk}/groups/new/", "coordinator", languages=FEW),
        *(Visit(path, "facilitator", languages=FEW) for path in forms),
        Visit(f"{group}sessions/new/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{group}moves/cancel/", "facilitator", sends_nothing, 0, FEW),
    ]  # fmt: skip


def coaching(world) -> list[Visit]:
    path = f"training/coaching/{world.training.coaching.pk}/"
    return [
        Visit("spaces/tiznit/coaching/", "coordinator"),
        Visit("spaces/tiznit/coaching/", "coordinator", sends_nothing, 0, FEW),
        Visit("spaces/tiznit/coaching/", "facilitator", languages=FEW), Visit(path, "coordinator"),
        Visit(path, "coordinator", sends_nothing, 0, FEW), Visit(path, "facilitator", languages=FEW),
        Visit(f"{path}end/", "coordinator", languages=FEW),
    ]  # fmt: skip
