"""Reads of courses, groups and coaching: who sees which, lists."""

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.timezone import now

from spaces.enums import Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of
from training.enums import CohortState, CourseState

FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}
SHAPES = tuple(unread_of("space__commune"))


def facilitated(user) -> Q:
    """Return the condition that `user` facilitates the space of a row, or coordinates its commune."""
    roles = roles_of(user)
    held = [pk for pk, names in roles.by_space.items() if names & FACILITATING]
    return Q(space__in=held) | under(roles.codes, "space__commune__code")


def of_the_lab(user) -> Q:
    """Return the condition that a row is the Lab's and `user` acts for it: a coordinator of any territory."""
    return Q(space__isnull=True) if roles_of(user).codes else Q(pk__in=[])


class CourseQuerySet(models.QuerySet):
    def public(self):
        """Published, of the Lab or of a space that was opened."""
        return self.filter(Q(space__isnull=True) | ~Q(space__state=SpaceState.DRAFT), state=CourseState.PUBLISHED)

    def visible_to(self, user):
        """Public ones for everyone; the others for the facilitators of their space, the Lab's for coordinators."""
        if user.is_active and user.is_superuser:
            return self
        public = Q(state=CourseState.PUBLISHED) & (Q(space__isnull=True) | ~Q(space__state=SpaceState.DRAFT))
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | facilitated(user) | of_the_lab(user))

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return self.for_page().defer("about_ar", "about_fr", "folded", *SHAPES).fetch_mode(models.FETCH_RAISE)

    def for_page(self):
        """With the space and its commune, and the number of lessons."""
        lessons = Count("modules__lessons", distinct=True)
        return self.select_related("space__commune").defer("folded", *SHAPES).annotate(lesson_count=lessons)

    def for_role(self, role: str):
        """Those that are recommended for a role (`training.enums.ForRole`)."""
        return self.filter(roles__contains=[role])

    def locked(self):
        return self.select_related("space__commune").select_for_update(of=("self",), no_key=True)


class LessonQuerySet(models.QuerySet):
    def visible_to(self, user):
        courses = self.model.module.field.related_model.course.field.related_model.objects
        return self.filter(module__course__in=courses.visible_to(user))


class MediaQuerySet(models.QuerySet):
    def visible_to(self, user):
        lessons = self.model.lesson.field.related_model
        return self.filter(lesson__in=lessons.objects.visible_to(user))


class CohortQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All but drafts for everyone; drafts for their trainer and those who lead them."""
        if user.is_active and user.is_superuser:
            return self
        shown = ~Q(state=CohortState.DRAFT) & (Q(space__isnull=True) | ~Q(space__state=SpaceState.DRAFT))
        if not user.is_authenticated:
            return self.filter(shown)
        return self.filter(shown | Q(trainer=user) | facilitated(user) | of_the_lab(user))

    def for_list(self):
        """With what a card shows: its course, its space, its first moment; anything else read from a row raises."""
        return self.for_page().defer(*SHAPES, "course__about_ar", "course__about_fr").fetch_mode(models.FETCH_RAISE)

    def for_page(self):
        """With the course, the space, the trainer, and `starts_at`, `places` and `taken`, read in the same query."""
        return (
            self.select_related("course__space__commune", "space__commune", "trainer")
            .defer("course__folded", *SHAPES, *(f"course__{shape}" for shape in SHAPES))
            .annotate(
                starts_at=Min("sessions__starts_at"),
                places=Min("sessions__capacity"),
                taken=Count(
                    "registrations",
                    filter=Q(registrations__has_place=True, registrations__left_at__isnull=True),
                    distinct=True,
                ),
            )
        )

    def to_come(self):
        """Open ones that have a session to come."""
        sessions = self.model.sessions.rel.related_model.objects.filter(cohort=OuterRef("pk"), ends_at__gt=now())
        return self.filter(Exists(sessions), state=CohortState.OPEN)

    def locked(self):
        return self.select_for_update(of=("self",), no_key=True)


class RegistrationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_at__isnull=True)

    def seated(self):
        """Those who have a place."""
        return self.current().filter(has_place=True)

    def waiting(self):
        """Those who wait for one, in their order."""
        return self.current().filter(has_place=False).order_by("pk")


class CoachingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Coaching is read by its coach while it lasts, and by the space's facilitators. Nobody else: not by a
        coordinator, and not by the administration.
        """
        if not user.is_authenticated:
            return self.none()
        held = [pk for pk, names in roles_of(user).by_space.items() if Role.FACILITATOR in names]
        return self.filter(Q(space__in=held) | Q(coach=user, ended_at__isnull=True))

    def current(self):
        return self.filter(ended_at__isnull=True)
