"""Voicing a need, as oneself or at a desk for someone else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.contrib.gis.geos import Point
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, voices
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from councils.enums import Theme
from debates.actions import open_thread, settle
from debates.enums import PointKind
from debates.models import Debate
from debates.models import Point as Conclusion
from needs.actions.attaching import PHOTOS_MAX, clean_photos, save_photos, save_voice
from needs.actions.folding import folded_fields
from needs.actions.news import VOICED, named, tell_everyone
from needs.actions.screening import hold_if_a_rule_says_so, read_before
from needs.enums import Beneficiary
from needs.models import Need, Relay, Support
from notices.paths import in_language, without_language
from spaces.enums import ConsentWay, SpaceState
from spaces.models import Space
from territories.models import Territory

TITLE_MAX, TEXT_MAX, PLACE_MAX, DESK_MAX = 120, 4_000, 120, 120  # characters
BORDER = 0.02  # degrees, about 2 km: a douar near the border may be drawn on the wrong side of it


class Said(TypedDict, total=False):
    """What a person says of a need.

    `location` is a point (WGS84) in the commune or within about 2 km of it; a place by name or a point must be given.
    `photos` are pairs of a file and its description; `voice` is a recording. Posting again with the same `client_key`
    returns the need already posted. `written_at` is when she wrote it, when it waited on her device since: the history
    says it.
    """

    title: Required[str]
    theme: Required[str]
    text: str
    place: str
    location: Point | None
    beneficiary: str
    client_key: UUID | None
    photos: Sequence[tuple[File, str]]
    voice: File | None
    written_at: datetime | None


def post(space: Space, *, by: User, **said: Unpack[Said]) -> Need:
    """Voice a need in the space of a commune and return it; its author joins it at once, so it counts one person.

    Everything is written in one transaction, or nothing. Raises `PermissionDenied` when her contact is not confirmed,
    `Refused` in words about what she wrote.
    """
    if not by.has_perm("needs.post_need", space):
        raise PermissionDenied
    return _post(space, by, **said)


def post_for(
    space: Space, *, by: User, desk: str, consent: str, person: User | None = None, **said: Unpack[Said]
) -> Need:
    """Enter a need at a desk for a person who agreed, as `post`; the need's number is her receipt.

    `consent` is a `ConsentWay`. Without a `person` her name is not kept: she counts as one through the relay, and the
    agent speaks for her afterwards (replies, confirms), without joining. A `person` whom a desk has registered (an
    account without a contact) is its author and joins it: it becomes hers with her account.
    """
    if not by.has_perm("needs.relay_need", space):
        raise PermissionDenied
    desk = clean_line(desk)
    if not has_words(desk):
        raise Unfit(_("Name the desk."), "desk")
    if consent not in ConsentWay.values:
        raise Unfit(_("Say how the person agreed: without her consent nothing can be entered."), "consent")
    return _post(space, by, {"desk": desk[:DESK_MAX], "consent": consent}, author=person, **said)


def raise_from(debate: Debate, *, by: User) -> list[Need]:
    """Voice each need that a debate concludes on, in its space, by the one who concludes, and return them.

    A need holds its point, which leads back to the debate and to what was said there. Called inside the conclusion;
    again raises nothing twice.
    """
    points = debate.points.filter(kind=PointKind.NEED, need__isnull=True).order_by("number")
    return [
        _post(
            debate.space,
            by,
            point=point,
            title=shortened(point.text, TITLE_MAX),
            text=point.text if len(point.text) > TITLE_MAX else "",
            theme=point.theme,
            place=point.place,
        )
        for point in points
    ]


def raise_for(space: Space, *, by: User, source: str, source_title: str, **said: Unpack[Said]) -> Need:
    """Voice a need for something of another floor that shows it (`core.signals.need_asked`), and return it.

    `source` is the address here of what it came from: the need's text says it, and the journal keeps it. Who may is the
    affair of whoever asks; raises `Refused` in words about what was written.
    """
    came_from = gettext("From “%(title)s”: %(address)s") % {"title": source_title, "address": in_language(source)}
    text = f"{said.get('text', '')}\n\n{came_from}".strip()
    return _post(space, by, source=source, **(said | {"text": text}))


def shortened(words: str, longest: int) -> str:
    """Return words that fit, cut between two of them."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip() + "…" if " " in words[:longest] else words[: longest - 1] + "…"


