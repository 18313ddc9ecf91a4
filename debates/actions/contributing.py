"""Saying something in a thread, changing it, taking it back."""

import datetime
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import voices
from core.fitness import Unfit, fits
from core.sounds import Sound
from core.text import clean_line, clean_text, has_words
from councils.guards import no_election_is_near
from councils.models import ElectionPeriod, Mandate
from councils.rules import is_elected
from debates.actions.attending import count_in_thread
from debates.actions.numbering import lock, stamp
from debates.actions.telling import tell_of_an_answer
from debates.enums import Channel, Moderation, SittingState, Visibility
from debates.guards import (
    FLOOD_MOST,
    FLOOD_WINDOW,
    is_still_editable,
    keeps_the_pace,
    takes_answers,
    takes_contributions,
)
from debates.models import AgendaPoint, Contribution, EarlierText, Sitting, Thread, VoiceNote
from moderation.actions import held_by_rule, hold_by_rule
from moderation.figures import rules as figures
from moderation.screening import listed_words, screen
from spaces.rules import role_in

TEXT_MAX, NAME_MAX = 4_000, 80  # characters


@dataclass
class Earlier:
    """What was said before that bears on a new contribution: one query reads it."""

    same: Contribution | None = None  # sent with the same key
    answered: Contribution | None = None  # what she answers
    parent: Contribution | None = None  # what it stands under: that one, or what that one answers
    latest: datetime.datetime | None = None  # when she last wrote in this thread
    flood: datetime.datetime | None = None  # when she wrote the last but five, anywhere
    said: tuple[tuple[datetime.datetime, str], ...] = ()  # when and what she wrote lately, anywhere


def contribute(
    thread: Thread,
    *,
    by: User,
    text: str,
    parent: Contribution | int | None = None,
    client_key: UUID | None = None,
    channel: str = Channel.ONLINE,
    said_by: str = "",
    agenda_point: AgendaPoint | None = None,
    voice: BinaryIO | None = None,
) -> Contribution:
    """Say something in a thread and return it, numbered `seq`; an answer to an answer answers the first one.

    `parent` may be an id. Sent again with the same `client_key`, what was stored is returned, with `is_repeat`. In a
    thread that is moderated before, or when an automatic rule says so (`moderation.screening`), it is held until it is
    checked, unless she moderates the space. `channel` HALL is
    what a facilitator or a rapporteur types in for someone present, whom `said_by` names. `agenda_point` is the live
    sitting's when none is given. The author of what it answers is told. `voice` is a recording of her own voice
    (`core.voices`): with it `text` may be empty.

    During an election period, whoever holds an elected mandate contributes nothing: it was hers to say before, and is
    again after; what the hall says is not hers. Locks the thread. Raises `PermissionDenied`, or `Refused` in words:
    closed, held, an election, slowed down, a flood, unfit text.
    """
    # Looking into a recording takes a while: it is done before anything is locked.
    sound = voices.voice(voice) if voice and channel == Channel.ONLINE else None
    text = clean(text, may_be_empty=sound is not None)
    said_by = fits(clean_line(said_by), NAME_MAX, "said_by") if channel == Channel.HALL else ""
    try:
        with transaction.atomic():
            row = lock(thread.pk, in_election=Exists(ElectionPeriod.objects.around()), listed=listed_words("space_id"))
            row.space = thread.space  # came with its commune: what rules ask for is at hand
            earlier = _earlier(row, by, client_key, getattr(parent, "pk", parent))
            if earlier.same is None:
                return _store(
                    row, by, earlier, text=text, channel=channel, said_by=said_by, client_key=client_key,
                    agenda_point=agenda_point, sound=sound,
                )  # fmt: skip
    except IntegrityError:
        # The same form sent twice at once, into two threads: the other one won.
        sent = Contribution.objects.filter(author=by, client_key=client_key)
        earlier = Earlier(same=sent.select_related("author", "voice").first())
        if client_key is None or earlier.same is None:
            raise
    if earlier.same.thread_id != thread.pk:
        raise Unfit(_("This was sent already, in another discussion. Load the page again to write here."), "client_key")
    earlier.same.is_repeat = True
    earlier.same.thread = thread
    return earlier.same


def clean(text: str, *, may_be_empty: bool = False) -> str:
    """Return what a person wrote, made clean. Raises `Unfit`: no words, or too many."""
    text = clean_text(text)
    if not has_words(text):
        if may_be_empty:
            return ""
        raise Unfit(_("Write what you want to say in words."), "text")
    return fits(text, TEXT_MAX, "text")


def _earlier(thread: Thread, by: User, key: UUID | None, parent: int | None) -> Earlier:
    lately = datetime.timedelta(minutes=figures()["repeat_minutes"])
    since = now() - max(FLOOD_WINDOW, lately, datetime.timedelta(seconds=thread.slow_seconds))
    rows = list(bearing(by, since, key, parent).select_related("author", "voice").order_by("-at"))
    hers = [row for row in rows if row.author_id == by.pk and row.at > since]
    here = [row.at for row in hers if row.thread_id == thread.pk]
    found = Earlier(
        same=next((row for row in rows if key and row.author_id == by.pk and row.client_key == key), None),
        latest=here[0] if here else None,
        flood=hers[FLOOD_MOST - 1].at if len(hers) >= FLOOD_MOST else None,
        said=tuple((row.at, row.text) for row in hers),
    )
    if parent:
        by_pk = {row.pk: row for row in rows if row.thread_id == thread.pk}
        answered = by_pk.get(parent)
        if answered is None:
            raise Unfit(_("What you answer is not in this discussion."), "parent")
        found.answered = answered
        found.parent = by_pk[answered.parent_id] if answered.parent_id else answered
    return found


