"""What this app holds about one person, for the copy of her data. How she voted in secret is held nowhere."""

from assemblies.models import Assembly, Proxy, Voter, VotingRight


def held_about(user) -> dict[str, list[dict]]:
    """Return the lines of rolls for which she speaks, the proxies she gave, the votes she took part in."""
    lines = Voter.objects.filter(speaker=user).order_by("assembly_id", "number")
    proxies = Proxy.objects.filter(giver__speaker=user).order_by("pk")
    rights = VotingRight.objects.filter(voter__speaker=user, has_cast=True).order_by("vote_id")
    written = Assembly.objects.filter(author=user).order_by("pk")
    return {
        "assembly_roll": list(lines.values("assembly__title", "number", "kind", "presence", "arrived_at", "left_at")),
        "assembly_proxies": list(
            proxies.values("assembly__title", "giver__number", "holder__number", "given_at", "ended_at")
        ),
        "assembly_votes": list(rights.values("vote__question", "vote__way", "weight", "choice")),
        "assemblies_prepared": list(written.values("title", "starts_at", "state")),
    }
