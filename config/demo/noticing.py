"""Whoever follows what in the demonstration: enough people for their number to be shown."""

from accounts.models import User
from needs.models import Need
from notices import actions as notices
from spaces.models import Space


def tell(accounts: dict[str, User], spaces: dict[str, Space], inhabitants: list[User]) -> None:
    """Have the citizen follow her commune, its council and a need, and some inhabitants the commune and the council."""
    if "tiznit" not in spaces:
        return
    slug = spaces["tiznit"].commune.slug
    need = Need.objects.filter(space=spaces["tiznit"], visibility="visible").earliest("pk")
    for person in [accounts["citizen"], *inhabitants[:6]]:
        for kind in ("commune", "council"):
            notices.follow(kind, slug, by=person)
    for kind, key in (("need", str(need.pk)), ("theme", f"{need.theme}@{slug}")):
        notices.follow(kind, key, by=accounts["citizen"])
