"""Opinions: asked for or begun by the body, written, adopted at a meeting, published, replied to by the council."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text, has_words, isolate
from core.workflow import Refused, perform
from councils import actions as councils
from councils.actions.people import acting_mandate, who_sign
from councils.enums import Theme
from councils.models import Answer, Referral
from councils.rules import signs
from deliberations.models import AgendaItem
from equality.enums import WAITING, OpinionState, Origin, Subject
from equality.models import Body, Meeting, Member, Opinion
from equality.workflow import ADOPT, DRAFT, DROP, PUBLISH, REWRITE
from notices.actions import notify
from notices.paths import without_language
from presidency.actions.telling import tell_everyone
from presidency.saying import titled, told

TITLE_MAX, QUESTION_MAX, TEXT_MAX, PLACE_MAX = 200, 4_000, 20_000, 200  # characters


def ask_opinion(
    body: Body,
    *,
    by: User,
    question: str,
    answer_by: datetime.date | None = None,
    subject: str = Subject.OTHER,
    theme: str = Theme.SOCIAL,
    item: AgendaItem | None = None,
    **said: Any,
) -> Opinion:
    """Ask the body for its opinion, by a day, and return it: everyone sees that it was asked, its members are told.

    `by` is the president or has a delegation of signature; `item` is the point of an agenda of the council that it is
    about. Raises `PermissionDenied`, `Unfit` which names the field, `Refused` once the body's term is over.
    """
    if not by.has_perm("equality.ask_opinion", body):
        raise PermissionDenied
    question = fits(clean_text(question), QUESTION_MAX, "question")
    if not has_words(question):
        raise Unfit(_("Say what the body is asked: everyone reads it."), "question")
    if answer_by and answer_by < localdate():
        raise Unfit(_("The day by which you ask for it is past. Choose a later one."), "answer_by")
    columns = _about(body, subject, theme, item) | titled(said, TITLE_MAX)
    with transaction.atomic():
        row = _begin(
            body, by=by, origin=Origin.ASKED, asked_by=acting_mandate(body.council_id, by, signs), question=question,
            answer_by=answer_by, **columns,
        )  # fmt: skip
        _tell(_seated_users(body), row, "asked", lambda: _("The body is asked for its opinion: %(title)s"), urgent=True)
    return row


def propose_opinion(
    body: Body,
    *,
    by: User,
    subject: str = Subject.OTHER,
    theme: str = Theme.SOCIAL,
    item: AgendaItem | None = None,
    **said: Any,
) -> Opinion:
    """Begin an opinion on the body's own initiative and return it; whoever begins it writes it. As `ask_opinion`."""
    if not by.has_perm("equality.propose_opinion", body):
        raise PermissionDenied
    columns = _about(body, subject, theme, item) | titled(said, TITLE_MAX)
    with transaction.atomic():
        writer = body.members.seated().filter(user=by).first()
        row = _begin(body, by=by, origin=Origin.OWN, rapporteur=writer, **columns)
        others = [user for user in _seated_users(body) if user.pk != by.pk]
        _tell(others, row, "begun", lambda: _("An opinion is begun in the body: %(title)s"))
    return row


def _about(body: Body, subject: str, theme: str, item: AgendaItem | None) -> dict[str, Any]:
    if subject not in Subject.values:
        raise Unfit(_("Choose from the list."), "subject")
    if theme not in Theme.values:
        raise Unfit(_("Choose from the list."), "theme")
    if item is not None and item.session.council_id != body.council_id:
        raise Unfit(_("Choose a point of an agenda of this council."), "item")
    return {"subject": subject, "theme": theme, "item": item}


def _begin(body: Body, *, by: User, **columns: Any) -> Opinion:
    row = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    today = localdate()
    if not row.starts_on <= today <= row.ends_on:
        raise Refused(_("The term of this body does not run today: nothing is asked of it."), "no_term")
    opinion = Opinion.objects.create(body=row, asked_on=today, **columns)
    journal.record(opinion, "ask" if opinion.asked_by_id else "propose", by=by, axis="state", target=opinion.state)
    return opinion


def name_rapporteur(opinion: Opinion, *, by: User, member: Member) -> Opinion:
    """Name the member who writes an opinion, and tell her. The chair or the rapporteur of the body does."""
    with transaction.atomic():
        row = _locked(opinion)
        if not by.has_perm("equality.adopt_opinion", row):
            raise PermissionDenied
        if row.state not in WAITING:
            raise Refused(_("It is adopted: its words stay as they are."), "adopted")
        if not row.body.members.seated().filter(pk=member.pk).exists():
            raise Unfit(_("Choose a member who sits in the body today."), "member")
        row.rapporteur = member
        row.save(update_fields=["rapporteur"])
        journal.record(row, "name_rapporteur", by=by, data={"member": member.pk})
        if member.user_id and member.user_id != by.pk:
            _tell(
                [member.user], row, f"rapporteur.{member.pk}", lambda: _("You are named to write an opinion: %(title)s")
            )
    return row


