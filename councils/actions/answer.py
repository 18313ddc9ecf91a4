"""The answer: drafted, validated, signed and published, followed by reports of progress."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import journal, workflow
from core.text import clean_text, has_words, isolate
from core.workflow import Refused
from councils import rules
from councils import workflow as moves
from councils.actions.holes import is_filled_in
from councils.actions.people import acting_mandate, who_sign, who_steer
from councils.actions.referral import end_pause, locked
from councils.enums import ReferralState, Verdict
from councils.guards import is_answered_here, no_election_is_near
from councils.models import Answer, ElectionPeriod, Mandate, Referral
from councils.signals import answered
from notices.actions import notify, tell_followers
from notices.enums import Topic

TEXT_LENGTH = 10_000  # characters
SIGNED = [
    "validated_by", "validated_at", "signed_by", "signed_role", "published_at", "published_on", "started_on", "due_on",
]  # fmt: skip


class DraftConflict(Refused):
    """Two people wrote at once. `text` is what was not saved, `draft` the other's answer, which stands."""

    def __init__(self, text: str, draft: Answer | None):
        super().__init__(
            _(
                "Someone else saved this draft while you were writing. Your text is kept below and theirs is shown "
                "beside it: take over what you need, then save again."
            ),
            "draft_changed",
        )
        self.text, self.draft = text, draft


def draft_of(referral: Referral) -> Answer | None:
    """Return the answer being prepared, with the person who wrote it."""
    return referral.answers.filter(published_at=None).select_related("drafted_by").first()


@transaction.atomic
def save_draft(
    referral: Referral,
    *,
    by: User,
    verdict: str,
    text: str,
    planned_for: datetime.date | None = None,
    version: int = 0,
) -> Answer:
    """Write the draft, or the next version of it. `version` is the one that was read: 0 when there was none.

    Raises `DraftConflict` when another version has been saved since, `Refused` for a text that cannot be an answer.
    """
    row = locked(referral)
    mandate = acting_mandate(row.council_id, by, rules.drafts, row)
    draft = draft_of(row)
    if (draft.version if draft else 0) != version:
        raise DraftConflict(text, draft)
    text, planned_for = checked(verdict, text, planned_for)
    workflow.perform(row, moves.DRAFT, by=by)
    draft = draft or Answer(referral=row, version=0)
    draft.verdict, draft.text, draft.planned_for = verdict, text, planned_for
    draft.drafted_by, draft.validated_by, draft.validated_at = mandate, None, None
    draft.version += 1
    draft.save()
    if row.state != ReferralState.DRAFTED:  # the first save, or the first after it was sent back
        _tell(
            [user for user in who_steer(row.council) if user.pk != by.pk],
            row,
            f"drafted.{draft.pk}.{draft.version}",
            lambda: _("An answer is ready to be validated: %(title)s"),
        )
    return draft


def checked(verdict: str, text: str, planned_for: datetime.date | None) -> tuple[str, datetime.date | None]:
    """Return the text cleaned and the promised day, or raise `Refused` in words."""
    if verdict not in Verdict.values:
        raise Refused(_("Say what the council decides: choose one of the four."), "no_verdict")
    text = clean_text(text)
    if not has_words(text):
        raise Refused(_("Write the answer in words: people will read it."), "no_text")
    if len(text) > TEXT_LENGTH:
        raise Refused(
            ngettext(
                "The answer is %(over)d character too long. Your text is kept: shorten it, then save again.",
                "The answer is %(over)d characters too long. Your text is kept: shorten it, then save again.",
                len(text) - TEXT_LENGTH,
            )
            % {"over": len(text) - TEXT_LENGTH},
            "too_long",
        )
    if verdict != Verdict.PLANNED:
        return text, None
    if planned_for and planned_for < localdate():
        raise Refused(_("The day you promise is past. Choose a later one."), "past_day")
    return text, planned_for


@transaction.atomic
def validate(referral: Referral, *, by: User, version: int | None = None) -> Answer:
    """Approve the draft as it is, so that it can be signed. `version` is the one that was read."""
    row = locked(referral)
    mandate = acting_mandate(row.council_id, by, rules.validates, row)
    draft = _read_draft(row, version)
    if draft:
        is_filled_in(row, draft.text)
    workflow.perform(row, moves.VALIDATE, by=by)
    draft.validated_by, draft.validated_at = mandate, now()
    draft.save(update_fields=["validated_by", "validated_at"])
    _tell(
        [user for user in who_sign(row.council) if user.pk != by.pk],
        row,
        f"validated.{draft.pk}.{draft.version}",
        lambda: _("An answer waits for your signature: %(title)s"),
    )
    return draft


def _read_draft(row: Referral, version: int | None) -> Answer | None:
    draft = draft_of(row)
    if draft and version is not None and draft.version != version:
        raise Refused(_("The draft was changed after you read it. Read it again before you go on."), "draft_changed")
    return draft


