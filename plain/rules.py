"""Who may record help, take it away, and write what is easy to read."""

import rules

from spaces.queries import roles_of


@rules.predicate
def coordinates(user, _thing=None):
    """Coordinates a territory for the Lab."""
    return bool(roles_of(user).codes)


@rules.predicate
def facilitates(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def moderates_its_space(user, recording):
    """Moderates the space whose recording it is; coordinates, for one of the Lab's."""
    if recording is None:
        return False
    if recording.space_id is None:
        return coordinates(user)
    return user.has_perm("spaces.moderate_space", recording.space)


@rules.predicate
def facilitates_its_space(user, thread):
    """Facilitates the space of the discussion."""
    return thread is not None and user.has_perm("spaces.facilitate_space", thread.space)


rules.add_perm("plain.record_for_lab", coordinates)
# Asked of a space.
rules.add_perm("plain.record_for_space", facilitates)
# Asked of a recording.
rules.add_perm("plain.remove_recording", moderates_its_space)
# Asked of a thread.
rules.add_perm("plain.write_easy_text", facilitates_its_space)
