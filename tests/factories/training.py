"""Courses and groups, as they are once the actions have made them."""

import datetime

import factory
from django.utils.timezone import localdate, now

from tests.factories.accounts import UserFactory
from training.enums import CohortState, CourseState, ForRole, QuestionKind
from training.models import Cohort, Course, Lesson, Module, Option, Question, Session


class CourseFactory(factory.django.DjangoModelFactory):
    """A published course of the Lab for facilitators, with a lesson and two questions, the first option right."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    author = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"تنشيط نقاش {n}")
    title_fr = factory.Sequence(lambda n: f"Animer un débat {n}")
    about_ar = "كيف ننشط نقاشا عموميا"
    about_fr = "Comment animer un débat public"
    roles = [ForRole.FACILITATOR]
    review_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=300))
    state = CourseState.PUBLISHED
    published_at = factory.LazyFunction(now)
    folded = "animer un debat"

    @factory.post_generation
    def contents(self, create, extracted, **kwargs):
        if extracted is False:
            return
        module = Module.objects.create(course=self, number=1, title_ar="وحدة", title_fr="Module")
        Lesson.objects.create(
            module=module, number=1, title_ar="درس", title_fr="Leçon", text_ar="نص الدرس", text_fr="Texte de la leçon"
        )
        for number, kind in ((1, QuestionKind.SINGLE), (2, QuestionKind.MULTIPLE)):
            question = Question.objects.create(
                course=self, number=number, kind=kind, text_ar="سؤال", text_fr=f"Question {number}", why_ar="لأن",
                why_fr=f"Parce que {number}",
            )  # fmt: skip
            for place in (1, 2, 3):
                right = place <= number
                Option.objects.create(
                    question=question, number=place, text_ar="جواب", text_fr=f"Option {place}", is_right=right
                )


class CohortFactory(factory.django.DjangoModelFactory):
    """An open group with one session of ten places tomorrow; `sessions=False` for none."""

    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    trainer = factory.SubFactory(UserFactory)
    author = factory.SelfAttribute("trainer")
    title_ar = factory.Sequence(lambda n: f"مجموعة {n}")
    title_fr = factory.Sequence(lambda n: f"Groupe {n}")
    state = CohortState.OPEN
    opened_at = factory.LazyFunction(now)

    @factory.post_generation
    def sessions(self, create, extracted, **kwargs):
        if extracted is not False:
            SessionFactory(cohort=self, **kwargs)


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    cohort = factory.SubFactory(CohortFactory, sessions=False)
    starts_at = factory.LazyFunction(lambda: now() + datetime.timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + datetime.timedelta(hours=2))
    place = "دار الشباب"
    capacity = 10


def right_answers(course) -> dict[int, list[int]]:
    """Return what to answer to be right everywhere."""
    return {
        question.pk: [option.pk for option in question.options.all() if option.is_right]
        for question in course.questions.all()
    }
