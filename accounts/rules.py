"""Who may do what about people."""

import rules
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from accounts.enums import Trust

SECOND_FACTOR_MEMORY = 60  # seconds for which "needs none" is remembered


def has_trust(level: Trust):
    """Return the predicate "her trust is at least `level`"."""

    def predicate(user, _thing=None):
        return bool(user.is_authenticated and user.is_active and user.trust >= level)

    predicate.__doc__ = f"A person whose level of trust is {level.name} ({int(level)}) or above."
    return rules.predicate(f"has_trust_{level.name.lower()}")(predicate)


@rules.predicate
def is_self(user, person):
    """The person herself."""
    return person is not None and user.is_authenticated and user.pk == person.pk


@rules.predicate
def is_agent(user, _person=None):
    """A member of the staff whose own identity was seen. The floor of spaces adds the agents of desks and
    associations.
    """
    return has_trust(Trust.SEEN)(user) and user.is_staff


@rules.predicate
def is_someone_else(user, person):
    """Anyone but the person herself; also when no person is named yet."""
    return person is None or user.pk != person.pk


@rules.predicate
def administers(user, _person=None):
    """A member of the staff of the house."""
    return user.is_staff and user.is_active


def is_staff(user) -> bool:
    """Tell whether the administration is open to this person."""
    return user.is_staff or user.is_superuser


def needs_second_factor(user) -> bool:
    """Tell whether what this person may do is too much for one factor (ASVS 5.0, 6.3.3).

    Asks the callables that `settings.SECOND_FACTOR_RULES` names, so that higher floors have their say. A "no" is
    remembered for a minute: a person who is given a role meets the second factor within that time.
    """
    key = f"no-second-factor:{user.pk}"
    if cache.get(key):
        return False
    needed = any(import_string(path)(user) for path in settings.SECOND_FACTOR_RULES)
    if not needed:
        cache.set(key, True, SECOND_FACTOR_MEMORY)
    return needed


# Higher floors widen these with `rules.set_perm`: desks and associations vouch too, facilitators give roles, moderators
# suspend, coordinators see who read files.
rules.add_perm("accounts.see_readings", administers)
rules.add_perm("accounts.suspend_user", administers & is_someone_else)
rules.add_perm("accounts.take_name", administers & is_someone_else)
# Only what moderators decide under a rule has an appeal: their floor says who has one.
rules.add_perm("accounts.appeal_suspension", rules.always_deny)
rules.add_perm("accounts.vouch_user", is_agent & is_someone_else)
rules.add_perm("accounts.look_for_user", is_agent)
rules.add_perm("accounts.view_user", is_self)
rules.add_perm("accounts.change_user", is_self)
