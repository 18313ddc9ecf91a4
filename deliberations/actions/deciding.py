"""The decisions (مقرر) of a council: written, signed and published, posted, sent to the governor."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, is_open, perform
from councils.models import Mandate
from deliberations import delays as law
from deliberations import signals
from deliberations.actions.countersigning import second_hand
from deliberations.actions.recording import print_anew
from deliberations.actions.standing import acting, lock, lock_council
from deliberations.actions.telling import topics_of
from deliberations.enums import Countersigner, DecisionState, SessionState, Visa
from deliberations.models import Decision, Deliberation, Session
from deliberations.queries import is_shown
from deliberations.rules import records, signs
from deliberations.workflow import CLEAR, PUBLISH, SEND, SILENCE
from notices.actions import notify, tell_followers
from notices.enums import Topic

TITLE_MAX, TEXT_MAX, NOTE_MAX, NUMBER_MAX = 240, 20_000, 400, 9999


def write_decision(
    deliberation: Deliberation,
    *,
    by: User,
    title_ar: str,
    text_ar: str,
    title_fr: str = "",
    text_fr: str = "",
    number: int | None = None,
) -> Decision:
    """Write the decision that a vote adopted, or change its words before it is published, and return it.

    Its `number` in the year of the vote is the next one unless given; two decisions never have one number. Its address
    is made once and never changes. Locks the council. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        item = deliberation.item
        council = lock_council(item.session.council)
        acting(council, by, records)
        if not deliberation.is_adopted:
            raise Refused(_("The council did not adopt this point: there is no decision to write."), "not_adopted")
        row = Decision.objects.locked().filter(deliberation=deliberation).first()
        if row and row.is_published:
            raise Refused(_("This decision was published: it stays as it is. Decide anew to change it."), "published")
        row = row or Decision(deliberation=deliberation, council=council)
        row.adopted_on = localtime(deliberation.sitting.starts_at).date()
        row.title_ar = fits(clean_line(title_ar), TITLE_MAX, "title_ar")
        row.title_fr = fits(clean_line(title_fr), TITLE_MAX, "title_fr")
        row.text_ar = fits(clean_text(text_ar), TEXT_MAX, "text_ar")
        row.text_fr = fits(clean_text(text_fr), TEXT_MAX, "text_fr")
        for name, message in (
            ("title_ar", _("Give the decision a title in Arabic.")),
            ("text_ar", _("Write the decision in Arabic: everyone will read it.")),
        ):
            if not has_words(getattr(row, name)):
                raise Unfit(message, name)
        is_new = row.pk is None
        _number(row, number)
        row.save()
        journal.record(row, "write" if is_new else "edit", by=by, data={"number": row.number, "year": row.year})
    return row


def _number(decision: Decision, number: int | None) -> None:
    """Give a decision its number and its address. Under the council's lock."""
    year = decision.adopted_on.year
    if number is None and decision.pk and decision.year == year:
        return
    of_year = Decision.objects.filter(council=decision.council, year=year).exclude(pk=decision.pk)
    if number is None:
        number = (of_year.aggregate(last=Max("number"))["last"] or 0) + 1
    if not 1 <= number <= NUMBER_MAX:
        raise Unfit(_("A number is from 1 to 9999."), "number")
    if of_year.filter(number=number).exists():
        raise Unfit(
            _("Decision %(number)s of %(year)s exists already: give another number.")
            % {"number": number, "year": year},
            "number",
        )
    decision.year, decision.number = year, number
    decision.address = f"{slugify(decision.council.territory.slug)}-{year}-{number}"


