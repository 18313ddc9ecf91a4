"""The moves of a need: to the council and back, and what is shown."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import clean_text
from core.workflow import Refused, is_open, perform
from councils import actions as councils
from councils.enums import Verdict
from councils.models import Answer, Council, Referral
from councils.workflow import REOPEN as REOPEN_REFERRAL
from debates.actions import keep_in_step
from moderation.actions import hold_reason_if_a_rule_says_so, is_in_hand
from needs.actions.locking import lock
from needs.actions.news import VOICED, named, tell, tell_everyone
from needs.models import Need
from needs.workflow import DECLINE, HIDE, HOLD, PLAN, REFER, REOPEN, SAY_DONE, SHOW
from notices import actions as notices
from notices.paths import without_language

FOLLOWS = {Verdict.PLANNED: PLAN, Verdict.DONE: SAY_DONE, Verdict.DECLINED: DECLINE}
SUMMARY_MAX = 6_000  # characters


def refer(need: Need, *, by: User, note: str = "") -> Need:
    """Put a need before the elected council of its commune, whose clock starts, and return it. Locks the need.

    The council receives the title, the text and the number of people; the people behind the need are told.
    """
    with transaction.atomic():
        row = lock(need)
        if not by.has_perm("needs.refer_need", row):
            raise PermissionDenied
        if not is_open(row, REFER):
            return perform(row, REFER, by=by)  # which says why not
        council = Council.objects.filter(territory=row.space.commune_id).first()
        if council is None:
            raise Refused(
                _("The council of this commune is not on Agraw yet: ask the coordinator to open it."), "no_council"
            )
        referral = councils.receive(
            council=council,
            title=row.title,
            summary=summary_of(row),
            url=without_language(row.get_absolute_url()),
            theme=row.theme,
            place=row.place,
            location=row.location,
            by=by,
        )
        row = perform(row, REFER, by=by, note=clean_text(note), also={"referral": referral})
        tell(
            row,
            "referred",
            lambda: gettext("“%(title)s” was put before the council.") % named(row),
            by=by,
        )
    return row


def summary_of(need: Need) -> str:
    """Return what the council reads, in Arabic, the language of its acts: the text, then how many people asked on
    that day: more may by now, the need itself says.
    """
    with translation.override("ar"):
        count = ngettext(
            "%(count)d person asked for it on that day.",
            "%(count)d people asked for it on that day.",
            need.support_count,
        ) % {"count": need.support_count}
    return f"{need.text}\n\n{count}".strip()[:SUMMARY_MAX]


def follow_answer(referral: Referral, *, answer: Answer, by: User) -> str:
    """Move the need behind a referral as the council's answer says, tell the people who asked, and return the occasion.

    Runs inside the council's publication, `by` the person who signed. An answer that moves nothing (an information, or
    the same verdict again) is told all the same: it never holds back the council's word. Empty when no need is
    behind.
    """
    need = Need.objects.filter(referral=referral).first()
    if need is None:
        return ""
    with transaction.atomic():
        row = lock(need)
        action = FOLLOWS.get(answer.verdict)
        if action and is_open(row, action):
            also = {"round": row.round + 1} if action == SAY_DONE else None
            row = perform(row, action, by=by, note=answer.text if action == DECLINE else "", also=also)
        else:
            journal.record(row, "answer", by=by, data={"answer": answer.pk, "verdict": answer.verdict})
        return tell(row, f"answered.{answer.pk}", lambda: ANSWERED[answer.verdict]() % named(row), by=by, urgent=True)


ANSWERED = {
    Verdict.PLANNED: lambda: gettext("The council answered: “%(title)s” is planned."),
    Verdict.DONE: lambda: gettext("The council says that “%(title)s” is done. Is it so? Please say."),
    Verdict.DECLINED: lambda: gettext("The council declined “%(title)s” and gave its reason."),
    Verdict.INFORMED: lambda: gettext("The council gave information about “%(title)s”."),
}


def reopen(need: Need, *, by: User, note: str) -> Need:
    """Open again a need that was declined, or done and broken again, with the reason; the council's clock starts again.

    The author may, and the space's facilitator for everyone else. Locks the referral, then the need.
    """
    with transaction.atomic():
        row = perform(lock(need, with_referral=True), REOPEN, by=by, note=clean_text(note))
        back_to_the_council(row, note=clean_text(note))
        hold_reason_if_a_rule_says_so(row, by=by)
        tell(row, f"reopened.{_again(row)}", lambda: gettext("“%(title)s” was opened again.") % named(row), by=by)
    return row


def back_to_the_council(need: Need, *, note: str) -> None:
    """Reopen the need's referral in the name of the system, with the people's reason, the last one of the need."""
    referral = need.referral
    if is_open(referral, REOPEN_REFERRAL):
        councils.reopen(referral, by=User.objects.system(), note=note, copy_of=journal.last_of(need))


def _again(need: Need) -> int:
    """Return a number that names this occasion among the need's reopenings."""
    return journal.history(need).filter(action=REOPEN).count()


def hold(need: Need, *, by: User, note: str) -> Need:
    """Hold a need back while it is checked, with the reason: only its author and the moderators see it.

    What is before the council, what people said about it and what they were told are shown no more than the need is.
    Locks the referral, then the need, then its thread.
    """
    row = _change_visibility(need, HOLD, by=by, note=note)
    _tell_author(row, by, lambda: gettext("“%(title)s” is held back for checking. The reason is on its page."))
    return row


def hide(need: Need, *, by: User, note: str) -> Need:
    """Hide a need that breaks the charter, with the reason, as `hold`."""
    row = _change_visibility(need, HIDE, by=by, note=note)
    _tell_author(row, by, lambda: gettext("“%(title)s” is hidden. The reason is on its page."))
    return row


def show(need: Need, *, by: User, note: str = "") -> Need:
    """Show a held or hidden need to everyone again, and its referral with it.

    One that was held as it was written is announced now, and once: nobody was told of it before.
    """
    row = _change_visibility(need, SHOW, by=by, note=note)
    tell_everyone(row, VOICED, lambda: gettext("A new need: “%(title)s”.") % named(row), by=row.author)
    _tell_author(row, by, lambda: gettext("“%(title)s” is shown to everyone again."))
    return row


def _change_visibility(need: Need, action: str, *, by: User, note: str) -> Need:
    with transaction.atomic():
        row = perform(lock(need, with_referral=True), action, by=by, note=clean_text(note))
        keep_in_step(row.thread_id, action)
        if row.referral_id:
            councils.show(row.referral, is_shown=action == SHOW, by=User.objects.system())
        notices.show(row.get_absolute_url(), is_shown=action == SHOW, but=[row.author])
    return row


def _tell_author(need: Need, by: User, text) -> None:
    if is_in_hand():  # moderation tells the author itself, with the rule and the way to appeal
        return
    key = f"visibility.{journal.history(need).filter(axis='visibility').count()}"
    tell(need, key, lambda: text() % named(need), by=by, to=[need.author])
