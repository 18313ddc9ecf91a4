"""Learning: a lesson read, the quiz taken. Nothing of an attempt is kept but the best score."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from training import actions
from training.actions.learning import questions_of
from training.models import Lesson, Progress
from training.views.fetch import visible_course


@require_POST
def read(request, pk):
    """Note that a lesson was read, and go on: to the next one, to the quiz, or back to the course."""
    row = get_object_or_404(Lesson.objects.visible_to(request.user).select_related("module__course__space"), pk=pk)
    actions.read_lesson(row, by=request.user)
    course = row.module.course
    order = [one for module in course.modules.prefetch_related("lessons") for one in module.lessons.all()]
    place = [one.pk for one in order].index(row.pk)
    if place + 1 < len(order):
        return redirect(order[place + 1])
    return redirect(reverse("training:quiz", args=[course.pk]) if course.questions.exists() else course)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request, pk):
    """Ask the questions of a course; then say what was right, and why."""
    course = visible_course(request, pk)
    context = {"course": course, "space": course.space, "is_demo": course.is_demo}
    if request.method == "POST":
        questions = questions_of(course)
        given = answers_of(request.POST, [question.pk for question in questions])
        if lacking := [question for question in questions if not given.get(question.pk)]:
            context |= {"questions": _asked(questions, given), "lacking": len(lacking)}
            return render(request, "training/quiz.html", context, status=422)
        context |= {"result": actions.take_quiz(course, given, by=request.user)}
        return render(request, "training/result.html", context)
    context |= {
        "questions": _asked(questions_of(course), {}),
        "progress": Progress.objects.filter(user=request.user, course=course).first(),
    }
    return render(request, "training/quiz.html", context)


def answers_of(data: QueryDict, keys: list[int]) -> dict[int, list[int]]:
    """Return the options chosen by the key of their question; what is no key is dropped."""
    return {
        key: [
            int(value) for value in data.getlist(f"q{key}") if value.isascii() and value.isdecimal() and len(value) < 16
        ]
        for key in keys
    }


def _asked(questions, given: dict[int, list[int]]) -> list[dict]:
    return [
        {"question": one, "chosen": given.get(one.pk, []), "lacks": bool(given) and not given.get(one.pk)}
        for one in questions
    ]