def publish_decision(
    decision: Decision,
    *,
    by: User,
    countersigned_by: Mandate | None = None,
    countersigned_role: str = Countersigner.SECRETARY,
    no_countersign_reason: str = "",
) -> Decision:
    """Sign and publish a decision, posted at the seat from today, and return it. It cannot be taken back.

    The secretary of the council signs beside the president; when she is absent or does not sign, the minutes say why,
    and her deputy or a member whom the president names signs (113-14, art. 47; 112-14, art. 48; 111-14, art. 50).
    Whoever put the matter behind it before the council is told, and the floors above (`signals.published`). Locks the
    decision. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        row = Decision.objects.locked().select_related("council__territory").get(pk=decision.pk)
        mandate = acting(row, by, signs)
        if not is_open(row, PUBLISH):
            return perform(row, PUBLISH, by=by)  # which says why not
        today = localdate()
        until = law.of(row.council, today).after("decisions_posted", today) or today + 8 * law.DAY
        also = {
            "signed_by": mandate, "signed_role": mandate.role, "posted_from": today, "posted_until": until,
            **second_hand(row, mandate, countersigned_by, countersigned_role, no_countersign_reason),
        }  # fmt: skip
        row = perform(row, PUBLISH, by=by, also=also, data={"number": row.number, "year": row.year})
        print_anew(row.deliberation.item.session)
        referral = row.deliberation.item.referral
        if referral and is_shown(referral):
            notify(
                [referral.referred_by],
                key=f"decision.{row.pk}.published",
                text=lambda: (
                    gettext("The council decided on “%(title)s”: decision %(number)s.")
                    % {"title": isolate(referral.title), "number": isolate(row.reference)}
                ),
                url=row.get_absolute_url(),
            )
        signals.published.send(Decision, decision=row, by=by)
        _tell_everyone(row, by)
    return row


def _tell_everyone(row: Decision, by: User) -> None:
    """Tell whoever follows the council, its territory, the theme, who signed, the matter or what is behind it.

    A decision is public for ever from now on; what is behind it is followed only while everyone may see it.
    """
    item, slug = row.deliberation.item, row.council.territory.slug
    topics = [*topics_of(slug, [item]), (Topic.THEME, item.theme), (Topic.MANDATE, str(row.signed_by_id))]
    tell_followers(
        (Topic.COUNCIL, slug),
        topics=topics,
        key=f"decision.{row.pk}.published",
        text=lambda: (
            gettext("The council published decision %(number)s: “%(title)s”.")
            % {"number": isolate(row.reference), "title": isolate(row.title)}
        ),
        url=row.get_absolute_url(),
        commune=row.council.territory_id,
        but=by,
    )


def send_to_governor(session: Session, *, by: User, on: datetime.date | None = None) -> Session:
    """Record the day on which the minutes and the decisions of a session were sent to the governor (art. 116).

    Each published decision of it that was not sent before is sent by it. Locks the session.
    """
    on = on or localdate()
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, records)
        if row.state != SessionState.CLOSED:
            raise Refused(_("Close the session first."), "not_closed")
        if on > localdate():
            raise Unfit(_("This day is still to come: record it once they were sent."), "on")
        row.sent_on = on
        row.save(update_fields=["sent_on", "changed_at"])
        waiting = Decision.objects.published().filter(deliberation__item__session=row, visa=Visa.NOT_SENT)
        for decision in waiting.order_by("pk"):
            perform(decision, SEND, by=by, also={"sent_on": on}, data={"on": on.isoformat()})
        journal.record(row, "send", by=by, data={"on": on.isoformat()})
    return row


def follow_visa(
    decision: Decision, action: str, *, by: User, on: datetime.date | None = None, note: str = ""
) -> Decision:
    """Record what became of a decision with the governor: `send`, `grant`, `silence`, `clear`, `oppose`. Return it.

    Locks the decision. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    on = on or localdate()
    note = fits(clean_text(note), NOTE_MAX, "note")
    with transaction.atomic():
        row = Decision.objects.locked().select_related("council__territory").get(pk=decision.pk)
        acting(row, by, records)
        if row.state != DecisionState.PUBLISHED:
            raise Refused(_("Publish the decision first."), "not_published")
        if on > localdate():
            raise Unfit(_("This day is still to come: record it once it has taken place."), "on")
        also = {"sent_on": on} if action == SEND else {"visa_on": on, "visa_note": note}
        return perform(row, action, by=by, note=note, also=also, data={"on": on.isoformat()})


def settle_visas() -> int:
    """Let time speak: what the governor had 20 days to put a visa on has it, what nobody opposed within 3 working days
    is enforceable (113-14, art. 117–118). Return how many decisions that was."""
    system, settled, today = User.objects.system(), 0, localdate()
    rows = Decision.objects.published().filter(visa=Visa.SENT, sent_on__isnull=False)
    for row in rows.select_related("council__territory", "deliberation__item"):
        key, move = ("governor_visa", SILENCE) if row.deliberation.item.needs_visa else ("governor_opposition", CLEAR)
        last = law.of(row.council, row.sent_on).after(key, row.sent_on)
        if last and today > last:
            perform(row, move, by=system, also={"visa_on": last + law.DAY}, data={"last": last.isoformat()})
            settled += 1
    return settled
