"""Who may see and say what about the figures."""

import rules

from councils.queries import current_mandates
from councils.rules import mandates_in, signs
from spaces.queries import roles_of


@rules.predicate
def is_published(user, snapshot):
    """The figures are of a public edition."""
    return snapshot is not None and snapshot.edition.is_public


@rules.predicate
def is_of_its_council(user, snapshot):
    """Holds any mandate today in the council whose figures they are."""
    return snapshot is not None and any(one.council_id == snapshot.council_id for one in current_mandates(user))


@rules.predicate
def signs_for_its_council(user, snapshot):
    """May sign today for the council whose figures they are."""
    return snapshot is not None and any(signs(one) for one in mandates_in(snapshot.council_id, user))


@rules.predicate
def coordinates(user, _obj=None):
    """Coordinates any territory."""
    return bool(roles_of(user).codes)


rules.add_perm("observatory.view_snapshot", is_published | is_of_its_council)
rules.add_perm("observatory.comment_snapshot", signs_for_its_council)
rules.add_perm("observatory.use_lab", coordinates)
