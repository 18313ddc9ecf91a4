"""The pages of training: what a reader does there, what is refused in words, and what a list costs."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.training import CohortFactory, CourseFactory, right_answers
from tests.needs.files import mp4, wav
from training import actions
from training.enums import CourseState
from training.models import Coaching, Course, LessonRead, Progress, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


@pytest.fixture
def facilitator():
    return MembershipFactory(role="facilitator").user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory())
    return client


def test_a_visitor_reads_a_lesson_and_signs_in_for_the_quiz(client):
    course = CourseFactory()
    lesson = course.modules.get().lessons.get()
    assert "Texte de la leçon" in client.get(lesson.get_absolute_url().replace("/ar/", "/fr/")).text
    assert client.get(reverse("training:quiz", args=[course.pk])).status_code == 302
    draft = CourseFactory(state=CourseState.DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(draft.modules.get().lessons.get().get_absolute_url()).status_code == 404


def test_reading_and_answering_leads_to_a_certificate_without_a_script(signed_in):
    course = CourseFactory()
    lesson = course.modules.get().lessons.get()
    after = signed_in.post(reverse("training:read", args=[lesson.pk]))
    assert after.url == reverse("training:quiz", args=[course.pk])
    assert LessonRead.objects.count() == 1
    answers = right_answers(course)
    first, second = answers
    page = signed_in.post(after.url, {f"q{first}": answers[first]})
    assert page.status_code == 422
    assert page.text.count(" checked>") == 1  # what was ticked is kept
    assert Progress.objects.get().best is None
    page = signed_in.post(after.url, {f"q{first}": answers[first], f"q{second}": "x"})
    assert page.status_code == 422
    page = signed_in.post(after.url, {f"q{key}": right for key, right in answers.items()})
    assert page.status_code == 200
    assert reverse("training:mine") in page.text
    assert (
        "certificate-" in signed_in.get(reverse("training:mine")).text
        or ".pdf" in signed_in.get(reverse("training:mine")).text
    )


def test_nobody_else_reads_a_score(client, facilitator, space):
    cohort = CohortFactory(space=space, trainer=facilitator)
    person = UserFactory(display_name="Canarylearner")
    actions.register(cohort, by=person)
    actions.take_quiz(cohort.course, right_answers(cohort.course), by=person)
    client.force_login(facilitator)
    page = client.get(cohort.get_absolute_url())
    assert "Canarylearner" in page.text
    words = re.sub(r"<[^>]*>", " ", page.text).replace(facilitator.public_name, "")
    assert not re.search(r"(?<!\d)100(?!\d)", words)
    client.force_login(UserFactory())
    assert "Canarylearner" not in client.get(cohort.get_absolute_url()).text


def test_a_course_is_written_on_its_pages(client, facilitator, space):
    client.force_login(facilitator)
    said = {
        "title_ar": "تكوين", "title_fr": "Formation", "about_ar": "عن", "about_fr": "À propos", "roles": ["treasurer"],
        "minutes": 60, "proof": "quiz", "pass_mark": 70, "attendance": 75, "licence": "cc-by-4.0",
        "review_on": (localdate() + datetime.timedelta(days=90)).isoformat(),
    }  # fmt: skip
    new = reverse("training:create-in-space", args=[space.commune.slug])
    assert client.post(new, said | {"title_fr": ""}).status_code == 422
    assert client.post(new, said).status_code == 302
    course = Course.objects.get()
    titles = {"title_ar": "وحدة", "title_fr": "Module"}
    client.post(reverse("training:module-new", args=[course.pk]), titles)
    texts = {"text_ar": "نص", "text_fr": "Texte"}
    client.post(reverse("training:lesson-new", args=[course.modules.get().pk]), titles | texts)
    lesson = course.modules.get().lessons.get()
    media = reverse("training:media-new", args=[lesson.pk])
    film = {"kind": "video", "language": "ar", "transcript": "ما قيل"}
    refused = client.post(media, film | {"file": SimpleUploadedFile("a.mp4", wav(1))})
    assert refused.status_code == 422
    assert "ما قيل" in refused.text
    assert client.post(media, film | {"file": SimpleUploadedFile("a.mp4", mp4(2, b"vide"))}).status_code == 302
    question = {
        "kind": "single", "text_ar": "سؤال", "text_fr": "Question", "why_ar": "لأن", "why_fr": "Parce que",
        "option_1_ar": "أ", "option_1_fr": "A", "option_2_ar": "ب", "option_2_fr": "B",
    }  # fmt: skip
    asked = reverse("training:question-new", args=[course.pk])
    assert client.post(asked, question).status_code == 422
    assert client.post(asked, question | {"right_2": "on"}).status_code == 302
    assert client.post(reverse("training:move", args=[course.pk, "publish"])).status_code == 302
    course.refresh_from_db()
    assert (course.state, course.version) == ("published", 1)
    path = reverse("training:media", args=[lesson.media.get().pk])
    part = client.get(path, headers={"Range": "bytes=0-3"})
    assert (part.status_code, len(part.content)) == (206, 4)
    assert b"".join(client.get(path).streaming_content) == lesson.media.get().file.read()


def test_a_facilitator_elsewhere_and_a_moderator_write_nothing(client, space):
    course = CourseFactory(space=space)
    for user in (MembershipFactory(role="facilitator").user, MembershipFactory(space=space, role="moderator").user):
        client.force_login(user)
        assert client.get(reverse("training:build", args=[course.pk])).status_code == 403
        assert (
            client.post(reverse("training:offer", args=[space.commune.slug]), {"course": course.pk}).status_code == 403
        )


def test_a_group_is_prepared_joined_and_marked_on_its_pages(client, facilitator, space):
    course = CourseFactory()
    client.force_login(facilitator)
    new = reverse("training:cohort-new-in-space", args=[space.commune.slug, course.pk])
    made = client.post(new, {"title_ar": "مجموعة", "title_fr": "Groupe", "contact": ""})
    cohort = course.cohorts.get()
    assert made.url == reverse("training:session-new", args=[cohort.pk])
    start = localdate() + datetime.timedelta(days=1)
    session = {"starts_at": f"{start}T18:00", "ends_at": f"{start}T17:00", "place": "دار الشباب", "capacity": 1}
    assert client.post(made.url, session).status_code == 422
    assert client.post(made.url, session | {"ends_at": f"{start}T20:00"}).status_code == 302
    client.post(reverse("training:cohort-move", args=[cohort.pk, "open"]))
    for person in (UserFactory(), UserFactory()):
        client.force_login(person)
        assert client.post(reverse("training:register", args=[cohort.pk])).status_code == 302
    assert list(Registration.objects.order_by("pk").values_list("has_place", flat=True)) == [True, False]
    client.force_login(facilitator)
    with time_machine.travel(cohort.sessions.get().starts_at + datetime.timedelta(minutes=1)):
        client.force_login(facilitator)
        seated = Registration.objects.get(has_place=True)
        attendance = reverse("training:attendance", args=[cohort.sessions.get().pk])
        assert client.get(attendance).status_code == 200
        client.post(attendance, {"present": [seated.pk, "x", "9" * 30]})
    assert seated.attendances.count() == 1


def test_a_space_chooses_what_it_requires(client, facilitator, space):
    course = CourseFactory()
    client.force_login(facilitator)
    page = reverse("training:choose", args=[space.commune.slug])
    sent = {"course": course.pk, "role": ["moderator", "desk"]}
    client.post(reverse("training:require", args=[space.commune.slug]), sent)
    client.post(reverse("training:offer", args=[space.commune.slug]), {"course": course.pk, "on": "1"})
    assert client.get(page).text.count(" checked>") == 2
    client.post(reverse("training:require", args=[space.commune.slug]), {"course": course.pk, "role": ["desk"]})
    assert list(space.required_courses.values_list("role", flat=True)) == ["desk"]
    client.logout()
    assert course.title_fr in client.get(f"/fr/spaces/{space.commune.slug}/training/").text


def test_the_role_a_person_holds_comes_first(client, facilitator):
    CourseFactory(title_fr="Pour le bureau", roles=["treasurer"])
    course = CourseFactory(title_fr="Pour animer")
    client.force_login(facilitator)
    page = client.get("/fr/training/for-role/")
    assert course.title_fr in page.text
    assert "Pour le bureau" not in page.text
    assert "Pour le bureau" in client.get("/fr/training/for-role/?role=treasurer").text


def test_coaching_notes_open_to_the_coach_and_a_facilitator_alone(client):
    space = SpaceFactory()
    coordinator = MembershipFactory(space=space, role="coordinator").user
    facilitator = MembershipFactory(space=space, role="facilitator").user
    coach = UserFactory(phone="+212611223344")
    client.force_login(coordinator)
    named = client.post(reverse("training:coachings", args=[space.commune.slug]), {"contact": "0611223344"})
    coaching = Coaching.objects.get()
    assert named.status_code == 302
    path = coaching.get_absolute_url()
    note = {"on": localdate().isoformat(), "subject": "سر", "text": "canarycoaching", "next_step": "خطوة"}
    client.force_login(coach)
    assert client.post(path, note).status_code == 302
    superuser, stranger = UserFactory(is_superuser=True), UserFactory()
    statuses = {coach: 200, facilitator: 200, coordinator: 404, superuser: 404, stranger: 404}
    for user, status in statuses.items():
        client.force_login(user)
        assert client.get(path).status_code == status
    client.force_login(facilitator)
    assert client.post(path, note).status_code == 403
    client.post(reverse("training:settle", args=[coaching.notes.get().pk]), {"done": "1"})
    assert coaching.notes.get().done_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    space = SpaceFactory()
    for _number in range(count):
        course = CourseFactory(space=space)
        CohortFactory(course=course, space=space)
        actions.offer(space, course, by=MembershipFactory(space=space, role="facilitator").user)
    client.get("/fr/training/")
    with django_assert_num_queries(2):
        assert client.get("/fr/training/").text.count("card-link") == 2 * count
    with django_assert_num_queries(5):
        client.get(f"/fr/spaces/{space.commune.slug}/training/")
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/courses/").json()["results"]) == count


def test_programs_read_published_courses_with_their_lessons_and_no_quiz(client):
    course = CourseFactory(title_fr="Lire le budget", folded="lire le budget")
    draft = CourseFactory(state=CourseState.DRAFT)
    found = client.get("/api/v1/courses/?role=facilitator&q=budget").json()["results"]
    assert [one["id"] for one in found] == [course.pk]
    assert client.get("/api/v1/courses/?author=1").status_code == 400
    one = client.get(f"/api/v1/courses/{course.pk}/").json()
    assert one["modules"][0]["lessons"][0]["text_fr"] == "Texte de la leçon"
    assert "Question 1" not in str(one)
    assert client.get(f"/api/v1/courses/{draft.pk}/").status_code == 404
    assert client.post("/api/v1/courses/", {}).status_code in {401, 403, 405}
