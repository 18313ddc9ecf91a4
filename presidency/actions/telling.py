"""Who follows a council is told what its president signs and what is asked of him."""

from collections.abc import Callable

from accounts.models import User
from councils.models import Council, Mandate
from notices.actions import tell_followers
from notices.enums import Topic


def tell_everyone(
    council: Council,
    *,
    key: str,
    text: Callable[[], str],
    url: str,
    by: User,
    theme: str = "",
    mandate: Mandate | None = None,
) -> None:
    """Tell whoever follows a council (a theme, a person with a mandate) what everyone reads from now on."""
    topics = [(Topic.THEME, theme)] if theme else []
    topics += [(Topic.MANDATE, str(mandate.pk))] if mandate else []
    tell_followers(
        (Topic.COUNCIL, council.territory.slug),
        topics=topics,
        key=key,
        text=text,
        url=url,
        commune=council.territory_id,
        but=by,
    )
