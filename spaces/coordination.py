"""What a coordinator sees of the communes in her charge: their spaces, and what happens there."""

from councils.models import Answer, Council, Referral
from councils.queries import numbers_of
from spaces.models import Coordination, Space
from spaces.queries import UNREAD, roles_of, under
from territories.models import Territory

MOST_FOUND = 20  # communes


def coordination_of(user, words: str = "") -> dict:
    """Return the territories that `user` coordinates, their spaces with the numbers of their councils, and the communes
    without a space whose name may be `words`. A fixed number of queries; a superuser coordinates every territory."""
    spaces = list(Space.objects.coordinated_by(user).for_list())
    councils = list(
        Council.objects.filter(territory__in=[space.commune_id for space in spaces]).only("id", "territory_id")
    )
    numbers = numbers_of(councils, Referral.objects.all(), Answer.objects.all())
    by_commune = {council.territory_id: numbers[council.pk] for council in councils}
    held = Coordination.objects.filter(user=user, ended_at__isnull=True).select_related("territory")
    return {
        "territories": [one.territory for one in held.defer(*(f"territory__{one}" for one in UNREAD))],
        "rows": [(space, by_commune.get(space.commune_id)) for space in spaces],
        "found": find_communes(user, words) if words.strip() else [],
    }


def find_communes(user, words: str) -> list[Territory]:
    """Return the communes in a coordinator's charge that have no space yet and whose name may be `words`."""
    communes = Territory.objects.communes().search(words).filter(space__isnull=True)
    if not user.is_superuser:
        communes = communes.filter(under(roles_of(user).codes, "code"))
    return list(communes.for_list()[:MOST_FOUND])
