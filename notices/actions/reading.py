"""Reading one's inbox."""

from django.utils.timezone import now

from accounts.models import User
from notices.models import Notice


def read(notice: Notice, *, by: User) -> Notice:
    """Mark one notice of hers as read; a second time changes nothing."""
    if Notice.objects.visible_to(by).filter(pk=notice.pk).unread().update(read_at=now()):
        notice.refresh_from_db()
    return notice


def read_all(*, by: User) -> int:
    """Mark every notice of hers as read and return how many were not."""
    return Notice.objects.visible_to(by).unread().update(read_at=now())
