"""A debate from its first draft to the archive, apart from its sittings and its conclusion."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, has_words, isolate
from core.workflow import Refused, is_open, perform
from debates.actions.locking import lock_debate
from debates.actions.numbering import stamp
from debates.actions.preparing import OF_THE_THREAD, Said, clean, clean_agenda
from debates.actions.threads import move_thread, open_thread, settle
from debates.enums import TAKING_PART, DebateState, ThreadState, Visibility
from debates.guards import debate_may_change
from debates.models import AgendaPoint, Debate, Interest, Thread
from debates.workflow import ANNOUNCE, ARCHIVE, CLOSE, HIDE, HOLD, OPEN, REOPEN, SHOW
from notices import actions as notices
from notices.enums import Topic
from notices.topics import around
from spaces.enums import SpaceState
from spaces.models import Space


def create_debate(space: Space, *, by: User, points: Sequence[tuple[str, int]] = (), **said: Unpack[Said]) -> Debate:
    """Prepare a debate in a space and return it: a draft that the people who act for the space see.

    Its thread is made with it, held and closed. `points` are the agenda's, each a title and its planned minutes. The
    one who prepares it follows it. Raises `PermissionDenied`, or `Refused` in words about what was given.
    """
    if not by.has_perm("debates.create_debate", space):
        raise PermissionDenied
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: no debate can be prepared in it."), "closed")
    columns, agenda = clean(said), clean_agenda(points)
    of_the_thread = {name: columns.pop(name) for name in OF_THE_THREAD if name in columns}
    with transaction.atomic():
        thread = open_thread(
            space, title=columns["title"], state=ThreadState.CLOSED, visibility=Visibility.HELD, **of_the_thread
        )
        debate = Debate.objects.create(space=space, thread=thread, created_by=by, **columns)
        settle(thread, f"/debates/{debate.pk}/")
        AgendaPoint.objects.bulk_create(
            AgendaPoint(debate=debate, number=number, title=title, minutes=minutes)
            for number, (title, minutes) in enumerate(agenda, 1)
        )
        Interest.objects.create(debate=debate, user=by)
        journal.record(debate, "create", by=by, axis="state", target=debate.state)
    return debate


def edit_debate(debate: Debate, *, by: User, **said: Unpack[Said]) -> Debate:
    """Change what a debate says, and return it; what `said` leaves out stays.

    Once it is open, its question and the moment it opened stay: people have answered that question. Locks the thread,
    then the debate. Raises `PermissionDenied`, or `Refused`.
    """
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        if not by.has_perm("debates.edit_debate", row):
            raise PermissionDenied
        debate_may_change(row)
        columns = clean(said, row)
        of_the_thread = {name: columns.pop(name) for name in OF_THE_THREAD if name in columns}
        changed = {name for name, value in columns.items() if value != getattr(row, name)}
        changed_there = {name for name, value in of_the_thread.items() if value != getattr(thread, name)}
        if row.state in TAKING_PART:
            for name in ("question", "opens_at"):
                if name in changed:
                    raise Unfit(_("The debate is open: this does not change any more."), name)
        if row.state != DebateState.DRAFT and not columns.get("question", row.question):
            raise Unfit(_("A debate that was announced keeps a question."), "question")
        if not changed and not changed_there:
            return row
        for name in changed:
            setattr(row, name, columns[name])
        row.save(update_fields=changed)
        if row.state != DebateState.DRAFT:
            journal.record(row, "edit", by=by, data={"changed": sorted(changed | changed_there)})
        if "title" in changed:
            of_the_thread["title"] = row.title
        stamp(thread, room=True, **of_the_thread)
    return row


def announce(debate: Debate, *, by: User, note: str = "") -> Debate:
    """Show a debate to everyone, and tell the members of the space. Its discussion stays closed until it opens."""
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        if thread.visibility == Visibility.HIDDEN:
            raise Refused(_("This debate is hidden: show it again before it is announced."), "hidden")
        row = _perform(row, thread, ANNOUNCE, by=by, note=note)
        tell(
            row,
            "announced",
            lambda: gettext("A public debate is announced: “%(title)s”.") % named(row),
            by=by,
            to=members_and_interested(row),
        )
    return row


def open_debate(debate: Debate, *, by: User, note: str = "") -> Debate:
    """Open a debate to contributions, and tell those who follow it."""
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        row = _perform(row, thread, OPEN, by=by, note=note)
        tell(row, "opened", lambda: gettext("The debate “%(title)s” is open: have your say.") % named(row), by=by)
    return row


def close_debate(debate: Debate, *, by: User, note: str = "") -> Debate:
    """Close a debate: it is read, nothing is added to it, and its conclusion is written next."""
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        return _perform(row, thread, CLOSE, by=by, note=note)


def reopen_debate(debate: Debate, *, by: User, note: str) -> Debate:
    """Open a closed debate again, with the reason; the moment it was to close at is forgotten."""
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        row = _perform(row, thread, REOPEN, by=by, note=note, also={"closes_at": None, "closed_at": None})
        again = journal.history(row).filter(action=REOPEN).count()
        tell(
            row,
            f"reopened.{again}",
            lambda: gettext("The debate “%(title)s” is open again.") % named(row),
            by=by,
        )
    return row


def archive_debate(debate: Debate, *, by: User, note: str = "") -> Debate:
    """Put a concluded debate away: it stays readable, out of the lists of what goes on."""
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        return _perform(row, thread, ARCHIVE, by=by, note=note)


def hold(debate: Debate, *, by: User, note: str) -> Debate:
    """Hold a debate back while it is checked, with the reason: the people who act for the space see it meanwhile.

    What people were told of it is shown no more than the debate is. Locks the thread.
    """
    return _change_visibility(debate, HOLD, by=by, note=note)


def hide(debate: Debate, *, by: User, note: str) -> Debate:
    """Hide a debate that breaks the charter, with the reason, as `hold`."""
    return _change_visibility(debate, HIDE, by=by, note=note)


def show(debate: Debate, *, by: User, note: str = "") -> Debate:
    """Show a held or hidden debate to everyone again, and what people were told of it."""
    return _change_visibility(debate, SHOW, by=by, note=note)


def _change_visibility(debate: Debate, action: str, *, by: User, note: str) -> Debate:
    if action != SHOW and not has_words(clean_text(note)):
        raise Refused(_("Give the reason: it will be shown to everyone."), "note_missing")
    with transaction.atomic():
        debate.thread = move_thread(debate.thread, action, by=by, note=note)
        notices.show(debate.get_absolute_url(), is_shown=action == SHOW)
    return debate


# What becomes of the thread with each move of its debate.
WITH_THE_THREAD = {ANNOUNCE: SHOW, OPEN: OPEN, REOPEN: OPEN, CLOSE: CLOSE}
BY_NAME = {
    ANNOUNCE: announce, OPEN: open_debate, CLOSE: close_debate, REOPEN: reopen_debate, ARCHIVE: archive_debate,
    HOLD: hold, HIDE: hide, SHOW: show,
}  # fmt: skip


def move_debate(debate: Debate, action: str, *, by: User, note: str = "") -> Debate:
    """Perform the move `action`, of the debate or of what is shown of it: the one door of the buttons and the API.

    A debate goes live and rises with its sittings, and is concluded with its points: those moves have doors of their
    own, and raise `PermissionDenied` here, as does a name that the tables do not know.
    """
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](debate, by=by, note=note)


def _perform(row: Debate, thread: Thread, action: str, *, by: User, note: str, also: dict | None = None) -> Debate:
    """Move the debate and its thread, both locked, and let the room know."""
    row = perform(row, action, by=by, note=clean_text(note), also=also)
    follows = WITH_THE_THREAD.get(action)
    if follows and is_open(thread, follows):
        perform(thread, follows, by=by)
    stamp(thread, room=True)
    return row


def members_and_interested(debate: Debate):
    """Return the people who take part in the space, and those who follow the debate."""
    member = Q(memberships__space=debate.space_id, memberships__ended_at__isnull=True)
    interested = Q(pk__in=Interest.objects.filter(debate=debate).values("user"))
    return User.objects.filter(member | interested, is_active=True).distinct()


def interested(debate: Debate):
    """Return the people who follow the debate."""
    return User.objects.filter(pk__in=Interest.objects.filter(debate=debate).values("user"), is_active=True)


def tell(
    debate: Debate, key: str, text, *, by: User | None = None, to: Iterable[User] | None = None, urgent: bool = False
) -> str:
    """Tell those who follow the debate (or `to`) or its commune, but for the one who did it, and return the occasion
    (`notices.actions.notify`, key).

    Nobody while it is not shown. `text` makes the words, once a language.
    """
    thread = Thread.objects.only("visibility").get(pk=debate.thread_id)
    if thread.visibility != Visibility.VISIBLE or debate.state == DebateState.DRAFT:
        return ""
    occasion = f"debate.{debate.pk}.{key}"
    people = interested(debate) if to is None else to
    notices.notify(
        [person for person in people if by is None or person.pk != by.pk],
        key=occasion,
        text=text,
        url=debate.get_absolute_url(),
        urgent=urgent,
        commune=debate.space.commune_id,
    )
    notices.tell_followers(
        (Topic.DEBATE, str(debate.pk)),
        topics=around(debate.space.commune.slug),
        key=occasion,
        text=text,
        url=debate.get_absolute_url(),
        commune=debate.space.commune_id,
        but=by,
    )
    return occasion


def named(debate: Debate) -> dict[str, str]:
    """Return the words that a piece of news takes about a debate."""
    return {"title": isolate(debate.title)}