def write_opinion(opinion: Opinion, *, by: User, text_ar: str = "", text_fr: str = "", version: int) -> Opinion:
    """Write the words of an opinion, in Arabic, in French or in both; `version` is the one that was read.

    Only those who sit in the body read them until they are published. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    words = told({"text_ar": text_ar, "text_fr": text_fr}, "text", TEXT_MAX)
    if not any(has_words(text) for text in words.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both."), "text_ar")
    with transaction.atomic():
        row = _locked(opinion)
        if not by.has_perm("equality.draft_opinion", row):
            raise PermissionDenied
        if row.version != version:
            raise Refused(
                _("Someone else saved this draft while you were writing. Copy your text, then open the page again."),
                "draft_changed",
            )
        return perform(row, DRAFT, by=by, also=words | {"version": version + 1})


def adopt_opinion(
    opinion: Opinion,
    *,
    by: User,
    held_on: datetime.date,
    place: str = "",
    present: Iterable[Member],
    votes_for: int,
    votes_against: int = 0,
    abstentions: int = 0,
) -> Opinion:
    """Record the meeting at which the body adopted an opinion, who was there and how they voted, and return it.

    It needs the votes of more than half of the members in office that day; those who were there sat then, and no more
    votes are counted than members were there. A second opinion of one day is of the same meeting. Locks the opinion.
    Raises `PermissionDenied`, `Unfit` which names the field, `Refused` without a majority: it stays a draft.
    """
    if held_on > localdate():
        raise Unfit(_("This day is to come: record the meeting once it was held."), "held_on")
    counts = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    if least := next((name for name, count in counts.items() if count < 0), None):
        raise Unfit(_("A number of votes is not below zero."), least)
    keys = {member.pk for member in present}
    place = fits(" ".join(clean_text(place).split()), PLACE_MAX, "place")
    with transaction.atomic():
        row = _locked(opinion)
        if not by.has_perm("equality.adopt_opinion", row):
            raise PermissionDenied
        if row.state != OpinionState.DRAFTED:
            return perform(row, ADOPT, by=by)  # which says why not
        if held_on < row.asked_on:
            raise Unfit(_("This day is before the opinion was begun."), "held_on")
        seated = row.body.members.seated(held_on)
        there = list(seated.filter(pk__in=keys))
        if len(there) != len(keys) or not there:
            raise Unfit(_("Tick those who were there: members who sat in the body that day."), "present")
        if sum(counts.values()) > len(there):
            raise Unfit(
                _("There are more votes (%(votes)s) than members who were there (%(present)s). Count again.")
                % {"votes": sum(counts.values()), "present": len(there)},
                "votes_for",
            )
        meeting, _made = Meeting.objects.get_or_create(
            body=row.body, held_on=held_on,
            defaults={"place": place, "in_office": seated.count(), "recorded_by": by},
        )  # fmt: skip
        meeting.present.add(*there)
        counted = counts | {"meeting": meeting, "in_office": seated.count(), "present_count": len(there)}
        for name, value in counted.items():
            setattr(row, name, value)
        row.save(update_fields=list(counted))
        return perform(row, ADOPT, by=by, data=counts | {"present": len(there), "in_office": row.in_office})


def rewrite_opinion(opinion: Opinion, *, by: User, note: str) -> Opinion:
    """Take an adopted opinion up again before it is published, for a reason: it must be adopted anew."""
    with transaction.atomic():
        nothing = dict.fromkeys(("votes_for", "votes_against", "abstentions", "in_office", "present_count"), 0)
        return perform(_locked(opinion), REWRITE, by=by, note=note, also=nothing | {"meeting": None})


def publish_opinion(opinion: Opinion, *, by: User) -> Opinion:
    """Publish an adopted opinion and put it before the council, whose clock starts; its president is told.

    Locks the opinion. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = _locked(opinion)
        if not by.has_perm("equality.adopt_opinion", row):
            raise PermissionDenied
        if row.state != OpinionState.ADOPTED:
            return perform(row, PUBLISH, by=by)  # which says why not
        with translation.override("ar"):  # the language in which the council reads
            summary = f"{row.text}\n\n" + _("Adopted with %(votes)s votes of %(members)s members in office.") % {
                "votes": row.votes_for,
                "members": row.in_office,
            }
            title = row.title
        referral = councils.receive(
            council=row.body.council,
            title=title,
            summary=summary,
            url=without_language(row.get_absolute_url()),
            theme=row.theme,
            by=by,
        )
        row = perform(row, PUBLISH, by=by, also={"referral": referral}, data={"referral": referral.pk})
        _tell(
            [user for user in who_sign(row.body.council) if user.pk != by.pk],
            row,
            "published",
            lambda: _("The equality body gives its opinion: %(title)s"),
        )
        tell_everyone(
            row.body.council,
            key=f"opinion.{row.pk}.published",
            text=lambda: _("The equality body gives its opinion: %(title)s") % {"title": isolate(row.title)},
            url=row.get_absolute_url(),
            by=by,
            theme=row.theme,
        )
    return row


def drop_opinion(opinion: Opinion, *, by: User, note: str) -> Opinion:
    """Give up an opinion that is not published, for a reason: what was asked for, whoever asked; else the body."""
    with transaction.atomic():
        row = perform(_locked(opinion), DROP, by=by, note=note)
        others = [user for user in _seated_users(row.body) if user.pk != by.pk]
        _tell(others, row, "dropped", lambda: _("An opinion is not asked for any more: %(title)s"))
    return row


def tell_reply(referral: Referral, *, answer: Answer, by: User) -> None:
    """Tell the members of the body that the council replied. Called inside the council's publication."""
    opinion = Opinion.objects.select_related("body").filter(referral=referral).first()
    if opinion is None:
        return
    others = [user for user in _seated_users(opinion.body) if user.pk != by.pk]
    _tell(others, opinion, f"reply.{answer.pk}", lambda: _("The council replied to the body’s opinion: %(title)s"))


def _locked(opinion: Opinion) -> Opinion:
    return Opinion.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=opinion.pk)


def _seated_users(body: Body) -> list[User]:
    seats = body.members.seated().filter(user__isnull=False).select_related("user")
    return [seat.user for seat in seats]


def _tell(users: list[User], opinion: Opinion, occasion: str, text, *, urgent: bool = False) -> None:
    notify(
        users,
        key=f"opinion.{opinion.pk}.{occasion}",
        text=lambda: text() % {"title": isolate(opinion.title)},
        url=opinion.get_absolute_url(),
        urgent=urgent,
    )
