"""Proxies (توكيل): given before or at the door, withdrawn; none is passed on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.actions import telling
from assemblies.actions.locking import check_moment, lock
from assemblies.enums import GATHERING, Arrival, Presence, ProxyEnd
from assemblies.models import Assembly, Proxy, Voter
from core import journal
from core.text import isolate
from core.workflow import Refused


def give_proxy(giver: Voter, holder: Voter, *, by: User, way: str = Arrival.SELF) -> Proxy:
    """Have `giver` represented by `holder`, and return the proxy; the holder is told.

    By who speaks for the giver, or, from a paper that she signed, by who leads the assembly. Locks the assembly: two at
    once are taken one after the other. Raises `PermissionDenied`; `Refused` for a proxy to oneself, of a proxy, beyond
    what one may hold, or of someone who is there.
    """
    with transaction.atomic():
        assembly = lock(giver.assembly_id)
        giver, holder = (Voter.objects.select_related("speaker").get(pk=one.pk) for one in (giver, holder))
        is_hers = way == Arrival.SELF and by.has_perm("assemblies.speak_for_voter", giver)
        if not is_hers and (way == Arrival.SELF or not by.has_perm("assemblies.lead_assembly", assembly)):
            raise PermissionDenied
        if holder.assembly_id != giver.assembly_id:
            raise PermissionDenied
        check_moment(assembly, GATHERING)
        _check(assembly, giver, holder)
        proxy = Proxy.objects.create(assembly=assembly, giver=giver, holder=holder, given_by=by, way=way)
        journal.record(assembly, "give_proxy", by=by, data={"giver": giver.number, "holder": holder.number})
        telling.tell_holder(proxy)
    return proxy


def _check(assembly: Assembly, giver: Voter, holder: Voter) -> None:
    current = assembly.proxies.current()
    if assembly.proxies_max == 0:
        raise Refused(_("The rules of this assembly know no proxies: who cannot come does not vote."), "no_proxies")
    if holder.pk == giver.pk or (holder.speaker_id and holder.speaker_id == giver.speaker_id):
        raise Refused(_("A proxy goes to another person: you cannot give it to yourself."), "oneself")
    if holder.speaker_id is None:
        raise Refused(_("Nobody speaks for this member now: choose another one."), "no_speaker")
    if giver.presence == Presence.PRESENT:
        raise Refused(
            _("Who is present votes in person, and gives no proxy. Leaving early is said at the desk."), "present"
        )
    if current.filter(giver=giver).exists():
        raise Refused(_("A proxy is given already: withdraw it first, then give another."), "given")
    if current.filter(holder=giver).exists():
        raise Refused(
            _("A proxy of a proxy is not possible: you hold the proxy of another member. It must be withdrawn first."),
            "of_a_proxy",
        )
    if current.filter(giver=holder).exists():
        words = gettext(
            "A proxy of a proxy is not possible: %(name)s is represented by another member. Choose another one."
        )
        raise Refused(words % {"name": isolate(holder.shown_name)}, "of_a_proxy")
    if current.filter(holder=holder).count() >= assembly.proxies_max:
        words = ngettext(
            "%(name)s holds %(count)d proxy already, as many as the rules allow. Choose another member.",
            "%(name)s holds %(count)d proxies already, as many as the rules allow. Choose another member.",
            assembly.proxies_max,
        )
        raise Refused(words % {"name": isolate(holder.shown_name), "count": assembly.proxies_max}, "too_many")


def withdraw_proxy(proxy: Proxy, *, by: User) -> Proxy:
    """End a proxy, by who speaks for its giver or who leads the assembly, and return it. Votes that are open go on."""
    with transaction.atomic():
        assembly = lock(proxy.assembly_id)
        row = Proxy.objects.select_related("giver__speaker", "holder").get(pk=proxy.pk)
        is_hers = by.has_perm("assemblies.speak_for_voter", row.giver)
        if not is_hers and not by.has_perm("assemblies.lead_assembly", assembly):
            raise PermissionDenied
        check_moment(assembly, GATHERING)
        if row.ended_at is None:
            row.ended_at, row.end = now(), ProxyEnd.WITHDRAWN
            row.save(update_fields=["ended_at", "end"])
            numbers = {"giver": row.giver.number, "holder": row.holder.number}
            journal.record(assembly, "withdraw_proxy", by=by, data=numbers)
    return row
