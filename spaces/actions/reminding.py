"""Reminders before a document of a dossier ends: each once, however often the task runs."""

import datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, ngettext

from accounts.models import User
from core import dates
from core.text import isolate
from notices.actions import notify
from spaces.dossier import lines_of
from spaces.enums import OFFICERS
from spaces.models import Association, Paper

BEFORE_END = (60, 15, 0)  # days left
LATE = 7  # days after the end in which a reminder that could not be sent still is


def remind_of_papers() -> int:
    """Tell those who keep a dossier that a document of it ends, 60, 15 and 0 days before; return of how many documents.

    Only the document that counts is told of: one that was renewed is not. The key of a notice holds the days, so that
    each is told once.
    """
    today, told = localdate(), 0
    window = (today - datetime.timedelta(days=LATE), today + datetime.timedelta(days=max(BEFORE_END)))
    ending = Paper.objects.filter(expires_on__range=window).order_by().values("association")
    for association in Association.objects.filter(pk__in=ending).prefetch_related("branches").order_by("pk"):
        for line in lines_of(association):
            if line.paper and line.paper.expires_on and window[0] <= line.paper.expires_on <= window[1]:
                _remind(association, line.paper, today)
                told += 1
    return told


def keepers_of(association: Association):
    """Return the people who keep its dossier: the representative, the treasurer, the secretary."""
    officers = association.members.current().filter(position__in=OFFICERS).values("user")
    return User.objects.filter(pk__in=officers, is_active=True) | User.objects.filter(
        pk=association.representative_id, is_active=True
    )


def _remind(association: Association, paper: Paper, today: datetime.date) -> None:
    left = (paper.expires_on - today).days
    mark = min(days for days in BEFORE_END if max(left, 0) <= days)
    notify(
        keepers_of(association),
        key=f"paper.{paper.pk}.ends.{mark}",
        text=lambda: _words(association, paper, left),
        url=association.get_absolute_url(),
        urgent=True,
    )


def _words(association: Association, paper: Paper, left: int) -> str:
    words = {"document": paper.get_kind_display(), "name": isolate(str(association)), "days": left}
    if left < 0:
        day = dates.day(paper.expires_on, get_language())
        return gettext("A document of the association %(name)s has ended on %(day)s: %(document)s. Renew it.") % (
            words | {"day": day}
        )
    if left == 0:
        return gettext("Today a document of the association %(name)s ends: %(document)s. Renew it.") % words
    return (
        ngettext(
            "In %(days)d day a document of the association %(name)s ends: %(document)s. Renew it.",
            "In %(days)d days a document of the association %(name)s ends: %(document)s. Renew it.",
            left,
        )
        % words
    )
