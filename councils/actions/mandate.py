"""What a mandate carries: the delegation of signature, the committee, the constituency."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.text import clean_line
from core.workflow import Refused
from councils import rules
from councils.models import Mandate
from councils.queries import districts_of

MOST_PLACES = 40
PLACE_LENGTH = 80  # signs
OF_HERSELF = frozenset({"district", "places"})
OF_MANAGERS = OF_HERSELF | {"committee"}
OF_THE_PRESIDENT = OF_MANAGERS | {"delegation", "may_publish"}  # who signs is the president's to say, by an order


def what_may_change(mandate: Mandate, by: User) -> frozenset[str]:
    """Return the columns of a mandate that a person may change; none for a stranger."""
    held = rules.mandates_in(mandate.council_id, by)
    if any(rules.presides(one) for one in held):
        return OF_THE_PRESIDENT if not rules.presides(mandate) else OF_MANAGERS
    if any(rules.manages(one) for one in held):
        return OF_MANAGERS
    return OF_HERSELF if mandate.user_id is not None and mandate.pk in {one.pk for one in held} else frozenset()


@transaction.atomic
def describe_mandate(mandate: Mandate, *, by: User, **said) -> Mandate:
    """Change what a mandate carries (`what_may_change`), and return it; the journal keeps what was and what is.

    `places` is a list of names. Raises `PermissionDenied`, or `Refused` for a delegation of signature that no order
    explains, a committee or a constituency of elsewhere, too many places.
    """
    row = Mandate.objects.select_for_update(of=("self",), no_key=True).select_related("council").get(pk=mandate.pk)
    if said.keys() - what_may_change(row, by) or not said:
        raise PermissionDenied
    if "delegation" in said:
        said["delegation"] = clean_line(said["delegation"])[:200]
    if said.get("may_publish") and not said.get("delegation", row.delegation):
        raise Refused(_("Name the order that delegates the signature: its number and its date."), "no_order")
    if (committee := said.get("committee")) and committee.council_id != row.council_id:
        raise PermissionDenied
    if (district := said.get("district")) and not districts_of(row.council).filter(pk=district.pk).exists():
        raise Refused(_("This place does not elect this council."), "elsewhere")
    if "places" in said:
        said["places"] = list(dict.fromkeys(clean_line(place) for place in said["places"] if clean_line(place)))
        if len(said["places"]) > MOST_PLACES or any(len(place) > PLACE_LENGTH for place in said["places"]):
            raise Refused(_("Give forty places at most, each in a few words. Nothing was changed."), "too_many")
    before = {name: _plain(getattr(row, name)) for name in said}
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=[*said, "changed_at"])
    after = {name: _plain(getattr(row, name)) for name in said}
    if before != after:
        changed = {name: [before[name], after[name]] for name in said if before[name] != after[name]}
        journal.record(row, "describe", by=by, data={"changed": changed})
    return row


def _plain(value):
    return getattr(value, "pk", value)