def _post(
    space,
    by,
    relay=None,
    *,
    author: User | None = None,
    point: Conclusion | None = None,
    source="",
    written_at=None,
    client_key=None,
    photos=(),
    voice=None,
    **words,
) -> Need:
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: nothing can be posted in it. Copy your text to keep it."), "closed")
    author = author or by
    before = read_before(space, author, client_key)
    if before.posted:
        return Need.objects.get(pk=before.posted)
    cleaned = clean(space, **words)
    # Decoding takes a while: it is done before anything is locked.
    pictures = clean_photos(photos, room=PHOTOS_MAX)
    sound = voices.voice(voice) if voice else None
    try:
        with transaction.atomic():
            thread = open_thread(space, title=cleaned["title"])
            need = Need.objects.create(
                space=space,
                author=author,
                client_key=client_key,
                support_count=1,
                thread=thread,
                raised_by=point,
                **cleaned,
            )
            settle(thread, without_language(need.get_absolute_url()))
            if relay:
                Relay.objects.create(need=need, agent=by, **relay)
            if not relay or author != by:
                Support.objects.create(need=need, user=author)
            save_photos(need, pictures, by=by)
            if sound:
                save_voice(need, sound)
            act, data = _told(relay, point, source, written_at)
            journal.record(need, act, by=by, axis="state", target=need.state, data=data)
            tell_everyone(need, VOICED, lambda: gettext("A new need: “%(title)s”.") % named(need), by=by)
            # What comes from a desk or from an act of the space is not screened: somebody has read it.
            hold_if_a_rule_says_so(need, None if relay or point or source else before, by)
    except IntegrityError:
        # The same form sent twice at once: the other one won.
        if client_key and (posted := Need.objects.filter(author=author, client_key=client_key).first()):
            return posted
        raise
    return need


def _told(relay, point, source, written_at) -> tuple[str, dict[str, Any]]:
    """Return what the journal calls it, and the facts that it keeps: where the need came from."""
    if source:
        return "raise_for", {"source": source}
    if point:
        return "raise", {"debate": point.debate_id, "point": point.pk}
    waited = {"written_at": written_at.isoformat(timespec="minutes")} if written_at else {}
    return ("post_for", relay | waited) if relay else ("post", waited)


def clean(
    space: Space, *, title, theme, text="", place="", location=None, beneficiary=Beneficiary.EVERYONE
) -> dict[str, Any]:
    """Return the columns of a need from what a person gave. Raises `Refused`, its code the name of the field."""
    title, text, place = clean_line(title), clean_text(text), clean_line(place)
    if not has_words(title):
        raise Unfit(_("Say in a few words what is needed. What you wrote is kept."), "title")
    for name, value, longest in (("title", title, TITLE_MAX), ("text", text, TEXT_MAX), ("place", place, PLACE_MAX)):
        fits(value, longest, name)
    if theme not in Theme.values:
        raise Unfit(_("Choose a theme from the list."), "theme")
    if beneficiary not in Beneficiary.values:
        raise Unfit(_("Choose from the list for whom it is needed."), "beneficiary")
    if location is None and not has_words(place):
        raise Unfit(_("Say where: a point on the map, or the name of a douar or a neighbourhood."), "place")
    if location is not None:
        check_location(space, location)
    return {
        "title": title,
        "text": text,
        "theme": theme,
        "place": place,
        "location": location,
        "beneficiary": beneficiary,
        **folded_fields(title, place, text),
    }


def check_location(space: Space, point: Point) -> None:
    """Raise `Unfit` when the point is more than about 2 km outside the space's commune, naming the one it is in."""
    near = Q(boundary__isnull=True) | Q(boundary__dwithin=(point, BORDER))
    if Territory.objects.filter(near, pk=space.commune_id).exists():
        return
    commune = Territory.objects.light().communes().filter(boundary__covers=point).first()
    words = {"here": space.commune.name}
    if commune is None:
        raise Unfit(_("This point is in no commune of Morocco that we know. Move it inside %(here)s.") % words, "place")
    raise Unfit(
        _("This point is in %(there)s, not in %(here)s. Move it, or post the need in the space of %(there)s.")
        % (words | {"there": commune.name}),
        "place",
    )
