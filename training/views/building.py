"""Writing a course: its words, modules, lessons, recordings, questions; published, withdrawn."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import posted
from core.workflow import Refused
from training import actions
from training.actions.lessons import course_of
from training.forms.courses import CourseForm, LessonForm, MediaForm, QuestionForm, TitlesForm
from training.forms.groups import NoteForm
from training.models import Course, Lesson, Media, Module, Question
from training.views.fetch import led_course, say, space_for, status_of, visible_course
from training.views.reading import moves_of

KINDS = {"modules": Module, "lessons": Lesson, "questions": Question}
WRITING = ["GET", "HEAD", "POST"]


@require_http_methods(WRITING)
def create(request):
    """Begin a course of the Lab."""
    if not request.user.has_perm("training.add_to_lab"):
        raise PermissionDenied
    return _create(request, None)


@require_http_methods(WRITING)
def create_in_space(request, slug):
    """Begin a course of a space."""
    return _create(request, space_for(request, slug, "training.add_to_space"))


def _create(request, space):
    form = CourseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_course(space, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept. Now write its lessons."))
            return redirect("training:build", made.pk)
    context = {"space": space, "form": form, "title": _("Write a course"), "button": _("Keep the draft")}
    return render(request, "training/form.html", context, status=status_of(form))


@require_safe
def build(request, pk):
    """What a course holds: the page from which it is written and published."""
    course = led_course(request, pk)
    moves, missing = moves_of(course, request.user), ""
    if not moves:
        missing = _why_not(course, "publish")
    context = {
        "course": course,
        "space": course.space,
        "modules": course.modules.prefetch_related("lessons__media"),
        "questions": course.questions.prefetch_related("options"),
        "moves": moves,
        "missing": missing,
    }
    return render(request, "training/build.html", context)


@require_http_methods(WRITING)
def edit(request, pk):
    course = led_course(request, pk)
    initial = {name: getattr(course, name) for name in CourseForm.base_fields}
    form = CourseForm(posted(request), initial=initial)
    return _written(
        request, course, form, lambda: actions.edit_course(course, by=request.user, **form.cleaned_data),
        _("Words of the course"),
    )  # fmt: skip


@require_http_methods(WRITING)
def module_new(request, pk):
    course, form = led_course(request, pk), TitlesForm(posted(request))
    return _written(
        request, course, form, lambda: actions.add_module(course, by=request.user, **form.cleaned_data),
        _("Add a module"),
    )  # fmt: skip


@require_http_methods(WRITING)
def module(request, pk):
    row = _part(request, Module, pk)
    form = TitlesForm(posted(request), initial={"title_ar": row.title_ar, "title_fr": row.title_fr})
    return _written(
        request, row.course, form, lambda: actions.edit_module(row, by=request.user, **form.cleaned_data), _("Module")
    )


@require_http_methods(WRITING)
def lesson_new(request, pk):
    row, form = _part(request, Module, pk), LessonForm(posted(request))
    return _written(
        request, row.course, form, lambda: actions.add_lesson(row, by=request.user, **form.cleaned_data),
        _("Add a lesson"), keeps="lesson-new",
    )  # fmt: skip


@require_http_methods(WRITING)
def lesson(request, pk):
    row = _part(request, Lesson, pk)
    form = LessonForm(posted(request), initial={name: getattr(row, name) for name in LessonForm.base_fields})
    return _written(
        request, row.module.course, form, lambda: actions.edit_lesson(row, by=request.user, **form.cleaned_data),
        _("Lesson"), keeps=f"lesson-{pk}",
    )  # fmt: skip


@require_http_methods(WRITING)
def media_new(request, pk):
    """Add a recording or a film to a lesson."""
    row = _part(request, Lesson, pk)
    form = MediaForm(posted(request), request.FILES or None)
    return _written(
        request, row.module.course, form, lambda: actions.add_media(row, by=request.user, **form.cleaned_data),
        _("Add a recording or a film"),
    )  # fmt: skip


@require_POST
def media_remove(request, pk):
    row = get_object_or_404(
        Media.objects.visible_to(request.user).select_related("lesson__module__course__space"), pk=pk
    )
    led_course(request, row.lesson.module.course_id)
    actions.remove_media(row, by=request.user)
    messages.success(request, _("It is taken away."))
    return redirect("training:build", row.lesson.module.course_id)


@require_http_methods(WRITING)
def question_new(request, pk):
    course, form = led_course(request, pk), QuestionForm(posted(request))
    return _question(request, course, form, lambda: actions.add_question(course, by=request.user, **form.said()))


@require_http_methods(WRITING)
def question(request, pk):
    row = _part(request, Question, pk)
    form = QuestionForm(posted(request), initial=QuestionForm.initial_of(row))
    return _question(request, row.course, form, lambda: actions.edit_question(row, by=request.user, **form.said()))


@require_http_methods(WRITING)
def out(request, kind, pk):
    """Ask, then take a module, a lesson or a question out of a course."""
    row = _part(request, _kind(kind), pk)
    course = course_of(row)
    if request.method == "POST":
        try:
            actions.take_out(row, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is taken out."))
        return redirect("training:build", course.pk)
    context = {
        "title": _("Take it out"),
        "text": str(row),
        "label": _("Take it out"),
        "back": f"{course.get_absolute_url()}edit/",
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


@require_POST
def up(request, kind, pk):
    """Put a module, a lesson or a question one place earlier."""
    row = _part(request, _kind(kind), pk)
    actions.put_before(row, by=request.user)
    return redirect("training:build", course_of(row).pk)


@require_http_methods(WRITING)
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    course = visible_course(request, pk)
    if action not in Course.MOVES:
        raise Http404
    shape = Course.MOVES[action]
    if not request.user.has_perm(shape.permission, course):
        raise PermissionDenied
    form = NoteForm(posted(request))
    form.fields["note"].required = shape.needs_note
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_course(course, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(course)
    context = {
        "thing": course, "space": course.space, "form": form, "shape": shape, "action": action, "is_course": True,
        "missing": _why_not(course, action), "back": f"{course.get_absolute_url()}edit/",
    }  # fmt: skip
    return render(request, "training/move.html", context, status=status_of(form))


def _why_not(course: Course, action: str) -> str:
    """Return, in words, what is missing before a move."""
    shape = Course.MOVES[action]
    if course.state not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(course)
    except Refused as refusal:
        return str(refusal)
    return ""


def _written(request, course, form, act, title: str, keeps: str = ""):
    """Show a form about a part of a course, do the act with it, and go back to the course's own page."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect("training:build", course.pk)
    context = {
        "course": course, "space": course.space, "form": form, "title": title, "button": _("Keep it"), "keeps": keeps,
    }  # fmt: skip
    return render(request, "training/form.html", context, status=status_of(form))


def _question(request, course, form, act):
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            say(form, refusal, options="option_1_ar")
        else:
            messages.success(request, _("Kept."))
            return redirect("training:build", course.pk)
    context = {"course": course, "space": course.space, "form": form}
    return render(request, "training/question.html", context, status=status_of(form))


def _kind(kind: str):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _part(request, kind, pk: int):
    """Return a module, a lesson or a question to whoever leads its course; 404 or 403 else."""
    path = "module__course" if kind is Lesson else "course"
    seen = Course.objects.visible_to(request.user).values("pk")
    row = get_object_or_404(kind.objects.select_related(path), pk=pk, **{f"{path}__in": seen})
    course = led_course(request, course_of(row).pk)
    if kind is Lesson:
        row.module.course = course
    else:
        row.course = course
    return row
