"""Reading: the courses, one course, a lesson, those of a space, those for a role, one's own."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.models import Certificate
from core.pages import is_searching, page_of
from core.parts import give
from core.workflow import available
from spaces.queries import positions_of, roles_of
from spaces.views.fetch import visible_space
from territories.queries import unread_of
from training.enums import REQUIRABLE, ForRole, MediaKind
from training.filters import CourseFilter
from training.models import Cohort, Course, Lesson, Media, Progress, Registration, Requirement
from training.views.fetch import visible_course

FILM_PART = 1_000_000  # bytes of a film in one answer
GROUPS_SHOWN = 10


@login_not_required
@require_safe
def catalogue(request):
    """The courses, newest first: filter, search, page by cursor; and the groups that can be joined."""
    found = CourseFilter(request.GET, queryset=Course.objects.public(), request=request)
    context = {
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "cohorts": Cohort.objects.visible_to(request.user).to_come().for_list().order_by("-id")[:GROUPS_SHOWN],
        "may_add": request.user.has_perm("training.add_to_lab"),
    }
    if context["may_add"]:
        context["drafts"] = (
            Course.objects.visible_to(request.user).filter(space=None).exclude(state="published").for_list()[:20]
        )
    return render(request, "training/list.html#results" if request.htmx else "training/list.html", context)


@login_not_required
@require_safe
def course(request, pk):
    """What one learns, the lessons, how far the reader has come, the groups that follow it."""
    row = visible_course(request, pk)
    progress, read = progress_of(request.user, row)
    modules = list(row.modules.prefetch_related("lessons"))
    lessons = [lesson for module in modules for lesson in module.lessons.all()]
    unread = next((lesson for lesson in lessons if lesson.pk not in read), None)
    context = {
        "course": row,
        "space": row.space,
        "modules": modules,
        "read": read,
        "progress": progress,
        "next_lesson": unread or (lessons[0] if lessons and not progress else None),
        "question_count": row.questions.count(),
        "cohorts": Cohort.objects.visible_to(request.user).to_come().filter(course=row).for_list()[:GROUPS_SHOWN],
        "leads": request.user.has_perm("training.lead_course", row),
        "roles": [ForRole(role).label for role in row.roles if role in ForRole.values],
        "is_demo": row.is_demo,
    }
    if request.user.is_authenticated:
        subject = f"training.course:{row.pk}"
        context["certificate"] = Certificate.objects.filter(
            holder=request.user, subject=subject, withdrawn_at=None
        ).first()
    return render(request, "training/course.html", context)


@login_not_required
@require_safe
def lesson(request, pk):
    """A lesson, with the ones before and after it."""
    row = get_object_or_404(
        Lesson.objects.visible_to(request.user)
        .select_related("module__course__space__commune")
        .defer(*unread_of("module__course__space__commune")),
        pk=pk,
    )
    of_course = row.module.course
    order = [one for module in of_course.modules.prefetch_related("lessons") for one in module.lessons.all()]
    place = [one.pk for one in order].index(row.pk)
    _progress, read = progress_of(request.user, of_course)
    context = {
        "lesson": row,
        "course": of_course,
        "space": of_course.space,
        "media": row.media.all(),
        "number": place + 1,
        "count": len(order),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "has_quiz": of_course.questions.exists(),
        "is_read": row.pk in read,
        "is_demo": of_course.is_demo,
    }
    return render(request, "training/lesson.html", context)


@login_not_required
@require_safe
def media(request, pk):
    """A recording or a film, only to those who may see its lesson."""
    row = get_object_or_404(Media.objects.visible_to(request.user), pk=pk)
    most = FILM_PART if row.kind == MediaKind.VIDEO else 0
    response = give(request, row.file, row.media_type, most=most)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@login_not_required
@require_safe
def in_space(request, slug):
    """What a space offers to learn: its courses, those of the Lab that it puts first, its groups, what it requires."""
    space = visible_space(request, slug)
    courses = Course.objects.visible_to(request.user)
    own = courses.filter(space=space).for_list().order_by("-id")[:20]
    offered = courses.public().filter(offers__space=space).for_list().order_by("offers__id")[:40]
    groups = Cohort.objects.visible_to(request.user).filter(space=space).for_list()
    context = {
        "space": space,
        "is_demo": space.is_demo,
        "offered": offered,
        "own": own,
        "page": page_of(request, groups),
        "requirements": Requirement.objects.filter(space=space, course__state="published").select_related("course"),
        "may_add": request.user.has_perm("training.add_to_space", space),
        "sees_coaching": request.user.has_perm("training.view_coachings", space),
    }
    return render(request, "training/in_space.html", context)


@login_not_required
@require_safe
def for_role(request):
    """The courses for a role: that of the address, else the first that the reader holds."""
    held = roles_held(request.user)
    asked = request.GET.get("role", "")
    role = asked if asked in ForRole.values else (held[0] if held else ForRole.FACILITATOR)
    courses = list(Course.objects.public().for_role(role).for_list().order_by("-id")[:40])
    done, required = {}, {}
    if request.user.is_authenticated:
        rows = Progress.objects.filter(user=request.user, course__in=courses)
        done = {row.course_id: row for row in rows}
        spaces = [pk for pk, names in roles_of(request.user).by_space.items() if names]
        asked_for = Requirement.objects.filter(space__in=spaces, course__in=courses, role=role)
        for row in asked_for.select_related("space__commune").defer(*unread_of("space__commune")):
            required.setdefault(row.course_id, []).append(row.space.commune.name)
    context = {
        "role": ForRole(role),
        "roles": [(one, one in held) for one in ForRole],
        "is_held": role in held,
        "lines": [
            {"course": one, "progress": done.get(one.pk), "required_by": required.get(one.pk, [])} for one in courses
        ],
        "is_requirable": role in REQUIRABLE,
    }
    return render(request, "training/for_role.html", context)


@require_safe
def mine(request):
    """What a person learns: her courses with how far she came, her groups, her certificates, the groups she teaches."""
    progress = list(
        Progress.objects.filter(user=request.user).select_related("course").defer("course__folded").order_by("-id")[:50]
    )
    registered = Registration.objects.current().filter(user=request.user).values("cohort")
    groups = Cohort.objects.for_list().order_by("-id")
    context = {
        "progress": progress,
        "registered": groups.filter(pk__in=registered)[:50],
        "waits": set(Registration.objects.waiting().filter(user=request.user).values_list("cohort_id", flat=True)),
        "taught": groups.filter(trainer=request.user)[:50],
        "certificates": Certificate.objects.filter(holder=request.user)[:50],
        "coachings": request.user.coachings.current()
        .select_related("space__commune")
        .defer(*unread_of("space__commune")),
    }
    return render(request, "training/mine.html", context)


def progress_of(user, row: Course) -> tuple[Progress | None, set[int]]:
    """Return how far a person has come in a course, and the keys of the lessons she has read."""
    if not user.is_authenticated:
        return None, set()
    progress = Progress.objects.filter(user=user, course=row).first()
    return progress, set(progress.read.values_list("lesson_id", flat=True)) if progress else set()


def roles_held(user) -> list[str]:
    """Return the roles that a person holds now, in spaces and in associations."""
    if not user.is_authenticated:
        return []
    names = {name for held in roles_of(user).by_space.values() for name in held} | set(positions_of(user).values())
    return [role for role in ForRole.values if role in names]


def moves_of(thing, user) -> list[tuple[str, object]]:
    """Return the moves that the reader may perform now, with their shapes."""
    return [(name, thing.MOVES[name]) for name in available(thing, user)]
