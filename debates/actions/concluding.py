"""Writing what a debate ends on, and publishing it: questions go to the council, needs to the space, minutes to all."""

import hashlib
import json
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, is_open, perform
from councils import actions as councils
from councils.enums import Theme
from councils.models import Answer, Council, Referral
from debates.actions.debates import named, tell
from debates.actions.locking import lock_debate
from debates.actions.minutes import publish_minutes
from debates.actions.numbering import stamp
from debates.enums import DebateState, PointKind, RequestState, Visibility
from debates.models import Contribution, Debate, FloorRequest, Interest, Point, Thread
from debates.signals import concluded
from debates.workflow import CONCLUDE
from notices.paths import without_language

WRITING = {DebateState.OPEN, DebateState.LIVE, DebateState.CLOSED}  # when a conclusion is written
WORDS_MAX, TEXT_MAX, PLACE_MAX = 8_000, 400, 120  # characters
POINTS_MAX, SOURCES_MAX = 60, 40
TITLE_MAX = 200  # of what the council receives
LAST_NUMBER = 2**31 - 1
HAS_THEME, HAS_PLACE = {PointKind.QUESTION, PointKind.NEED}, {PointKind.QUESTION, PointKind.NEED}


def write_words(debate: Debate, *, by: User, words: str, seen: str | None = None) -> Debate:
    """Write the words before the points, and return the debate. Locks the thread, then the debate.

    `seen` is what `seen_of` gave for the debate that was read: the words somebody else wrote meanwhile are not lost.
    Raises `PermissionDenied`, or `Refused`.
    """
    words = fits(clean_text(words), WORDS_MAX, "words")
    with transaction.atomic():
        row = _lock(debate, by)
        _must_be(seen, row, "words")
        row.conclusion = words
        row.save(update_fields=["conclusion"])
    return row


def add_point(
    debate: Debate, *, by: User, kind: str, text: str, theme: str = "", place: str = "", sources: Iterable[int] = ()
) -> Point:
    """Add a point to the conclusion, and return it. Locks the thread, then the debate.

    `sources` are the numbers (`seq`) of the contributions it comes from. A question and a need have a theme, a need has
    a place. Raises `PermissionDenied`, or `Refused` in words about what was given.
    """
    with transaction.atomic():
        row = _lock(debate, by)
        columns, picked = _clean(row, kind, text, theme, place), _pick(row, sources)
        if row.points.count() >= POINTS_MAX:
            raise Refused(_("A conclusion has sixty points at most: join some of them."), "too_many")
        last = row.points.aggregate(last=Max("number"))["last"] or 0
        point = Point.objects.create(debate=row, number=last + 1, **columns)
        point.sources.set(picked)
    return point


def edit_point(
    point: Point,
    *,
    by: User,
    kind: str,
    text: str,
    theme: str = "",
    place: str = "",
    sources: Iterable[int] = (),
    seen: str | None = None,
) -> Point:
    """Write a point anew, as `add_point`, and return it; `seen` as in `write_words`."""
    with transaction.atomic():
        debate = _lock(point.debate, by)
        row = _locked(point, debate)
        _must_be(seen, row, "text")
        for name, value in _clean(debate, kind, text, theme, place).items():
            setattr(row, name, value)
        picked = _pick(debate, sources)
        row.save()
        row.sources.set(picked)
    return row


def remove_point(point: Point, *, by: User) -> None:
    """Take a point out of a conclusion that is not published. Locks the thread, then the debate."""
    with transaction.atomic():
        _locked(point, _lock(point.debate, by)).delete()


def seen_of(written: Debate | Point) -> str:
    """Return a mark of what a conclusion's words or a point now say: another one means that they were changed."""
    if isinstance(written, Debate):
        says = [written.conclusion]
    else:
        sources = sorted(written.sources.values_list("seq", flat=True))
        says = [written.kind, written.text, written.theme, written.place, *sources]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:16]


def conclude(debate: Debate, *, by: User) -> Debate:
    """Publish the conclusion of a closed debate, and return the debate: all of this, or nothing. Locks the thread, then
    the debate.

    Each question is put before the commune's council, whose clock starts; each need goes up to the floor of needs (the
    signal `concluded`); the first minutes are published; those who follow the debate and those who spoke in it are
    told. Raises `PermissionDenied`, or `Refused`.
    """
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        if not by.has_perm("debates.conclude_debate", row):
            raise PermissionDenied
        if not is_open(row, CONCLUDE):
            return perform(row, CONCLUDE, by=by)  # which says why not
        if thread.visibility != Visibility.VISIBLE:
            raise Refused(_("This debate is not shown to everyone now: show it before it is concluded."), "hidden")
        points = list(row.points.order_by("number"))
        referrals = _refer(row, points, by)
        row = perform(row, CONCLUDE, by=by, data={"points": len(points), "referrals": referrals})
        row.thread = thread
        concluded.send(Debate, debate=row, by=by)
        publish_minutes(row, by=by)
        stamp(thread, room=True)
        tell(
            row,
            "concluded",
            lambda: (
                gettext("The debate “%(title)s” has its conclusion. Read what it asks of the council.") % named(row)
            ),
            by=by,
            to=_concerned(row),
        )
    return row


def show_questions(thread: Thread) -> None:
    """Show what a debate put before the council to everyone, or not, as its thread is; the clocks run on. Called as the
    thread is held, hidden or shown."""
    is_shown = thread.visibility == Visibility.VISIBLE
    for referral in Referral.objects.filter(debate_point__debate__thread=thread).exclude(is_shown=is_shown):
        councils.show(referral, is_shown=is_shown, by=User.objects.system())


