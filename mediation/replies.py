"""What a text message is answered: public facts alone, the same for whoever asks."""

from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from django.utils.translation import gettext, ngettext

from core.text import isolate
from mediation.enums import Said
from mediation.keywords import PETITION, RECEIPT, Asked
from mediation.models import Registration
from mediation.public import needs_of
from needs.models import Need
from notices.paths import absolute
from petitions.models import Petition

TITLE = 50  # signs
NOBODY = AnonymousUser()


def reply_to(asked: Asked) -> str:
    """Return the words that answer a message, in its language."""
    with translation.override(asked.language):
        if asked.said == Said.STOP:
            return gettext(
                "No more news is sent to this number. Codes that you ask for still come. To have news again: START"
            )
        if asked.said == Said.START:
            return gettext("News is sent to this number again, as the page of your account says.")
        if asked.said == Said.STATUS:
            return _status(asked)
        return gettext(
            "Agraw. Write STATUS 1234 for a need, PETITION 12, or RECEIPT and its number. To end messages: STOP"
        )


def _status(asked: Asked) -> str:
    if asked.thing == RECEIPT:
        found = Registration.objects.select_related("desk").filter(reference=asked.reference).first()
        return _receipt(found) if found else _unknown()
    if asked.thing == PETITION:
        petition = Petition.objects.public().for_list().filter(pk=asked.number).first()
        return _petition(petition) if petition else _unknown()
    need = Need.objects.visible_to(NOBODY).for_list().filter(pk=asked.number).first()
    return _need(need) if need else _unknown()


def _need(need: Need) -> str:
    people = ngettext("%(count)d person asks for it", "%(count)d people ask for it", need.support_count)
    return gettext("Need %(number)d, %(title)s: %(state)s. %(people)s. %(link)s") % {
        "number": need.pk,
        "title": _short(need.title),
        "state": need.get_state_display(),
        "people": people % {"count": need.support_count},
        "link": _link(need),
    }


def _petition(petition: Petition) -> str:
    return gettext("Petition %(number)d, %(title)s: %(state)s. %(link)s") % {
        "number": petition.pk,
        "title": _short(petition.title),
        "state": petition.get_state_display(),
        "link": _link(petition),
    }


def _receipt(registration: Registration) -> str:
    said = [
        gettext("need %(number)d: %(state)s") % {"number": need.pk, "state": need.get_state_display()}
        for need in needs_of(registration)[:3]
    ]
    return gettext("Receipt %(number)s of the desk %(desk)s. %(said)s") % {
        "number": registration.written,
        "desk": isolate(registration.desk.name),
        "said": gettext(", ").join(said) or gettext("Nothing of it is shown to everyone."),
    }


def _unknown() -> str:
    return gettext("Nothing public has this number. Look at your paper, and write again.")


def _short(words: str) -> str:
    return isolate(words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…")


def _link(thing) -> str:
    return absolute(thing.get_absolute_url(), translation.get_language())