def bearing(by: User, since: datetime.datetime, key: UUID | None, parent: int | None):
    """Return what bears on a new contribution: what `by` said lately or with this key, what she answers, and what that
    one answers. Each by its index: an `IN` would read the whole table here.
    """
    bears = Q(author=by, at__gt=since)
    if key:
        bears |= Q(author=by, client_key=key)
    if parent:
        bears |= Q(pk=parent) | Q(pk=Subquery(Contribution.objects.filter(pk=parent).order_by().values("parent")[:1]))
    return Contribution.objects.filter(bears)


def _store(
    thread: Thread, by: User, earlier: Earlier, *, channel: str, agenda_point, sound: Sound | None, **said
) -> Contribution:
    _may_speak(thread, by, channel)
    parent = earlier.parent
    for answered in filter(None, {earlier.answered, parent}):
        answered.thread = thread
        takes_answers(answered)
    moderates = by.has_perm("debates.moderate_thread", thread)
    if channel == Channel.ONLINE and not moderates:
        keeps_the_pace(thread, earlier.latest, earlier.flood)
    rule = None
    if channel == Channel.ONLINE and not moderates:
        rule = screen(said["text"], by=by, earlier=earlier.said, listed=thread.listed)
    held = bool(rule) or (thread.moderation == Moderation.BEFORE and not moderates)
    rev = stamp(
        thread,
        last_seq=thread.last_seq + 1,
        shown_count=thread.shown_count + (not held),
        held_count=thread.held_count + held,
    )
    contribution = Contribution.objects.create(
        thread=thread,
        seq=thread.last_seq,
        rev=rev,
        author=by,
        parent=parent,
        channel=channel,
        office=_office(thread, by, said["said_by"]),
        agenda_point_id=agenda_point.pk if agenda_point else _point_under_discussion(thread),
        visibility=Visibility.HELD if held else Visibility.VISIBLE,
        spoken=sound is not None,
        **said,
    )
    if sound:
        voices.save(VoiceNote(contribution=contribution), sound)
    if channel == Channel.ONLINE and thread.room_rev:
        count_in_thread(thread, by)
    if parent and not held:
        parent.reply_count += 1
        Contribution.objects.filter(pk=parent.pk).update(reply_count=F("reply_count") + 1, rev=rev)
        tell_of_an_answer(contribution)
    if rule:
        held_by_rule("contribution", contribution, rule)
    return contribution


def _may_speak(thread: Thread, by: User, channel: str) -> None:
    takes_contributions(thread)
    if not by.has_perm("debates.contribute", thread):
        raise PermissionDenied
    if channel == Channel.HALL and not by.has_perm("debates.relay_contribution", thread):
        raise PermissionDenied
    if thread.in_election and channel == Channel.ONLINE and is_elected(by):
        no_election_is_near(ElectionPeriod.objects.running())


def _office(thread: Thread, by: User, said_by: str):
    """Return as what `by` speaks here: her role in the space, or the database's answer about her mandates."""
    if said_by:
        return ""
    if role := role_in(thread.space, by):
        return role
    mandates = Mandate.objects.current().filter(user=by, council__territory=thread.space.commune_id)
    return Coalesce(Subquery(mandates.order_by("pk").values("role")[:1]), Value(""))


def _point_under_discussion(thread: Thread) -> Subquery:
    sittings = Sitting.objects.filter(debate__thread=thread, state=SittingState.LIVE)
    return Subquery(sittings.order_by().values("point")[:1])


def edit_contribution(contribution: Contribution, *, by: User, text: str) -> Contribution:
    """Change what one said, within ten minutes, and return it; what it said before is kept, for whoever asks.

    The same text again changes nothing. Locks the thread. An automatic rule may hold it back.
    """
    text = clean(text, may_be_empty=contribution.spoken)
    with transaction.atomic():
        thread = lock(contribution.thread_id, listed=listed_words("space_id"))
        row = Contribution.objects.select_related("author", "voice").get(pk=contribution.pk)
        row.thread = thread
        if not by.has_perm("debates.edit_contribution", row):
            raise PermissionDenied
        is_still_editable(row)
        if row.text == text:
            return row
        if row.text:
            EarlierText.objects.create(contribution=row, text=row.text)
        row.text, row.edited_at, row.rev = text, now(), stamp(thread)
        row.save(update_fields=["text", "edited_at", "rev"])
        rule = screen(text, by=by, listed=thread.listed)
        if rule and row.is_shown and not by.has_perm("debates.moderate_thread", thread):
            hold_by_rule("contribution", row, rule)
            row.refresh_from_db(fields=["visibility", "rev"])
    return row
