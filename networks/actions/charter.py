"""The charter of a network: a new version, and members' adherence to it."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import fits
from core.text import clean_text, isolate
from core.workflow import Refused
from networks.actions.locking import lock_member, lock_steered
from networks.actions.telling import speakers_of, tell
from networks.enums import STANDING
from networks.models import Adherence, Charter, Clause, Member, Network
from spaces.actions.charter import CLAUSE_LENGTH, check_base, check_clauses, check_version, nothing_changed


@transaction.atomic
def publish_charter(network: Network, *, by: User, clauses: Sequence[tuple[str, str, str]], based_on: int) -> Charter:
    """Publish a new version of the charter and ask every member to adhere to it.

    `clauses` are an Arabic, a French and an Amazigh text each (the last may be empty), in order; `based_on` is the
    version that was changed, 0 when there was none. Locks the network: whoever signs at the same moment signs the
    version in force, or is refused. Raises `Refused` as that of a space's charter.
    """
    row = lock_steered(network.pk, by)
    current = row.charters.in_force()
    check_base(current, based_on)
    texts = [tuple(clean_text(text) for text in clause) for clause in clauses]
    check_clauses([clause[:2] for clause in texts])
    for number, clause in enumerate(texts, start=1):
        fits(clause[2], CLAUSE_LENGTH, f"zgh_{number}")
    if current and texts == [(one.text_ar, one.text_fr, one.text_zgh) for one in current.clauses.all()]:
        raise nothing_changed()
    charter = Charter.objects.create(network=row, version=based_on + 1, published_at=now())
    Clause.objects.bulk_create(
        Clause(charter=charter, number=number, text_ar=ar, text_fr=fr, text_zgh=zgh)
        for number, (ar, fr, zgh) in enumerate(texts, start=1)
    )
    journal.record(row, "publish_charter", by=by, data={"version": charter.version})
    tell(
        speakers_of(row.members.standing()),
        key=f"network.charter.{charter.pk}",
        text=lambda: (
            gettext("The charter of %(network)s has changed: read it and say whether you adhere to it.")
            % {"network": isolate(str(row))}
        ),
        url=reverse("networks:adhere", args=[row.pk]),
    )
    return charter


@transaction.atomic
def adhere(member: Member, *, by: User, version: int) -> Adherence:
    """Adhere, in a member's name, to `version` of the charter, which must be the one in force; twice is once.

    Locks the network, then the member. Raises `PermissionDenied` for who cannot bind the member, or `Refused`.
    """
    row = lock_member(member)
    if not by.has_perm("networks.speak_for_member", row):
        raise PermissionDenied
    if row.state not in STANDING:
        raise Refused(_("It is not a member any more."), "not_member")
    return sign(row, by=by, version=version)


def sign(member: Member, *, by: User, version: int) -> Adherence:
    """Write the adherence of a member whose network is locked and for whom the caller may speak."""
    current = member.network.charters.in_force()
    if current is None:
        raise Refused(_("This network has no charter yet."), "no_charter")
    check_version(current, version)
    adherence, created = Adherence.objects.get_or_create(charter=current, member=member, defaults={"by": by})
    if created:
        journal.record(member, "adhere", by=by, data={"version": current.version})
    return adherence
