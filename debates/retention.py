"""What is forgotten of who took part in a sitting, and when (`core.retention`). How many came stays."""

from core.retention import keeps
from debates.models import Attendance


def attendance(limit):
    return Attendance.objects.filter(at__lt=limit, user__isnull=False)


keeps("debates.attendance", past=attendance, forget=lambda limit: attendance(limit).update(user=None))
