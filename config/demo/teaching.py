"""The training of the demonstration, told by the real actions at real dates: two groups, and a coach.

Who answers what is the same each time.
"""

import datetime

import time_machine
from django.utils import timezone
from django.utils.timezone import localdate, now

from accounts.models import User
from config.demo import people
from spaces.models import Space
from training import actions
from training.actions.loading import load_courses
from training.models import Course

OVER, TO_COME = 40, 6  # days since the first group opened; days until the second one meets
FINISHED, PASSED = 8, 5  # people of the first group; those of them who passed the quiz


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def prepare(days: float) -> None:
    """Load the courses that come with Agraw, before the first space opens: each is given them."""
    with days_ago(days):
        load_courses()


def tell(space: Space, staff: dict[str, User], coordinator: User, inhabitants: list[User]) -> None:
    """Tell the groups and the coaching of one commune."""
    course = Course.objects.get(key="debate")
    _over(course, space, staff, inhabitants)
    _to_come(Course.objects.get(key="petition"), space, staff, inhabitants)
    with days_ago(20):
        coaching = actions.appoint_coach(space, coordinator, by=people.fresh(coordinator))
        actions.write_note(
            coaching,
            by=people.fresh(coordinator),
            on=localdate(),
            subject="تحضير أول نقاش عمومي (تجربة)",
            text="راجعنا سؤال النقاش وجدول الأعمال: كان السؤال طويلا فقسم إلى سؤالين. مثال من نسج الخيال.",
            next_step="كتابة محضر الجلسة في المساء نفسه",
        )


def _over(course: Course, space: Space, staff: dict[str, User], inhabitants: list[User]) -> None:
    titles = ("تنشيط النقاش: المجموعة الأولى (تجربة)", "Animer un débat : premier groupe (démonstration)")
    with days_ago(OVER):
        cohort = _group(course, space, staff, titles, first_in=8)
    registered = []
    for number, person in enumerate(inhabitants[:FINISHED]):
        with days_ago(OVER - 1 - number / 10):
            registered.append(actions.register(cohort, by=people.fresh(person)))
    for number, person in enumerate(inhabitants[:PASSED]):
        with days_ago(OVER - 3 - number):
            for lesson in (lesson for module in course.modules.all() for lesson in module.lessons.all()):
                actions.read_lesson(lesson, by=people.fresh(person))
            actions.take_quiz(course, _right(course), by=people.fresh(person))
    for number, session in enumerate(cohort.sessions.all()):
        with time_machine.travel(session.ends_at, tick=True):
            present = [one.pk for one in registered[number:]]
            actions.mark_attendance(session, present, by=people.fresh(staff["facilitator"]))
    with days_ago(OVER - 18):
        actions.move_cohort(cohort, "end", by=people.fresh(staff["facilitator"]))


def _to_come(course: Course, space: Space, staff: dict[str, User], inhabitants: list[User]) -> None:
    titles = ("عريضة تستوفي الشروط: مجموعة (تجربة)", "Une pétition recevable : un groupe (démonstration)")
    with days_ago(4):
        cohort = _group(course, space, staff, titles, first_in=4 + TO_COME)
    for number, person in enumerate(inhabitants[3:9]):
        with days_ago(3 - number / 10):
            actions.register(cohort, by=people.fresh(person))


def _group(course: Course, space: Space, staff: dict[str, User], titles: tuple[str, str], *, first_in: int):
    """Open a group that meets twice, in as many days and a week later, from six o'clock."""
    by = people.fresh(staff["facilitator"])
    cohort = actions.create_cohort(
        course, space, by=by, trainer=by, title_ar=titles[0], title_fr=titles[1], is_demo=True
    )
    for week, subject in enumerate(("دروس وأمثلة من الجماعة", "تمرين في مجموعات صغيرة")):
        day = timezone.localtime(now() + datetime.timedelta(days=first_in + 7 * week))
        start = day.replace(hour=18, minute=0, second=0, microsecond=0)
        actions.add_session(
            cohort,
            by=by,
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=2),
            place="دار الشباب (تجربة)",
            capacity=12,
            subject=subject,
        )
    return actions.move_cohort(cohort, "open", by=by)


def _right(course: Course) -> dict[int, list[int]]:
    return {
        question.pk: [option.pk for option in question.options.all() if option.is_right]
        for question in course.questions.prefetch_related("options")
    }
