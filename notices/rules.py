"""Who may read a notice: the person it was written to, and nobody else. Who may see the counts of what left."""

import rules


@rules.predicate
def is_recipient(user, notice):
    """The notice was written to this person."""
    return notice is not None and notice.is_shown and notice.user_id == user.pk


@rules.predicate
def is_operator(user):
    """May enter the administration."""
    return user.is_authenticated and user.is_active and user.is_staff


rules.add_perm("notices.view_notice", is_recipient)
rules.add_perm("notices.see_deliveries", is_operator)