@transaction.atomic
def send_back(referral: Referral, *, by: User, note: str) -> Referral:
    """Give the draft back to whoever wrote it, saying what has to change: the council's people alone read the note."""
    row = locked(referral)
    acting_mandate(row.council_id, by, rules.validates, row)
    note = clean_text(note)[:1000]
    if not has_words(note):
        raise Refused(_("Say what has to change: the person who drafts reads it."), "note_missing")
    draft = draft_of(row)
    row = workflow.perform(row, moves.RETURN, by=by, note=note)
    if draft:
        Answer.objects.filter(pk=draft.pk).update(validated_by=None, validated_at=None)
        writer = draft.drafted_by
        if writer.user_id and writer.user_id != by.pk:
            _tell(
                [writer.user], row, f"returned.{draft.pk}.{draft.version}", lambda: _("To be written again: %(title)s")
            )
    return row


@transaction.atomic
def publish(referral: Referral, *, by: User, version: int | None = None) -> Answer:
    """Sign the draft and publish it: the clock stops, whoever referred the matter is told, `answered` goes up.

    Locks the matter first, so that two signatures at once make one answer. `version` is the one that was read. Name,
    role and the clock are copied to the answer: later changes do not rewrite it.
    """
    row = locked(referral)
    mandate = acting_mandate(row.council_id, by, rules.signs, row)
    draft = _read_draft(row, version)
    if draft:
        is_filled_in(row, draft.text)
    if row.state in moves.MOVES[moves.PUBLISH].sources:
        row = end_pause(row, by=by)
    row = workflow.perform(row, moves.PUBLISH, by=by)
    if not draft.validated_by_id:
        draft.validated_by, draft.validated_at = mandate, row.answered_at
    draft.started_on, draft.due_on = row.started_on, row.due_on
    _sign(draft, mandate, row.answered_at)
    _tell_answer(row, draft, by)
    return draft


@transaction.atomic
def settle(referral: Referral, *, by: User, verdict: str, text: str) -> Answer:
    """Answer a matter by what its own procedure decided, in words, signed at once: the clock stops.

    For petitions: the act that decides calls it, inside its transaction, and tells the people behind the matter. Raises
    `Refused`, `PermissionDenied`.
    """
    row = locked(referral)
    mandate = acting_mandate(row.council_id, by, rules.signs, row)
    text, _day = checked(verdict, text, None)
    row = workflow.perform(row, moves.SETTLE, by=by)
    answer = Answer(
        referral=row, verdict=verdict, text=text, drafted_by=mandate, validated_by=mandate,
        validated_at=row.answered_at, started_on=row.started_on, due_on=row.due_on,
    )  # fmt: skip
    _sign(answer, mandate, row.answered_at)
    answered.send(Referral, referral=row, answer=answer, by=by)
    return answer


@transaction.atomic
def report_progress(
    referral: Referral, *, by: User, verdict: str, text: str, planned_for: datetime.date | None = None
) -> Answer:
    """Publish, signed, what became of an answer: a new promise, "done", a refusal, or information.

    Refused during an election period, with its reason: an answer that is owed is not.
    """
    row = locked(referral)
    mandate = acting_mandate(row.council_id, by, rules.signs, row)
    is_answered_here(row)
    no_election_is_near(ElectionPeriod.objects.running())
    if row.state != ReferralState.ANSWERED:
        raise Refused(_("Answer first: progress is reported on what was answered."), "not_answered")
    text, planned_for = checked(verdict, text, planned_for)
    is_filled_in(row, text)
    report = Answer(referral=row, verdict=verdict, text=text, planned_for=planned_for, drafted_by=mandate)
    _sign(report, mandate, now())
    journal.record(row, "report", by=by, target=verdict, data={"answer": report.pk})
    _tell_answer(row, report, by)
    return report


def _sign(answer: Answer, mandate: Mandate, at: datetime.datetime) -> None:
    answer.signed_by, answer.signed_role = mandate, mandate.role
    answer.published_at, answer.published_on = at, localdate(at)
    answer.save(update_fields=SIGNED if answer.pk else None)  # the day of the draft stays


def _tell_answer(referral: Referral, answer: Answer, by: User) -> None:
    _tell([referral.referred_by], referral, f"answer.{answer.pk}", lambda: _("The council has answered: %(title)s"))
    told = answered.send(Referral, referral=referral, answer=answer, by=by)
    if referral.is_shown:
        slug = referral.council.territory.slug
        tell_followers(
            (Topic.REFERRAL, str(referral.pk)),
            topics=[(Topic.COUNCIL, slug), (Topic.MANDATE, str(answer.signed_by_id))],
            key=f"referral.{referral.pk}.answer.{answer.pk}",
            text=lambda: _("The council has answered: %(title)s") % {"title": isolate(referral.title)},
            url=referral.get_absolute_url(),
            commune=referral.council.territory_id,
            but=by,
            besides=[key for _receiver, key in told if key],
        )


def _tell(users: list[User], referral: Referral, occasion: str, text) -> None:
    notify(
        users,
        key=f"referral.{referral.pk}.{occasion}",
        text=lambda: text() % {"title": isolate(referral.title)},
        url=referral.get_absolute_url(),
    )
