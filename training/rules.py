"""Who may do what in training. When is the workflow's and the actions' affair.

Coaching notes are the one thing that no rule opens to a superuser: pages fetch them by `visible_to`, which has no
exception for her.
"""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from spaces.enums import Role, SpaceState
from spaces.rules import roles_of
from training.enums import CohortState, CourseState


@rules.predicate
def is_public(user, course):
    """Published, of the Lab or of a space that is not in preparation."""
    return (
        course is not None
        and course.state == CourseState.PUBLISHED
        and (course.space_id is None or course.space.state != SpaceState.DRAFT)
    )


@rules.predicate
def is_shown(user, cohort):
    """No draft, of the Lab or of a space that is not in preparation."""
    return (
        cohort is not None
        and cohort.state != CohortState.DRAFT
        and (cohort.space_id is None or cohort.space.state != SpaceState.DRAFT)
    )


@rules.predicate
def leads(user, thing):
    """Facilitates its space; what is the Lab's is led by whoever coordinates a territory."""
    if thing is None:
        return False
    if thing.space_id is None:
        return acts_for_lab.test(user)
    return user.has_perm("spaces.facilitate_space", thing.space)


@rules.predicate
def acts_for_lab(user, _obj=None):
    """Coordinates a territory: acts for the Lab."""
    return bool(roles_of(user).codes)


@rules.predicate
def facilitates(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def coordinates(user, space):
    """Coordinates the space's commune."""
    return space is not None and user.has_perm("spaces.coordinate_space", space)


@rules.predicate
def teaches(user, cohort):
    """Is the trainer of the group."""
    return cohort is not None and user.is_authenticated and cohort.trainer_id == user.pk


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account: it publishes the courses that come with Agraw."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def coaches(user, coaching):
    """Is the coach, and the coaching has not ended."""
    return coaching is not None and user.is_authenticated and coaching.coach_id == user.pk and coaching.ended_at is None


@rules.predicate
def is_its_facilitator(user, coaching):
    """Is a facilitator of the coached space; a coordinator is not."""
    return coaching is not None and Role.FACILITATOR in roles_of(user).by_space.get(coaching.space_id, set())


rules.add_perm("training.view_course", is_public | leads)
# Asked of a space, or of nothing for the Lab.
rules.add_perm("training.add_to_space", facilitates)
rules.add_perm("training.add_to_lab", acts_for_lab)
rules.add_perm("training.lead_course", leads)
rules.add_perm("training.publish_course", leads | is_system)
rules.add_perm("training.view_cohort", is_shown | teaches | leads)
rules.add_perm("training.lead_cohort", leads | teaches)
rules.add_perm("training.register", has_trust(Trust.CONTACT) & is_shown)
# What a space offers and requires: asked of the space.
rules.add_perm("training.choose_courses", facilitates)
rules.add_perm("training.view_coachings", facilitates)
rules.add_perm("training.appoint_coach", coordinates)
rules.add_perm("training.view_coaching", coaches | is_its_facilitator)
rules.add_perm("training.write_note", coaches)
