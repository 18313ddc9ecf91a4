"""Who may read a notice: the person it was written to, and nobody else."""

import rules


@rules.predicate
def is_recipient(user, notice):
    """The notice was written to this person."""
    return notice is not None and notice.is_shown and notice.user_id == user.pk


rules.add_perm("notices.view_notice", is_recipient)
