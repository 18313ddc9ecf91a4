"""Telling everyone who took part what became of it: nobody but this job reads whom a response belongs to."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import User
from consultations.models import Consultation, Response
from consultations.persons import told
from core.enums import Visibility
from core.queue import defer
from core.text import isolate
from notices.actions import notify, tell_followers
from notices.enums import Topic
from notices.topics import around

TELL = "consultations.tell"  # the task's name
BATCH = 500  # responses read by one job
OPENED, CANCELLED, PUBLISHED, REPLIED = "opened", "cancelled", "published", "replied"
ON_AGENDA, OFF_AGENDA, DECIDED = "on_agenda", "off_agenda", "decided"


def opened(consultation: Consultation) -> str:
    return _("The inhabitants are asked: “%(title)s”. Give your answer.") % {"title": isolate(consultation.title)}


def cancelled(consultation: Consultation) -> str:
    return _("“%(title)s” is cancelled. The reason is on its page.") % {"title": isolate(consultation.title)}


def published(consultation: Consultation) -> str:
    return _("The result of “%(title)s” is published.") % {"title": isolate(consultation.title)}


def replied(consultation: Consultation) -> str:
    return _("The council has replied to the result of “%(title)s”.") % {"title": isolate(consultation.title)}


def on_agenda(consultation: Consultation) -> str:
    return _("The result of “%(title)s” is on the agenda of the council.") % {"title": isolate(consultation.title)}


def off_agenda(consultation: Consultation) -> str:
    return _("The result of “%(title)s” was put off or taken off the agenda of the council: read why.") % {
        "title": isolate(consultation.title)
    }


def decided(consultation: Consultation) -> str:
    return _("The council decided on the result of “%(title)s”.") % {"title": isolate(consultation.title)}


# A job cannot carry a sentence: it finds it here by its occasion, the words before a dot. Members are told in the same
# words (`consultations.actions.moving`).
WORDS: dict[str, Callable[[Consultation], str]] = {
    OPENED: opened, CANCELLED: cancelled, PUBLISHED: published, REPLIED: replied,
    ON_AGENDA: on_agenda, OFF_AGENDA: off_agenda, DECIDED: decided,
}  # fmt: skip


def tell_participants(consultation: Consultation, occasion: str, *, key: str = "") -> None:
    """Tell everyone who took part of an `occasion` ("published", "replied.12"), once this transaction has committed.

    `key` names it where others are told of it too (`notify`). Raises `KeyError` for an occasion that has no words.
    """
    WORDS[occasion.partition(".")[0]]
    defer(TELL, consultation_id=consultation.pk, occasion=occasion, after=0, **({"key": key} if key else {}))


def tell_everyone(consultation: Consultation, occasion: str, *, by: User | None = None) -> str:
    """Tell whoever follows the consultation or its commune, nobody while it is not shown; return the key (`notify`)."""
    key = f"consultation.{consultation.pk}.{occasion}"
    tell_followers(
        (Topic.CONSULTATION, str(consultation.pk)),
        topics=around(consultation.space.commune.slug),
        key=key,
        text=lambda: WORDS[occasion.partition(".")[0]](consultation),
        url=consultation.get_absolute_url(),
        commune=consultation.space.commune_id,
        but=by,
    )
    return key


def tell_batch(consultation_id: int, occasion: str, after: int, key: str = "") -> int:
    """Tell those whose responses come after `after`, ask for the next batch, and return how many responses were read.

    While the consultation is not shown, nobody is told. Run twice, it tells once: the notice's key is the occasion, the
    same for everyone, so that a notice does not say whether she took part or is a member of the space.
    """
    consultation = Consultation.objects.get(pk=consultation_id)
    if consultation.visibility != Visibility.VISIBLE:
        return 0
    sent = Response.objects.counted().filter(consultation=consultation, pk__gt=after).order_by("pk")
    rows = list(sent.values_list("pk", "sealed")[:BATCH])
    if len(rows) == BATCH:
        more = {"key": key} if key else {}
        defer(TELL, consultation_id=consultation_id, occasion=occasion, after=rows[-1][0], **more)
    people = {told(consultation_id, sealed) for _pk, sealed in rows} - {None}
    notify(
        User.objects.filter(pk__in=people, is_active=True),
        key=key or f"consultation.{consultation_id}.{occasion}",
        text=lambda: WORDS[occasion.partition(".")[0]](consultation),
        url=consultation.get_absolute_url(),
    )
    return len(rows)
