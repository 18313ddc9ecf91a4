"""A written question: asked, answered, taken back; the sitting kept for answers."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from councils.actions.people import acting_mandate, users_of, who_sign
from councils.enums import Role, Theme
from councils.models import Committee, Council, ElectionPeriod, Referral
from councils.rules import signs
from deliberations.enums import SessionState
from deliberations.models import Session, Sitting
from notices.actions import notify
from notices.paths import without_language
from presidency.actions.telling import tell_everyone
from presidency.guards import may_be_carried
from presidency.last_days import Opening, openings, session_for
from presidency.models import QuestionSitting, WrittenQuestion
from presidency.rules import asks, prepares
from presidency.workflow import DRAFT, PUBLISH, WITHDRAW
from territories.queries import unread_of

TITLE_MAX, QUESTION_MAX, REPLY_MAX, ADDRESS_MAX = 200, 4_000, 10_000, 400  # characters
WAITING_MAX = 100  # questions of one member that wait for an answer
# Pages that a question may come from; what is behind them is the affair of higher floors.
SOURCE = re.compile(r"^/(needs|referrals|petitions|debates|consultations)/(\d{1,15})/$", re.ASCII)


def ask_question(
    council: Council,
    *,
    by: User,
    title: str,
    text: str,
    theme: str = Theme.OTHER,
    committee: Committee | None = None,
    came_from: str = "",
) -> WrittenQuestion:
    """Put a written question to the president and return it, before the session that the law sends it to (art. 46).

    Sent after the last day of the next session it is kept, for the one after it, and says so (`missed_on`). In an
    election period it is received all the same, and shown to everyone once that is over. `came_from` is the address of
    the need, matter, petition, debate or consultation behind it. Whoever signs and the services are told. Raises
    `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    title, text = fits(clean_line(title), TITLE_MAX, "title"), fits(clean_text(text), QUESTION_MAX, "text")
    if not has_words(title):
        raise Unfit(_("Say in one line what you ask."), "title")
    if not has_words(text):
        raise Unfit(_("Write the question: the president answers what is written."), "text")
    if theme not in Theme.values:
        raise Unfit(_("Choose from the list."), "theme")
    if committee is not None and committee.council_id != council.pk:
        raise Unfit(_("Choose a committee of this council."), "committee")
    path = source_of(came_from)
    with transaction.atomic():
        row = Council.objects.with_place().select_for_update(of=("self",), no_key=True).get(pk=council.pk)
        mandate = acting_mandate(row.pk, by, asks)
        if row.written_questions.waiting().filter(mandate=mandate).count() >= WAITING_MAX:
            raise Refused(_("A hundred of your questions wait for an answer: take one back first."), "enough")
        today = localdate()
        opening, missed_on = session_for(row, today)
        period = ElectionPeriod.objects.running()
        question = WrittenQuestion.objects.create(
            council=row, mandate=mandate, title=title, text=text, theme=theme, committee=committee, came_from=path,
            referral=_matter_at(row, path, by), received_on=today, session=opening.session, session_on=opening.on,
            last_day=opening.last_day, missed_on=missed_on, due_on=opening.ends_on,
            held_until=period.ends_on if period else None,
        )  # fmt: skip
        days = {"session_on": f"{opening.on}", "missed_on": f"{missed_on or ''}"}
        journal.record(question, "ask", by=by, axis="state", target=question.state, data=days)
        people = {user.pk: user for user in [*who_sign(row), *users_of(row, role__in={Role.DIRECTOR, Role.OFFICER})]}
        notify(
            [user for pk, user in people.items() if pk != by.pk],
            key=f"question.{question.pk}.asked",
            text=lambda: _("A written question was received: %(title)s") % {"title": isolate(title)},
            url=question.get_absolute_url(),
        )
        _tell_all(question, "shown", lambda: _("A member asks the president in writing: %(title)s"), by)
    return question


def source_of(address: str) -> str:
    """Return the path of the page that an address names, empty for none. Raises `Unfit` for any other page."""
    address = (address or "").strip()
    if not address:
        return ""
    site = settings.SITE_URL.rstrip("/")
    path = address.removeprefix(site) if address.startswith(f"{site}/") else address
    foreign = Unfit(
        _("This is not the address of a need, a matter, a petition, a debate or a consultation here."), "came_from"
    )
    try:
        parts = urlsplit(path[:ADDRESS_MAX])
        found = SOURCE.match(without_language(parts.path)) if not (parts.scheme or parts.netloc) else None
    except ValueError:
        raise foreign from None
    if found is None:
        raise foreign
    return found[0]


def _matter_at(council: Council, path: str, by: User) -> Referral | None:
    """Return the matter before the council behind a page, when there is one that everyone may see."""
    if not path:
        return None
    seen = Referral.objects.visible_to(by).filter(council=council)
    kind, key = SOURCE.match(path).groups()
    return (seen.filter(pk=key) if kind == "referrals" else seen.filter(url=path)).order_by("pk").last()


def save_reply(question: WrittenQuestion, *, by: User, text: str, version: int) -> WrittenQuestion:
    """Write the answer to a question, or the next version of it; `version` is the one that was read.

    The council's people alone see it until it is signed. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    text = fits(clean_text(text), REPLY_MAX, "text")
    if not has_words(text):
        raise Unfit(_("Write the answer in words: people will read it."), "text")
    with transaction.atomic():
        row = _locked(question)
        mandate = acting_mandate(row.council_id, by, prepares)
        _must_be(row, version)
        return perform(row, DRAFT, by=by, also={"reply": text, "reply_version": version + 1, "drafted_by": mandate})


def publish_reply(question: WrittenQuestion, *, by: User, version: int | None = None) -> WrittenQuestion:
    """Sign the answer and publish it, and tell the member who asked. Raises `PermissionDenied`, `Refused`."""
    with transaction.atomic():
        row = _locked(question)
        mandate = acting_mandate(row.council_id, by, signs)
        if version is not None:
            _must_be(row, version)
        row = perform(row, PUBLISH, by=by, also={"signed_by": mandate, "signed_role": mandate.role})
        if row.mandate.user_id and row.mandate.user_id != by.pk:
            notify(
                [row.mandate.user],
                key=f"question.{row.pk}.answered",
                text=lambda: _("Your written question is answered: %(title)s") % {"title": isolate(row.title)},
                url=row.get_absolute_url(),
            )
        _tell_all(row, "answered", lambda: _("The president answered a written question: %(title)s"), by)
    return row


def _tell_all(question: WrittenQuestion, occasion: str, text: Callable[[], str], by: User) -> None:
    """Tell whoever follows the council, the theme or the member; not what an election period keeps back."""
    if not question.is_held:
        tell_everyone(
            question.council,
            key=f"question.{question.pk}.{occasion}",
            text=lambda: text() % {"title": isolate(question.title)},
            url=question.get_absolute_url(),
            by=by,
            theme=question.theme,
            mandate=question.mandate,
        )


def withdraw_question(question: WrittenQuestion, *, by: User, note: str) -> WrittenQuestion:
    """Take a question back, for a reason that everyone reads: it stays in the list, marked so."""
    with transaction.atomic():
        return perform(_locked(question), WITHDRAW, by=by, note=note)


def carry_over(question: WrittenQuestion, *, by: User) -> WrittenQuestion:
    """Enter a question that its session left without an answer at the next one, as its member asks (art. 46).

    Once; the day by which an answer was due stays, so that it is shown as late. Those who sign are told. Raises
    `PermissionDenied`, or `Refused` with why not.
    """
    with transaction.atomic():
        row = _locked(question)
        if not by.has_perm("presidency.withdraw_question", row):  # hers alone
            raise PermissionDenied
        may_be_carried(row)
        opening = _next_opening(row)
        row.carried_from, row.due_on = row.session, row.session.ends_by or row.due_on
        row.session, row.session_on = opening.session, opening.on
        row.save(update_fields=["carried_from", "due_on", "session", "session_on"])
        days = {"from": row.carried_from_id, "session_on": f"{opening.on}"}
        journal.record(row, "carry", by=by, data=days)
        notify(
            [user for user in who_sign(row.council) if user.pk != by.pk],
            key=f"question.{row.pk}.carried",
            text=lambda: (
                _("A written question without an answer is entered at the next session: %(title)s")
                % {"title": isolate(row.title)}
            ),
            url=row.get_absolute_url(),
        )
    return row


def _next_opening(row: WrittenQuestion) -> Opening:
    """Return the ordinary session that comes after the one of a question and still sits."""
    today = localdate()
    try:
        found = openings(row.council, row.session.day)
    except LookupError:
        found = []
    for one in found:
        if one.ends_on >= today and not (one.session and one.session.state == SessionState.CLOSED):
            return one
    raise Refused(_("No next session is known yet: ask again once one is entered."), "no_session")


def keep_sitting(session: Session, *, by: User, sitting: Sitting) -> QuestionSitting:
    """Keep one sitting of an ordinary session for the answers to written questions; said again, it changes (art. 46).

    Raises `PermissionDenied`, or `Refused` for a sitting of another session.
    """
    if not by.has_perm("presidency.prepare_acts", session.council):
        raise PermissionDenied
    if sitting.session_id != session.pk:
        raise Refused(_("Choose a sitting of this session."), "elsewhere")
    with transaction.atomic():
        Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
        kept, _made = QuestionSitting.objects.update_or_create(session=session, defaults={"sitting": sitting})
        journal.record(session, "keep_for_questions", by=by, data={"sitting": sitting.pk})
    return kept


def _locked(question: WrittenQuestion) -> WrittenQuestion:
    return (
        WrittenQuestion.objects.select_related("mandate__user", "council__territory", "session")
        .defer(*unread_of("council__territory"))
        .select_for_update(of=("self",), no_key=True)
        .get(pk=question.pk)
    )


def _must_be(row: WrittenQuestion, version: int) -> None:
    if row.reply_version != version:
        raise Refused(
            _("Someone else saved this draft while you were writing. Copy your text, then open the page again."),
            "draft_changed",
        )
