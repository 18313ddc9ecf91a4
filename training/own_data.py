"""What this app holds about one person, for the copy of her data. Coaching notes stay where they are."""

from core import certificates
from core.models import Certificate
from training.models import Attendance, Coaching, LessonRead, Progress, Registration


def held_about(user) -> dict[str, list[dict]]:
    """Return a person's courses with her best score, her groups, her certificates, the spaces she coaches."""
    progress = Progress.objects.filter(user=user).select_related("course").order_by("pk")
    registrations = Registration.objects.filter(user=user).select_related("cohort").order_by("pk")
    attended: dict[int, list] = {}
    came = Attendance.objects.filter(registration__user=user).order_by("session__starts_at")
    for registration, at in came.values_list("registration_id", "session__starts_at"):
        attended.setdefault(registration, []).append(at)
    reads = LessonRead.objects.filter(progress__user=user).order_by("pk")
    read: dict[int, list] = {}
    for progress_pk, lesson, at in reads.values_list("progress_id", "lesson_id", "at"):
        read.setdefault(progress_pk, []).append({"lesson_id": lesson, "at": at})
    return {
        "courses": [
            {
                "course_id": row.course_id,
                "title": row.course.title,
                "started_at": row.started_at,
                "best_score_percent": row.best,
                "passed_at": row.passed_at,
                "done_at": row.done_at,
                "lessons_read": read.get(row.pk, []),
            }
            for row in progress
        ],
        "course_groups": [
            {
                "group_id": row.cohort_id,
                "title": row.cohort.title,
                "at": row.at,
                "has_place": row.has_place,
                "left_at": row.left_at,
                "sessions_attended": attended.get(row.pk, []),
            }
            for row in registrations
        ],
        "certificates": [
            {
                "title": row.title,
                "detail": row.detail,
                "issuer": row.issuer,
                "on": row.on,
                "code": certificates.written(certificates.code_of(row)),
                "name_shown": row.name,
                "withdrawn_at": row.withdrawn_at,
            }
            for row in Certificate.objects.filter(holder=user).order_by("pk")
        ],
        "coached_spaces": list(
            Coaching.objects.filter(coach=user).order_by("pk").values("space_id", "started_at", "ended_at")
        ),
    }
