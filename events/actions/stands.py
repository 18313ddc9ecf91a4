"""Stands of a project exhibition: asked for by an association, accepted with a number, declined with the reason."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from events.actions.locking import lock
from events.enums import EventState
from events.models import Event, Stand
from events.workflow import ACCEPT, DECLINE, WITHDRAW
from notices.actions import notify
from spaces.models import Association

TITLE_MAX, ABOUT_MAX, EQUIPMENT_MAX = 160, 2_000, 200  # characters


def ask(event: Event, association: Association, *, by: User, title: str, about: str = "", equipment: str = "") -> Stand:
    """Ask for a stand in the name of an association, with the project it shows, and return the request.

    Whoever prepares for the association asks. Raises `PermissionDenied`, `Unfit`, or `Refused`.
    """
    with transaction.atomic():
        row = lock(event.pk)
        if not by.has_perm("spaces.prepare_for_association", association) or not by.has_perm("events.view_event", row):
            raise PermissionDenied
        if row.state != EventState.PUBLISHED or not row.with_stands or row.visibility != "visible":
            raise Refused(_("No stand can be asked for at this event now."), "no_stands")
        title = fits(clean_line(title), TITLE_MAX, "title")
        if not has_words(title):
            raise Unfit(_("Say which project the stand shows. What you wrote elsewhere is kept."), "title")
        stand = Stand(
            event=row,
            association=association,
            asked_by=by,
            title=title,
            about=fits(clean_text(about), ABOUT_MAX, "about"),
            equipment=fits(clean_line(equipment), EQUIPMENT_MAX, "equipment"),
        )
        try:
            with transaction.atomic():
                stand.save()
        except IntegrityError:
            raise Refused(_("Your association has asked for a stand here already."), "again") from None
        notify(
            [row.author],
            key=f"event.{row.pk}.stand.{stand.pk}",
            text=lambda: (
                _g("%(association)s asks for a stand at “%(title)s”.")
                % {"association": isolate(str(association)), "title": isolate(row.title)}
            ),
            url=stand.get_absolute_url(),
        )
    return stand


def move(stand: Stand, action: str, *, by: User, note: str = "") -> Stand:
    """Accept a stand (the next number is its own), decline it with the reason, or withdraw it; return it.

    Whoever asked is told of what the organisers decided. Locks the event, then the stand.
    """
    if action not in {ACCEPT, DECLINE, WITHDRAW}:
        raise PermissionDenied
    with transaction.atomic():
        row = lock(stand.event_id)
        also = {}
        if action == ACCEPT:
            also["number"] = (row.stands.accepted().aggregate(last=Max("number"))["last"] or 0) + 1
        stand = perform(stand, action, by=by, note=clean_text(note), also=also)
        if action != WITHDRAW:
            words = {
                ACCEPT: lambda: _g("Your stand at “%(title)s” is accepted."),
                DECLINE: lambda: _g("Your stand at “%(title)s” is declined. The reason is on its page."),
            }
            notify(
                [stand.asked_by],
                key=f"event.{row.pk}.stand.{stand.pk}.{action}.{stand.decided_at:%s}",
                text=lambda: words[action]() % {"title": isolate(row.title)},
                url=stand.get_absolute_url(),
            )
    return stand
