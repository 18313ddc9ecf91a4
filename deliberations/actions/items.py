"""The points of an agenda: asked for, kept or not, taken off, postponed."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from councils.actions.people import who_sign
from councils.enums import ELECTED, Theme
from councils.models import Mandate, Referral
from deliberations import delays as law
from deliberations.actions.standing import acting, lock, lock_with_item
from deliberations.enums import ItemKind, Origin, SessionState
from deliberations.guards import is_being_prepared
from deliberations.models import AgendaItem, Session
from deliberations.rules import prepares, proposes, records, signs
from deliberations.workflow import KEEP, POSTPONE, REFUSE, WITHDRAW
from notices.actions import notify

TITLE_MAX, TEXT_MAX, REASON_MAX, ITEMS_MAX = 240, 4000, 2000, 200
ARTICLE = {
    Origin.BUREAU: "agenda",
    Origin.GOVERNOR: "force_governor",
    Origin.MEMBER: "member",
    Origin.HALF: "force_half",
    Origin.PETITION: "petition",
    Origin.REFERRAL: "agenda",
}


def propose_item(
    session: Session,
    *,
    by: User,
    title_ar: str,
    title_fr: str = "",
    text: str = "",
    kind: str = ItemKind.OTHER,
    theme: str = "",
    origin: str = Origin.BUREAU,
    asked_by: Mandate | None = None,
    referral: Referral | None = None,
) -> AgendaItem:
    """Ask for a point on the agenda of a session, and return it: the president and the bureau say whether it is kept.

    A member asks in her own name, or an officer writes down what a member, the governor or inhabitants asked
    (`origin`, `asked_by`, `referral`, a matter before this council). What the bureau itself puts forward is kept by a
    move of its own. Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused` once the agenda is closed.
    """
    with transaction.atomic():
        row = lock(session.pk)
        mandate = acting(row, by, proposes)
        if origin not in Origin.values or origin == Origin.HALF:
            raise Unfit(_("Say where the point comes from."), "origin")
        if not prepares(mandate):  # a member asks in her own name
            origin, asked_by, referral = Origin.MEMBER, mandate, None
        item = AgendaItem(session=row, asked_by=_member(row, origin, asked_by))
        _still_taken(item)
        write(item, title_ar=title_ar, title_fr=title_fr, text=text, kind=kind, theme=theme)
        _behind(item, origin, referral)
        _save(item)
        journal.record(item, "propose", by=by, target=item.state, data={"session": row.pk, "origin": item.origin})
        if item.origin == Origin.MEMBER:
            notify(
                who_sign(row.council),
                key=f"agenda_item.{item.pk}.proposed",
                text=lambda: gettext("A member asks for a point: %(title)s") % {"title": isolate(item.title)},
                url=row.get_absolute_url(),
            )
    return item


def _still_taken(item: AgendaItem) -> None:
    if not item.session.is_coming:
        raise Refused(_("This session was opened: ask for the next one."), "opened")
    is_being_prepared(item)
    if item.session.items.count() >= ITEMS_MAX:
        raise Refused(_("An agenda has at most 200 points."), "full")


def _member(session: Session, origin: str, asked_by: Mandate | None) -> Mandate | None:
    if origin != Origin.MEMBER:
        return None
    if asked_by is None:
        raise Unfit(_("Say which member asks for it."), "asked_by")
    if asked_by.council_id != session.council_id or asked_by.role not in ELECTED:
        raise PermissionDenied
    return asked_by


def write(item: AgendaItem, *, title_ar: str, title_fr: str, text: str, kind: str, theme: str) -> None:
    """Write the words of a point, not yet saved. Raises `Unfit` which names the field."""
    item.title_ar = fits(clean_line(title_ar), TITLE_MAX, "title_ar")
    item.title_fr = fits(clean_line(title_fr), TITLE_MAX, "title_fr")
    item.text = fits(clean_text(text), TEXT_MAX, "text")
    if not has_words(item.title_ar):
        raise Unfit(_("Give the point a title in Arabic, in a few words."), "title_ar")
    item.kind = kind if kind in ItemKind.values else ItemKind.OTHER
    item.theme = theme if theme in Theme.values else item.theme


def _behind(item: AgendaItem, origin: str, referral: Referral | None) -> None:
    if referral:
        if referral.council_id != item.session.council_id:
            raise PermissionDenied
        origin = Origin.PETITION if referral.by_procedure else origin
        origin = origin if origin in {Origin.PETITION, Origin.MEMBER, Origin.GOVERNOR} else Origin.REFERRAL
        item.referral, item.url, item.theme = referral, referral.url, referral.theme
    elif origin in {Origin.PETITION, Origin.REFERRAL}:
        raise Unfit(_("Choose the matter before the council that it deals with."), "referral")
    item.origin = origin
    item.article = law.article(ARTICLE[origin], item.session.council.territory.level)


def _save(item: AgendaItem) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        raise Unfit(_("This matter is on the agenda of this session already."), "referral") from error


def edit_item(item: AgendaItem, *, by: User, **words: str) -> AgendaItem:
    """Change the words of a point while the agenda is being prepared, and return it. Locks the session."""
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, prepares)
        _still_taken(row)
        write(row, **{"title_fr": "", "text": "", "kind": row.kind, "theme": row.theme} | words)
        row.save()
        journal.record(row, "edit", by=by)
    return row


def keep_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Keep a proposed point on the agenda, after the others, and return it. Locks the session."""
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, prepares)
        return perform(row, KEEP, by=by, also={"number": next_number(session), "reason": ""})


def next_number(session: Session) -> int:
    """Return the number that the next point of an agenda bears. Under the session's lock."""
    return (session.items.aggregate(last=Max("number"))["last"] or 0) + 1


def refuse_item(item: AgendaItem, *, by: User, reason: str) -> AgendaItem:
    """Do not keep a proposed point, with the reason that everyone reads (113-14, art. 40), and return it.

    The member who asked is told. Locks the session.
    """
    reason = fits(clean_text(reason), REASON_MAX, "reason")
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, signs)
        row = perform(row, REFUSE, by=by, note=reason, also={"reason": reason})
        if row.asked_by_id and row.asked_by.user_id:
            notify(
                [row.asked_by.user],
                key=f"agenda_item.{row.pk}.refused",
                text=lambda: (
                    gettext("Your point was not kept on the agenda: %(title)s") % {"title": isolate(row.title)}
                ),
                url=session.get_absolute_url(),
            )
    return row


def withdraw_item(item: AgendaItem, *, by: User, reason: str) -> AgendaItem:
    """Take a point off the agenda before it is deliberated, with the reason, and return it. Locks the session."""
    reason = fits(clean_text(reason), REASON_MAX, "reason")
    with transaction.atomic():
        _session, row = lock_with_item(item)
        # Its number stays free: the others keep theirs, as they were sent to the members.
        return perform(row, WITHDRAW, by=by, note=reason, also={"reason": reason, "number": None})


def next_prepared(council_id: int, after: datetime.date) -> Session | None:
    """Return the next ordinary session of a council after a day whose agenda is still open; None without one."""
    return (
        Session.objects.ordinary()
        .filter(council=council_id, state=SessionState.PLANNED, agenda_closed_at=None)
        .filter(opens_from__gt=after)
        .order_by("opens_from")
        .first()
    )


def go_on(item: AgendaItem, later: Session, **more) -> AgendaItem:
    """Return a point at a later session that continues one, with its words, not yet saved."""
    copied = (
        "title_ar", "title_fr", "text", "kind", "theme", "origin", "article", "asked_by", "referral", "url",
        "committee",
    )  # fmt: skip
    return AgendaItem(session=later, continues=item, **{name: getattr(item, name) for name in copied}, **more)


def postpone_item(item: AgendaItem, *, by: User, reason: str) -> AgendaItem:
    """Postpone a point to the next session that is still being prepared, with the reason, and return the point there.

    Where no such session is known, the postponed point is returned. Locks both sessions, the older first.
    """
    reason = fits(clean_text(reason), REASON_MAX, "reason")
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, records)
        if session.state != SessionState.OPEN:
            raise Refused(_("A point is postponed in session: until then, take it off the agenda."), "not_open")
        row = perform(row, POSTPONE, by=by, note=reason, also={"reason": reason})
        later = next_prepared(session.council_id, session.day)
        if later is None:
            return row
        later = lock(later.pk)
        following = go_on(row, later, opposed=row.opposed)
        try:
            with transaction.atomic():
                following.save()
        except IntegrityError:  # the same matter waits there already
            return row
        journal.record(following, "continue", by=by, target=following.state, data={"from": row.pk})
        return perform(following, KEEP, by=by, also={"number": next_number(later)})
