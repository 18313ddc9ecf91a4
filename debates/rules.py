"""Who may do what in threads, debates and sittings. When is the workflow's and the actions' affair.

Nothing here asks the database for each object when the row came with its space and commune.
"""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from councils.rules import current_mandates
from debates.enums import Audience, DebateState, PollState, Visibility
from spaces.enums import STAFF, Role, SpaceState
from spaces.models import Space
from spaces.rules import has_role, is_signed_in, roles_of


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


def _space_of(obj):
    """Return the space of a thread, a contribution, a debate, a sitting, a floor request or a poll; a space's own."""
    if isinstance(obj, Space):
        return obj
    if hasattr(obj, "sitting"):
        obj = obj.sitting
    if hasattr(obj, "debate_id"):  # a sitting, a point
        obj = obj.debate
    if hasattr(obj, "thread_id") and not hasattr(obj, "space_id"):  # a contribution
        obj = obj.thread
    return obj.space


@rules.predicate
def moderates(user, obj):
    """May moderate the space it belongs to."""
    return obj is not None and user.has_perm("spaces.moderate_space", _space_of(obj))


@rules.predicate
def facilitates(user, obj):
    """May facilitate the space it belongs to."""
    return obj is not None and user.has_perm("spaces.facilitate_space", _space_of(obj))


@rules.predicate
def reports(user, obj):
    """A rapporteur of the space it belongs to."""
    return obj is not None and has_role(_space_of(obj), user, {Role.RAPPORTEUR})


@rules.predicate
def is_staff_of_its_space(user, debate):
    """Acts for the space of the debate."""
    return debate is not None and has_role(debate.space, user, STAFF)


@rules.predicate
def thread_is_public(user, thread):
    """The thread is visible, in a space that is not in preparation."""
    return thread is not None and thread.visibility == Visibility.VISIBLE and thread.space.state != SpaceState.DRAFT


@rules.predicate
def contribution_is_public(user, contribution):
    """The contribution is visible, in a public thread."""
    return (
        contribution is not None
        and contribution.visibility == Visibility.VISIBLE
        and thread_is_public(user, contribution.thread)
    )


@rules.predicate
def debate_is_public(user, debate):
    """The debate was announced, and its thread is public."""
    return debate is not None and debate.state != DebateState.DRAFT and thread_is_public(user, debate.thread)


@rules.predicate
def belongs_to_the_audience(user, thread):
    """The thread's audience includes her: everyone; residents of the commune; or members of the space.

    Whoever acts for the space, or holds a mandate in the commune's council, may always speak there.
    """
    if thread is None or not user.is_authenticated:
        return False
    if thread.audience == Audience.EVERYONE or roles_of(user).by_space.get(thread.space_id):
        return True
    if has_role(thread.space, user, STAFF):
        return True
    if thread.audience == Audience.RESIDENTS and user.commune_id == thread.space.commune_id:
        return True
    return any(mandate.council.territory_id == thread.space.commune_id for mandate in current_mandates(user))


@rules.predicate
def is_author(user, contribution):
    """The person who said it."""
    return contribution is not None and user.is_authenticated and contribution.author_id == user.pk


@rules.predicate
def is_the_one_who_asked(user, request):
    """The person who asked for the floor."""
    return request is not None and user.is_authenticated and request.user_id == user.pk


is_confirmed_person = has_trust(Trust.CONTACT)
can_view_thread = thread_is_public | moderates
can_view_debate = debate_is_public | is_staff_of_its_space
can_speak = is_confirmed_person & can_view_thread & belongs_to_the_audience


@rules.predicate
def can_view_its_debate(user, sitting):
    """Sees the debate of the sitting."""
    return sitting is not None and can_view_debate(user, sitting.debate)


@rules.predicate
def can_speak_in_it(user, contribution):
    """May speak in the contribution's thread, and sees the contribution."""
    return contribution is not None and can_speak(user, contribution.thread)


@rules.predicate
def can_speak_there(user, sitting):
    """May speak in the debate's thread."""
    return sitting is not None and can_view_debate(user, sitting.debate) and can_speak(user, sitting.debate.thread)


@rules.predicate
def can_view_its_sitting(user, thing):
    """Sees the sitting of a floor request or a poll."""
    return thing is not None and can_view_its_debate(user, thing.sitting)


@rules.predicate
def can_speak_in_its_sitting(user, thing):
    """May speak in the sitting of a poll."""
    return thing is not None and can_speak_there(user, thing.sitting)


@rules.predicate
def poll_is_shown(user, poll):
    """The poll has been opened."""
    return poll is not None and poll.state != PollState.DRAFT


# Asked of a thread.
rules.add_perm("debates.view_thread", can_view_thread)
rules.add_perm("debates.contribute", can_speak)
rules.add_perm("debates.moderate_thread", moderates)
rules.add_perm("debates.run_thread", is_system | moderates)
rules.add_perm("debates.relay_contribution", facilitates | reports)
# Asked of a contribution.
rules.add_perm("debates.view_contribution", contribution_is_public | is_author | moderates)
rules.add_perm("debates.react_to_contribution", contribution_is_public & can_speak_in_it)
rules.add_perm("debates.edit_contribution", is_author)
rules.add_perm("debates.withdraw_contribution", is_author)
rules.add_perm("debates.transcribe_contribution", is_author | moderates)
rules.add_perm("debates.moderate_contribution", moderates)
rules.add_perm("debates.pin_contribution", facilitates)
# Asked of a space.
rules.add_perm("debates.create_debate", facilitates)
# Asked of a debate.
rules.add_perm("debates.view_debate", can_view_debate)
rules.add_perm("debates.follow_debate", is_signed_in & can_view_debate)
rules.add_perm("debates.edit_debate", facilitates)
rules.add_perm("debates.run_debate", is_system | facilitates)
rules.add_perm("debates.conclude_debate", facilitates | reports)
# Asked of a sitting.
rules.add_perm("debates.view_sitting", can_view_its_debate)
rules.add_perm("debates.run_sitting", facilitates)
rules.add_perm("debates.attend_sitting", can_speak_there)
rules.add_perm("debates.ask_floor", can_speak_there)
# Asked of a floor request.
rules.add_perm("debates.view_floorrequest", can_view_its_sitting)
rules.add_perm("debates.run_floor", facilitates)
rules.add_perm("debates.yield_floor", facilitates | is_the_one_who_asked)
rules.add_perm("debates.withdraw_request", is_the_one_who_asked)
# Asked of a poll.
rules.add_perm("debates.view_poll", can_view_its_sitting & (poll_is_shown | facilitates))
rules.add_perm("debates.run_poll", facilitates)
rules.add_perm("debates.vote_in_poll", poll_is_shown & can_speak_in_its_sitting)
