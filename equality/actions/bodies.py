"""The body of a council: set up for a term, its members named, candidates called for."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused
from councils.models import Council
from equality.enums import Background, Gender, Seat
from equality.models import Body, Member
from notices.actions import notify
from spaces.models import Association

NAME_MAX, CITED_MAX, CALL_MAX = 120, 200, 4_000  # characters
YEARS_MAX = 7  # of a term: that of a council is six years


def _day(day: datetime.date) -> str:
    return dates.day(day, get_language())


def set_up_body(
    council: Council,
    *,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    decided_by: str = "",
    is_demo: bool = False,
) -> Body:
    """Set up the body of a council for a term, both days included, and return it (113-14, art. 120).

    Locks the council, so that two terms never overlap. Raises `PermissionDenied`, or `Unfit` which names the field.
    """
    if not by.has_perm("equality.set_up_body", council):
        raise PermissionDenied
    if ends_on < starts_on:
        raise Unfit(_("It cannot end before it begins."), "ends_on")
    if (ends_on - starts_on).days > YEARS_MAX * 366:
        raise Unfit(_("This term is longer than that of a council: check the two days."), "ends_on")
    decided_by = fits(clean_line(decided_by), CITED_MAX, "decided_by")
    with transaction.atomic():
        Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
        other = Body.objects.filter(council=council, starts_on__lte=ends_on, ends_on__gte=starts_on).first()
        if other:
            raise Unfit(
                _("This term overlaps the one from %(first)s to %(last)s: a council has one body at a time.")
                % {"first": _day(other.starts_on), "last": _day(other.ends_on)},
                "starts_on",
            )
        row = Body.objects.create(
            council=council, starts_on=starts_on, ends_on=ends_on, decided_by=decided_by, created_by=by, is_demo=is_demo
        )
        journal.record(row, "set_up", by=by, data={"starts_on": f"{starts_on}", "ends_on": f"{ends_on}"})
    return row


def call_for_candidates(
    body: Body, *, by: User, call_ar: str = "", call_fr: str = "", until: datetime.date | None = None
) -> Body:
    """Call for candidates to the body until a day, that day included; without words the call is taken back.

    Raises `PermissionDenied`, or `Unfit` which names the field.
    """
    words = {"call_ar": clean_text(call_ar), "call_fr": clean_text(call_fr)}
    for name, text in words.items():
        fits(text, CALL_MAX, name)
    is_calling = any(has_words(text) for text in words.values())
    if is_calling and (until is None or until < localdate()):
        raise Unfit(_("Say until which day people can apply: today or a later day."), "until")
    with transaction.atomic():
        row = _locked(body, by)
        row.call_ar, row.call_fr = words["call_ar"], words["call_fr"]
        row.call_until = until if is_calling else None
        row.save(update_fields=["call_ar", "call_fr", "call_until"])
        journal.record(row, "call" if is_calling else "uncall", by=by, data={"until": f"{row.call_until or ''}"})
    return row


def add_member(
    body: Body,
    *,
    by: User,
    name_ar: str,
    name_fr: str,
    gender: str,
    background: str = Background.ASSOCIATION,
    association: Association | None = None,
    seat: str = Seat.MEMBER,
    is_young: bool = False,
    user: User | None = None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Member:
    """Name a member of the body, from a day to a day of its term (the whole of it by default), and return her seat.

    `user` is her account, who is told. Locks the body: nobody is named twice. Raises `PermissionDenied`, or `Unfit`
    which names the field: a name or an account that sits already, a term outside that of the body or over another's.
    """
    names = {"name_ar": clean_line(name_ar), "name_fr": clean_line(name_fr)}
    for field, words in names.items():
        if not has_words(words):
            raise Unfit(_("Write her name as it is on the decision, in both languages."), field)
        fits(words, NAME_MAX, field)
    for field, value, known in (
        ("gender", gender, Gender),
        ("background", background, Background),
        ("seat", seat, Seat),
    ):
        if value not in known.values:
            raise Unfit(_("Choose from the list."), field)
    if background == Background.ASSOCIATION and association is None:
        raise Unfit(_("Choose the association that she comes from, or another field."), "association")
    if background != Background.ASSOCIATION:
        association = None
    with transaction.atomic():
        row = _locked(body, by)
        first, last = starts_on or max(row.starts_on, min(localdate(), row.ends_on)), ends_on or row.ends_on
        _within(row, first, last)
        folded = fold(" ".join(names.values()))
        _sits_once(row, folded, names, user, first, last)
        _is_the_only_chair(row, seat, first, last)
        member = Member.objects.create(
            body=row, user=user, association=association, background=background, seat=seat, gender=gender,
            is_young=is_young, starts_on=first, ends_on=last, folded=folded[:240], **names,
        )  # fmt: skip
        journal.record(row, "add_member", by=by, data={"member": member.pk})
        if user:
            notify(
                [user],
                key=f"equality.{row.pk}.member.{member.pk}",
                text=lambda: (
                    _("You are named to the equality body of %(place)s.")
                    % {"place": isolate(row.council.territory.name)}
                ),
                url=row.get_absolute_url(),
            )
    return member


def _within(body: Body, first: datetime.date, last: datetime.date) -> None:
    if last < first:
        raise Unfit(_("It cannot end before it begins."), "ends_on")
    if first < body.starts_on or last > body.ends_on:
        raise Unfit(
            _("Her term must lie within that of the body, from %(first)s to %(last)s.")
            % {"first": _day(body.starts_on), "last": _day(body.ends_on)},
            "starts_on" if first < body.starts_on else "ends_on",
        )


def _sits_once(
    body: Body, folded: str, names: dict[str, str], user: User | None, first: datetime.date, last: datetime.date
) -> None:
    beside = body.members.filter(starts_on__lte=last, ends_on__gte=first)
    if user and (twin := beside.filter(user=user).first()):
        raise Unfit(
            _("This account sits in the body already, as %(name)s, until %(day)s.")
            % {"name": isolate(twin.name), "day": _day(twin.ends_on)},
            "contact",
        )
    if twin := beside.filter(folded=folded[:240]).first():
        raise Unfit(
            _("%(name)s sits in the body already, until %(day)s. Nothing was added: end that term first.")
            % {"name": isolate(twin.name), "day": _day(twin.ends_on)},
            "name_fr" if twin.name == names["name_fr"] else "name_ar",
        )


def _is_the_only_chair(body: Body, seat: str, first: datetime.date, last: datetime.date) -> None:
    if seat != Seat.CHAIR:
        return
    if chair := body.members.filter(seat=Seat.CHAIR, starts_on__lte=last, ends_on__gte=first).first():
        raise Unfit(
            _("%(name)s chairs the body until %(day)s: end that term first.")
            % {"name": isolate(chair.name), "day": _day(chair.ends_on)},
            "seat",
        )


def end_member(member: Member, *, by: User, on: datetime.date | None = None, note: str = "") -> Member:
    """End a member's term on a day that belongs to it (yesterday by default, so that she sits no more today).

    The record stays, but for whoever never sat before that day. Raises `PermissionDenied`, `Unfit`, or `Refused` when
    it has ended.
    """
    note = fits(clean_text(note), 1000, "note")
    with transaction.atomic():
        body = _locked(member.body, by)
        row = body.members.filter(pk=member.pk).first()
        if row is None:
            raise Refused(_("This member is not of this body."), "gone")
        last = on or localdate() - datetime.timedelta(days=1)
        if row.ends_on < localdate():
            raise Refused(_("This term has ended already."), "ended")
        if row.starts_on > last and not (row.meetings.exists() or row.reported.exists()):
            row.delete()  # named by mistake, or for a term that has not begun: she never sat
            journal.record(body, "remove_member", by=by, note=note, data={"member": member.pk})
            return row
        if last < row.starts_on or last > row.ends_on:
            last = max(row.starts_on, min(last, row.ends_on))
        row.ends_on = last
        row.save(update_fields=["ends_on"])
        journal.record(body, "end_member", by=by, note=note, data={"member": row.pk})
    return row


def _locked(body: Body, by: User) -> Body:
    row = Body.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    if not by.has_perm("equality.manage_body", row):
        raise PermissionDenied
    return row
