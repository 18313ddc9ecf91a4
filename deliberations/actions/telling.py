"""Telling people of a council's sessions: whoever follows it, and those who asked for what is on the agenda."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language, gettext

from accounts.models import User
from core import dates
from core.text import isolate
from councils.models import Referral
from deliberations import signals
from deliberations.enums import ON_AGENDA, ItemState
from deliberations.models import AgendaItem, Decision, Deliberation, Minutes, Session, Sitting
from deliberations.queries import is_shown
from deliberations.workflow import DELIBERATE, FORCE, KEEP, POSTPONE, PUBLISH, REFUSE, WITHDRAW
from notices.actions import notify, tell_followers
from notices.enums import Topic
from notices.topics import find_all
from notices.words import shortened

REASON_LENGTH = 140  # signs of a reason in one line of news; the whole of it is the council's to show
# What is said of a point to those who asked for it, by the move of `deliberations.workflow`.
OF_POINT = {
    KEEP: lambda: gettext("“%(title)s” is point %(number)s of the agenda: %(session)s."),
    FORCE: lambda: gettext("“%(title)s” is point %(number)s of the agenda: %(session)s."),
    REFUSE: lambda: gettext("“%(title)s” was not kept on the agenda of the council. The reason: %(reason)s"),
    POSTPONE: lambda: gettext("The council put “%(title)s” off to a later session. The reason: %(reason)s"),
    WITHDRAW: lambda: gettext("“%(title)s” was taken off the agenda of the council. The reason: %(reason)s"),
}


# --- of a session: whoever follows ---
def tell_everyone(
    session: Session,
    occasion: str,
    text: Callable[[], str],
    *,
    by: User,
    url: str = "",
    items: Iterable[AgendaItem] | None = None,
    named: Callable[[], dict[str, str]] = dict,
) -> None:
    """Tell whoever follows the council, its territory, or what `items` deal with (the agenda, when none are given).

    Once for an occasion, whatever they follow. `text` gives the words, once a language, in which `council`, `day` (on
    which the session opens) and what `named` returns are put. `url` is the session's page when it is left out.
    """
    council = session.council
    if items is None:
        items = session.items.filter(state__in=ON_AGENDA).select_related("referral")
    tell_followers(
        (Topic.COUNCIL, council.territory.slug),
        topics=topics_of(council.territory.slug, items),
        key=f"session.{session.pk}.{occasion}",
        text=lambda: (
            text() % ({"council": isolate(str(council)), "day": dates.day(session.day, get_language())} | named())
        ),
        url=url or session.get_absolute_url(),
        commune=council.territory_id,
        but=by,
    )


def topics_of(slug: str, items: Iterable[AgendaItem]) -> list[tuple[str, str]]:
    """Return the topics that points of a council's agenda belong to, each once: its territory, their themes there, the
    matters that they deal with and what is behind those, as far as everyone may see it."""
    shown = [item for item in items if item.referral_id is None or is_shown(item.referral)]
    pairs = {(str(Topic.COMMUNE), slug)} | {(str(Topic.THEME), f"{item.theme}@{slug}") for item in shown}
    return sorted(pairs | _behind({item.referral_id for item in shown if item.referral_id}))


def _behind(referrals: set[int]) -> set[tuple[str, str]]:
    """Return the topics of matters, and of what everyone may see behind them."""
    if not referrals:
        return set()
    answers = signals.topics_behind.send(AgendaItem, referrals=referrals)
    pairs = {(str(kind), str(key)) for _receiver, answer in answers for kind, key in answer}
    return {(str(Topic.REFERRAL), str(pk)) for pk in referrals} | {pair for pair in find_all(pairs) if pair in pairs}


def tell_convened(session: Session, by: User) -> None:
    """Under the key of the notice to the members: a member who follows her council is told once."""
    tell_everyone(session, "convened", lambda: gettext("%(council)s is convened for %(day)s: read its agenda."), by=by)


def tell_forced(item: AgendaItem, by: User) -> None:
    """Whoever follows the matter behind the point, or asked for it, is told by its own move (`follow_point`)."""
    if item.referral_id is None or is_shown(item.referral):
        tell_everyone(
            item.session,
            f"forced.{item.pk}",
            lambda: gettext("By force of the law, “%(title)s” was added to the agenda of %(day)s: %(council)s."),
            by=by,
            items=[AgendaItem(theme=item.theme)],
            named=lambda: {"title": isolate(item.title)},
        )


def tell_closed(sitting: Sitting, by: User) -> None:
    """Tell that a sitting is closed to the public, once; nothing of one that is open to it."""
    if not sitting.is_public:
        text = lambda: gettext("The sitting of %(at)s is closed to the public, see why: %(council)s.")  # noqa: E731
        _tell_sitting(sitting, "closed", text, by)


def tell_cancelled(sitting: Sitting, by: User, reason: str) -> None:
    reason = isolate(shortened(reason, REASON_LENGTH))
    text = lambda: gettext("The sitting of %(at)s is cancelled: %(council)s. The reason: %(reason)s")  # noqa: E731
    _tell_sitting(sitting, "cancelled", text, by, reason=reason)


def tell_lacking(sitting: Sitting, by: User) -> None:
    """Tell that a sitting was not held for want of members (113-14, art. 42)."""
    text = lambda: gettext("Too few members came: the sitting of %(at)s was not held. %(council)s")  # noqa: E731
    _tell_sitting(sitting, "lacking", text, by)


def _tell_sitting(sitting: Sitting, occasion: str, text: Callable[[], str], by: User, **said: str) -> None:
    tell_everyone(
        sitting.session,
        f"sitting.{sitting.pk}.{occasion}",
        text,
        by=by,
        url=sitting.get_absolute_url(),
        named=lambda: said | {"at": dates.moment(sitting.starts_at, get_language())},
    )


def tell_approved(minutes: Minutes, by: User) -> None:
    text = lambda: gettext("The minutes of the session of %(day)s can be read: %(council)s.")  # noqa: E731
    tell_everyone(minutes.session, f"minutes.{minutes.version}", text, by=by)


# --- of a point: those who asked for it ---
def follow_point(item: AgendaItem, *, action: str, source: str, by: User) -> None:
    """Tell those behind a point what became of it on the agenda, when a move of it says so.

    A proposal is the council's own business until it is kept or not: one that is taken back tells nobody. What the law
    forced in is told to everyone too.
    """
    if action == FORCE:
        tell_forced(item, by)
    if action not in OF_POINT or (action == WITHDRAW and source == ItemState.PROPOSED):
        return
    tell_who_asked(
        item,
        action,
        f"agenda_item.{item.pk}.{action}",
        OF_POINT[action],
        by=by,
        named=lambda: {
            "number": str(item.number),
            "session": str(item.session),
            "reason": isolate(shortened(item.reason, REASON_LENGTH)),
        },
    )


def follow_vote(item: AgendaItem, deliberation: Deliberation, *, by: User) -> None:
    """Tell those behind a point that the council deliberated on it, adopted or not."""
    key = f"agenda_item.{item.pk}.deliberated.{deliberation.sitting_id}"
    text = lambda: gettext("The council deliberated on “%(title)s”: see how it voted.")  # noqa: E731
    tell_who_asked(item, DELIBERATE, key, text, by=by)


def follow_decision(decision: Decision, *, by: User) -> None:
    """Tell those behind a decision of it at once: it is the answer to what they asked.

    Under the key of the news to everyone, which `publish_decision` tells: no person is told twice.
    """
    tell_who_asked(
        decision.deliberation.item,
        PUBLISH,
        f"decision.{decision.pk}.published",
        lambda: gettext("The council decided on “%(title)s”: decision %(number)s."),
        by=by,
        named=lambda: {"number": isolate(decision.reference)},
    )


def tell_who_asked(
    item: AgendaItem,
    occasion: str,
    key: str,
    text: Callable[[], str],
    *,
    by: User,
    named: Callable[[], dict[str, str]] = dict,
) -> None:
    """Tell the people behind a point, and whoever follows its matter or what is behind that; once under a key.

    A published decision leaves at once, and those who follow are told of it by `publish_decision`. Nobody is told of
    what is held back, hidden or withdrawn; a petition's people are told by the petition, in its own words.
    """
    referral = item.referral
    if referral is None or referral.by_procedure or not is_shown(referral):
        return

    def words() -> str:
        return text() % ({"title": isolate(referral.title)} | named())

    place, url = referral.council.territory_id, referral.get_absolute_url()
    answers = signals.people_behind.send(Referral, referral=referral, occasion=occasion, key=key)
    people = [person for _receiver, found in answers for person in found if person.pk != by.pk]
    notify(people, key=key, text=words, url=url, urgent=occasion == PUBLISH, commune=place)
    if occasion != PUBLISH:
        topics = _behind({referral.pk})
        tell_followers((Topic.REFERRAL, str(referral.pk)), topics=topics, key=key, text=words, url=url, commune=place,
                       but=by)  # fmt: skip
