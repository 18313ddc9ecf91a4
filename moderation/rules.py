"""Who may do what in moderation. When is the workflow's and the actions' affair."""

import rules
from django.utils.timezone import now

from accounts.rules import administers, is_someone_else
from moderation.enums import Ground, SanctionKind
from moderation.models import Case, Sanction
from moderation.stories import space_of
from spaces.rules import is_system, roles_of


@rules.predicate
def moderates(user, case):
    """Moderates the space of the case; one that belongs to no space is the Lab's coordinators'."""
    if case is None:
        return False
    if case.space_id is None:
        return bool(roles_of(user).codes)
    return user.has_perm("spaces.moderate_space", case.space)


@rules.predicate
def moderates_space(user, space):
    """Moderates the space; without one, coordinates a territory for the Lab."""
    return bool(roles_of(user).codes) if space is None else user.has_perm("spaces.moderate_space", space)


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space, or coordinates it."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def is_the_author(user, case):
    """Wrote what the case is about."""
    return case is not None and user.is_authenticated and case.author_id == user.pk


@rules.predicate
def decided_it(user, case):
    """Took the first decision."""
    return case is not None and user.is_authenticated and case.decided_by_id == user.pk


@rules.predicate
def moderates_its_thing(user, mark):
    """Moderates the space of the thing in whose history the reason stands."""
    return mark is not None and moderates_space(user, space_of(mark.entry))


rules.add_perm("moderation.view_case", moderates | is_the_author)
# Nobody judges what she wrote herself, and nobody judges her own decision.
rules.add_perm("moderation.decide_case", moderates & ~is_the_author)
rules.add_perm("moderation.judge_appeal", moderates & ~is_the_author & ~decided_it)
rules.add_perm("moderation.appeal_case", is_the_author)
# Asked of the mark beside a reason.
rules.add_perm("moderation.moderate_note", moderates_its_thing | is_system)
# Asked of a space.
rules.add_perm("moderation.view_queue", moderates_space)
rules.add_perm("moderation.run_rota", facilitates_space)
rules.add_perm("moderation.keep_means", facilitates_space)


@rules.predicate
def put_her_on_this_step(user, person):
    """Has put the person on a step of the ladder that is a suspension, and that still runs."""
    if person is None or not user.is_authenticated:
        return False
    steps = Sanction.objects.filter(user=person, by=user, kind=SanctionKind.SUSPENSION, lifted_at__isnull=True)
    return steps.filter(until__gt=now()).exists()


@rules.predicate
def found_her_name_against_the_rules(user, person):
    """Has decided a case about something of the person's, because of the name that she shows."""
    if person is None or not user.is_authenticated or user.pk == person.pk:
        return False
    return Case.objects.filter(author=person, decided_by=user, ground=Ground.NAME).exists()


@rules.predicate
def is_on_a_step_that_runs(user, person):
    """The person herself, while a suspension of the ladder that she may appeal against runs."""
    if person is None or not user.is_authenticated or user.pk != person.pk:
        return False
    return Sanction.objects.filter(user=person, lifted_at__isnull=True, until__gt=now()).exists()


rules.set_perm("accounts.appeal_suspension", is_on_a_step_that_runs)
# The ladder suspends; when an appeal is won, the house lifts.
rules.set_perm("accounts.take_name", (administers & is_someone_else) | found_her_name_against_the_rules)
rules.set_perm("accounts.suspend_user", (administers & is_someone_else) | put_her_on_this_step | is_system)
