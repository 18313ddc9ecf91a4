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
from core.workflow import Refused, perform
from moderation.actions import hold_by_rule
from moderation.screening import screen, words_of
from needs.actions.locking import lock
from needs.actions.news import named, tell
from needs.enums import OPEN_STATES
from needs.guards import is_not_merged, is_visible
from needs.models import DetailRequest, Need
from needs.workflow import SHOW

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
    """Reply, in public, to a request for detail; whoever asked is told. One reply each. Locks the need.

    One that an automatic rule stops is held back until a moderator has read it: whoever asked is told when it is shown.
    """
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
        # Without its words: what the journal says of a need is read by everyone for ever, a reply may be hidden.
        journal.record(need, "reply_detail", by=by, data={"request": row.pk})
        rule = screen(reply, by=by, listed=words_of(need.space))
        if rule and not by.has_perm("needs.moderate_need", need):
            hold_by_rule("need_reply", row, rule)
            row.refresh_from_db(fields=["visibility"])
        else:
            _tell_of_the_reply(row, need, by)
    return row


def move_reply(request: DetailRequest, action: str, *, by: User, note: str = "") -> DetailRequest:
    """Hold, hide or show the reply to a request for detail, and return its row; what is shown is told once."""
    with transaction.atomic():
        row = perform(request, action, by=by, note=clean_text(note))
        need = Need.objects.select_related("space__commune").get(pk=row.need_id)
        if action == SHOW:
            _tell_of_the_reply(row, need, row.replied_by)
    return row


def _tell_of_the_reply(row: DetailRequest, need: Need, by: User) -> None:
    tell(
        need,
        f"replied.{row.pk}",
        lambda: gettext("There is a reply to your question about “%(title)s”.") % named(need),
        by=by,
        to=[row.asked_by],
    )


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
