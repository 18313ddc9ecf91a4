"""What an automatic rule holds back of a publication or an offer that everyone would read (`moderation.screening`)."""

from accounts.models import User
from moderation.actions import hold_by_rule
from moderation.screening import screen, words_of
from networks.models import Offer, Publication


def hold_if_a_rule_says_so(row: Publication | Offer, by: User) -> bool:
    """Hold back what was just written until the Lab has read it, and tell whether it was.

    Networks are of no space: the words are those of everywhere. Whoever looks after networks is never held.
    """
    name = row._meta.model_name
    if row.visibility != "visible" or by.has_perm(f"networks.moderate_{name}", row):
        return False
    rule = screen(f"{row.title}\n{row.text}", by=by, listed=words_of(None))
    if rule is None:
        return False
    hold_by_rule(name, row, rule)
    row.refresh_from_db(fields=["visibility"])
    return True
