"""What this app holds about one person, for the copy of her data."""

from petitions import secrets
from petitions.actions.forgetting import rows_of
from petitions.models import Petition


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: the petitions she leads, and those she signed with what she wrote."""
    led = Petition.objects.filter(author=user).order_by("pk")
    signed = rows_of(user).order_by("petition_id").values_list("petition_id", "kind", "state", "at", "sealed")
    # What was hidden since she signed it is not shown to her here either.
    signed = list(signed)
    titles = dict(
        Petition.objects.visible_to(user).filter(pk__in=[row[0] for row in signed]).values_list("pk", "title")
    )
    return {
        "petitions": [
            {
                "id": row.pk,
                "title": row.title,
                "reasons": row.reasons,
                "aims": row.aims,
                "state": row.state,
                "created_at": row.created_at,
                "particulars": secrets.unseal(row.pk, row.particulars),
            }
            for row in led
        ],
        "signed_petitions": [
            {
                "petition_id": pk,
                "title": titles.get(pk),
                "kind": kind,
                "state": state,
                "at": at,
                "kept": {name: value for name, value in secrets.unseal(pk, sealed).items() if name != "user"},
            }
            for pk, kind, state, at, sealed in signed
        ],
    }