def tell_answer(referral: Referral, *, answer: Answer, by: User) -> str:
    """Tell those who follow a debate, and those who spoke in it, that the council answered one of its questions, and
    return the occasion. Called inside the council's publication; empty when no debate is behind the referral."""
    point = Point.objects.select_related("debate").filter(referral=referral).first()
    if point is None:
        return ""
    debate = point.debate
    return tell(
        debate,
        f"answered.{answer.pk}",
        lambda: (
            gettext("The council answered a question of the debate “%(title)s”: %(question)s")
            % (named(debate) | {"question": isolate(point.text)})
        ),
        by=by,
        to=_concerned(debate),
    )


def people_behind_matter(referral: Referral):
    """Return the people of the debate whose question stands before the council; nobody while it is not shown."""
    point = Point.objects.select_related("debate__thread").filter(referral=referral).first()
    if point is None or point.debate.thread.visibility != Visibility.VISIBLE:
        return User.objects.none()
    return _concerned(point.debate)


def _lock(debate: Debate, by: User) -> Debate:
    """Return a debate, locked, whose conclusion `by` may write now."""
    _thread, row = lock_debate(debate.pk, debate.thread_id)
    if not by.has_perm("debates.conclude_debate", row):
        raise PermissionDenied
    if row.state not in WRITING:
        if row.state in {DebateState.CONCLUDED, DebateState.ARCHIVED}:
            raise Refused(_("The conclusion is published: it does not change any more."), "concluded")
        raise Refused(_("A conclusion is written once the debate is open."), "not_now")
    return row


def _locked(point: Point, debate: Debate) -> Point:
    """Return the point's row as it now is, its debate being locked. Raises `Refused` when somebody took it out."""
    row = debate.points.filter(pk=point.pk).first()
    if row is None:
        raise Refused(_("Somebody has taken this point out meanwhile. Copy your text to keep it."), "gone")
    return row


def _must_be(seen: str | None, row: Debate | Point, field: str) -> None:
    if seen is not None and seen != seen_of(row):
        raise Unfit(
            _("Somebody else has changed this meanwhile. Open the page anew to see it; copy your text to keep it."),
            field,
        )


def _clean(debate: Debate, kind: str, text: str, theme: str, place: str) -> dict[str, str]:
    """Return the columns of a point. Raises `Unfit`."""
    text, place = clean_line(text), clean_line(place)
    if kind not in PointKind.values:
        raise Unfit(_("Choose from the list."), "kind")
    if not has_words(text):
        raise Unfit(_("Write the point in words."), "text")
    fits(text, TEXT_MAX, "text")
    if kind in HAS_THEME and theme not in Theme.values:
        raise Unfit(_("Choose a theme: it tells the council who answers."), "theme")
    if kind == PointKind.NEED and not has_words(place):
        raise Unfit(_("Say where: a need has a place."), "place")
    fits(place, PLACE_MAX, "place")
    return {
        "kind": kind,
        "text": text,
        "theme": theme if kind in HAS_THEME else "",
        "place": place if kind in HAS_PLACE else "",
    }


def _pick(debate: Debate, numbers: Iterable[int]) -> list[Contribution]:
    """Return the contributions with these numbers, all of them shown in the debate. Raises `Unfit`."""
    asked = dict.fromkeys(numbers)
    if len(asked) > SOURCES_MAX:
        raise Unfit(_("A point comes from forty contributions at most: keep those that say it best."), "sources")
    possible = [number for number in asked if 0 < number <= LAST_NUMBER]
    found = {row.seq: row for row in Contribution.objects.shown().filter(thread=debate.thread_id, seq__in=possible)}
    if missing := [str(number) for number in asked if number not in found]:
        raise Unfit(
            _("No contribution is shown under this number in the debate: %(numbers)s.")
            % {"numbers": gettext(", ").join(missing)},
            "sources",
        )
    return list(found.values())


def _refer(debate: Debate, points: list[Point], by: User) -> list[int]:
    """Put each question before the council of the commune, and return the numbers of the files."""
    questions = [point for point in points if point.kind == PointKind.QUESTION]
    if not questions:
        return []
    council = Council.objects.with_place().filter(territory=debate.space.commune_id).first()
    if council is None:
        raise Refused(
            _("The council of this commune is not on Agraw yet: ask the coordinator to open it."), "no_council"
        )
    page = without_language(reverse("debates:conclusion", args=[debate.pk]))
    for point in questions:
        point.referral = councils.receive(
            council=council,
            title=_shortened(point.text),
            summary=_summary(debate, point),
            url=f"{page}#point-{point.pk}",
            theme=point.theme,
            place=point.place,
            by=by,
        )
        point.save(update_fields=["referral"])
    return [point.referral_id for point in questions]


def _shortened(text: str) -> str:
    return text if len(text) <= TITLE_MAX else f"{text[: TITLE_MAX - 1].rstrip()}…"


def _summary(debate: Debate, point: Point) -> str:
    """Return what the council reads, in Arabic, the language of its acts: the question whole, then who asks it."""
    with translation.override("ar"):
        origin = gettext("A question of the public debate “%(title)s”, which asked: %(question)s") % {
            "title": isolate(debate.title),
            "question": isolate(debate.question),
        }
    return f"{point.text}\n\n{origin}"


def _concerned(debate: Debate):
    """Return those who follow a debate, and those who spoke in it, in writing or in a sitting."""
    spoke = Contribution.objects.shown().filter(thread=debate.thread_id).values("author")
    had_the_floor = FloorRequest.objects.filter(
        sitting__debate=debate, state=RequestState.DONE, user__isnull=False
    ).values("user")
    follow = Interest.objects.filter(debate=debate).values("user")
    return User.objects.filter(Q(pk__in=spoke) | Q(pk__in=had_the_floor) | Q(pk__in=follow), is_active=True)
