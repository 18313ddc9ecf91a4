"""When a petition may move: guards raise `Refused`, in words for people. Columns of the row alone are read."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.enums import Visibility
from core.workflow import Refused
from petitions.enums import Bearer


def is_written(petition):
    """Object, reasons and aims are what the decree's form asks for; without them nobody knows what she signs."""
    if not (petition.title and petition.reasons and petition.aims):
        raise Refused(
            _("Write the object, the reasons and the aims first: people sign what they can read."), "not_written"
        )
    if petition.bearer == Bearer.ASSOCIATION and not petition.association_id:
        raise Refused(_("Say which association presents the petition."), "no_association")


def is_visible(petition):
    if petition.visibility != Visibility.VISIBLE:
        raise Refused(_("This petition is not shown to everyone: it must be shown again first."), "not_visible")


def is_by_citizens(petition):
    if petition.bearer != Bearer.CITIZENS:
        raise Refused(_("No number of signatures is required of an association."), "association")


def has_enough(petition):
    """As last counted (113-14, art. 123; 112-14, art. 114; 111-14, art. 120)."""
    missing = petition.missing_count
    if missing:
        raise Refused(
            ngettext(
                "%(count)d valid signature is still missing.", "%(count)d valid signatures are still missing.", missing
            )
            % {"count": missing},
            "too_few",
        )
    if petition.spread_missing:
        raise Refused(
            ngettext(
                "%(count)d prefecture or province brings too few signatures.",
                "%(count)d prefectures and provinces bring too few signatures.",
                petition.spread_missing,
            )
            % {"count": petition.spread_missing},
            "spread",
        )


def is_in_order(petition):
    """What the law asks for before a deposit; an association's dossier is looked at by the act itself."""
    if petition.bearer == Bearer.CITIZENS:
        has_enough(petition)


def awaits_notification(petition):
    """The last day of the time limit is over (113-14, art. 125; 112-14, art. 116; 111-14, art. 122)."""
    if not petition.notify_by or localdate() <= petition.notify_by:
        raise Refused(_("The time limit is not over."), "too_early")
