"""What desks hold about one person, for the copy of her data."""

from core.text import clean_line
from mediation import references
from mediation.models import Agent, Claim, Registration


def held_about(user) -> dict[str, list[dict]]:
    """Return the receipts a person took over, with her consent and what was written, her claims, and her desks."""
    rows = Registration.objects.filter(claimed_by=user).select_related("desk").prefetch_related("acts").order_by("pk")
    claims = Claim.objects.filter(user=user).select_related("registration__desk").order_by("pk")
    places = Agent.objects.filter(user=user).select_related("desk").order_by("pk")
    return {
        "desk_receipts": [
            {
                "number": row.written,
                "desk": row.desk.name,
                "registered_at": row.registered_at,
                "claimed_at": row.claimed_at,
                "consent_to": row.consent_to,
                "consent_way": row.consent_way,
                "consent_words": clean_line(row.consent_words),
                "written": [{"kind": act.kind, "number": act.number, "at": act.at} for act in row.acts.all()]
                + [
                    {"kind": one["kind"], "number": int(one["subject"].partition(":")[2]), "at": one["at"]}
                    for one in references.sealed_of(row).get("acts", [])
                ],
            }
            for row in rows
        ],
        "desk_claims": [
            {"desk": row.registration.desk.name, "outcome": row.outcome, "at": row.at, "answered_at": row.answered_at}
            for row in claims
        ],
        "desk_places": [
            {"desk": row.desk.name, "started_at": row.started_at, "ended_at": row.ended_at} for row in places
        ],
    }
