"""What this app holds about one person, for the copy of her data."""

from observatory.models import CensusShare, Comment


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: the comments that she signed for a council, the shares she entered.

    Counts of who takes part hold nothing of her: no row of them is about a person.
    """
    return {
        "comments_on_figures": list(
            Comment.objects.filter(signed_by__user=user).order_by("pk").values("snapshot_id", "version", "text", "at")
        ),
        "census_shares": list(
            CensusShare.objects.filter(entered_by=user).order_by("pk").values("group", "share", "year", "source")
        ),
    }
