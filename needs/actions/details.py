"""Asking the people behind a need for a detail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, has_words
from core.workflow import Refused
from needs.actions.locking import lock
from needs.actions.news import named, tell
from needs.enums import OPEN_STATES
from needs.guards import is_not_merged, is_visible
from needs.models import DetailRequest, Need

QUESTION_MAX, REPLY_MAX = 500, 2_000  # characters


def ask_detail(need: Need, *, by: User, question: str) -> DetailRequest:
    """Ask the people behind a need for a detail, in public; they are told. Locks the need."""
    question = _cleaned(question, QUESTION_MAX, _("Write your question."), "question")
    with transaction.atomic():
        row = lock(need)
        if not by.has_perm("needs.ask_detail", row):
            raise PermissionDenied
        is_not_merged(row)
        is_visible(row)
        if row.state not in OPEN_STATES:
            raise Refused(_("The council has answered this need: a detail changes nothing any more."), "not_now")
        request = DetailRequest.objects.create(need=row, question=question, asked_by=by)
        row.open_questions += 1
        row.save(update_fields=["open_questions"])
        journal.record(row, "ask_detail", by=by, note=question, data={"request": request.pk})
        tell(
            row,
            f"asked.{request.pk}",
            lambda: gettext("The facilitator asks for a detail about “%(title)s”.") % named(row),
            by=by,
        )
    return request


def reply_detail(request: DetailRequest, *, by: User, reply: str) -> DetailRequest:
    """Reply, in public, to a request for detail; whoever asked is told. One reply each. Locks the need."""
    reply = _cleaned(reply, REPLY_MAX, _("Write your reply."), "reply")
    with transaction.atomic():
        need = lock(Need(pk=request.need_id))
        if not by.has_perm("needs.reply_detail", need):
            raise PermissionDenied
        row = DetailRequest.objects.select_related("asked_by").get(pk=request.pk)
        if row.replied_at:
            raise Refused(
                _("Someone has replied already. Your text was not sent: copy it if you want to keep it."), "replied"
            )
        row.reply, row.replied_by, row.replied_at = reply, by, now()
        row.save(update_fields=["reply", "replied_by", "replied_at"])
        need.open_questions -= 1
        need.save(update_fields=["open_questions"])
        journal.record(need, "reply_detail", by=by, note=reply, data={"request": row.pk})
        tell(
            need,
            f"replied.{row.pk}",
            lambda: gettext("There is a reply to your question about “%(title)s”.") % named(need),
            by=by,
            to=[row.asked_by],
        )
    return row


def _cleaned(text: str, longest: int, missing, code: str) -> str:
    text = clean_text(text)
    if not has_words(text):
        raise Unfit(missing, code)
    if len(text) > longest:
        raise Unfit(
            _("This is too long: %(longest)s characters at most. Nothing was lost: shorten it.") % {"longest": longest},
            code,
        )
    return text
