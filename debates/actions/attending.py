"""Who is here: people online say so, or act, and are counted; nobody is listed."""

from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from debates.enums import SittingState
from debates.models import Attendance, Sitting, Thread


def attend(sitting: Sitting, *, by: User) -> bool:
    """Count a person among those who are here, and return whether she is new. Again changes nothing.

    Takes no lock and rings no bell: a hall that arrives at once costs one insert each, and the count shown is as of
    the last change of the room.
    """
    if not by.has_perm("debates.attend_sitting", sitting):
        raise PermissionDenied
    return sitting.state == SittingState.LIVE and count_in(sitting, by)


def count_in(sitting: Sitting, user: User) -> bool:
    """Count a person of a live sitting who just acted in it, and return whether she is new."""
    if sitting.attendances.filter(user=user).exists():
        return False
    Attendance.objects.bulk_create([Attendance(sitting=sitting, user=user)], ignore_conflicts=True)
    return True


def count_in_thread(thread: Thread, user: User) -> None:
    """Count a person who just acted in a thread, when its debate has a live sitting: one statement, for every thread.

    Django writes no rows from a query of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO debates_attendance (sitting_id, user_id, at) "
            "SELECT s.id, %s, now() FROM debates_sitting s JOIN debates_debate d ON d.id = s.debate_id "
            "WHERE d.thread_id = %s AND s.state = %s ON CONFLICT DO NOTHING",
            [user.pk, thread.pk, SittingState.LIVE],
        )
