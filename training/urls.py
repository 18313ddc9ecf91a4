"""Addresses of the app's pages."""

from django.urls import path

from training.views import building, choosing, coaching, groups, learning, reading, registering

app_name = "training"
urlpatterns = [
    # reading and learning
    path("training/", reading.catalogue, name="list"),
    path("training/mine/", reading.mine, name="mine"),
    path("training/for-role/", reading.for_role, name="for-role"),
    path("training/courses/<int:pk>/", reading.course, name="course"),
    path("training/lessons/<int:pk>/", reading.lesson, name="lesson"),
    path("training/media/<int:pk>/", reading.media, name="media"),
    path("training/courses/<int:pk>/quiz/", learning.quiz, name="quiz"),
    path("training/lessons/<int:pk>/read/", learning.read, name="read"),
    path("spaces/<slug:slug>/training/", reading.in_space, name="in-space"),
    # what a space offers and requires
    path("spaces/<slug:slug>/training/choose/", choosing.choose, name="choose"),
    path("spaces/<slug:slug>/training/offers/", choosing.offer, name="offer"),
    path("spaces/<slug:slug>/training/requirements/", choosing.require, name="require"),
    # writing courses
    path("training/courses/new/", building.create, name="create"),
    path("spaces/<slug:slug>/training/courses/new/", building.create_in_space, name="create-in-space"),
    path("training/courses/<int:pk>/edit/", building.build, name="build"),
    path("training/courses/<int:pk>/edit/words/", building.edit, name="edit"),
    path("training/courses/<int:pk>/edit/modules/new/", building.module_new, name="module-new"),
    path("training/courses/<int:pk>/edit/questions/new/", building.question_new, name="question-new"),
    path("training/modules/<int:pk>/edit/", building.module, name="module"),
    path("training/modules/<int:pk>/lessons/new/", building.lesson_new, name="lesson-new"),
    path("training/lessons/<int:pk>/edit/", building.lesson, name="lesson-edit"),
    path("training/lessons/<int:pk>/media/new/", building.media_new, name="media-new"),
    path("training/media/<int:pk>/remove/", building.media_remove, name="media-remove"),
    path("training/questions/<int:pk>/edit/", building.question, name="question"),
    path("training/<slug:kind>/<int:pk>/out/", building.out, name="out"),
    path("training/<slug:kind>/<int:pk>/up/", building.up, name="up"),
    path("training/courses/<int:pk>/moves/<slug:action>/", building.move, name="move"),
    # groups
    path("training/courses/<int:pk>/groups/new/", groups.create, name="cohort-new"),
    path("spaces/<slug:slug>/training/groups/new/<int:pk>/", groups.create_in_space, name="cohort-new-in-space"),
    path("training/groups/<int:pk>/", registering.cohort, name="cohort"),
    path("training/groups/<int:pk>/register/", registering.register, name="register"),
    path("training/groups/<int:pk>/leave/", registering.leave, name="leave"),
    path("training/groups/<int:pk>/edit/", groups.edit, name="cohort-edit"),
    path("training/groups/<int:pk>/sessions/new/", groups.session_new, name="session-new"),
    path("training/sessions/<int:pk>/edit/", groups.session, name="session"),
    path("training/sessions/<int:pk>/remove/", groups.session_remove, name="session-remove"),
    path("training/sessions/<int:pk>/attendance/", groups.attendance, name="attendance"),
    path("training/groups/<int:pk>/moves/<slug:action>/", groups.move, name="cohort-move"),
    # coaching
    path("spaces/<slug:slug>/coaching/", coaching.of_space, name="coachings"),
    path("training/coaching/<int:pk>/", coaching.notes, name="coaching"),
    path("training/coaching/<int:pk>/end/", coaching.end, name="coaching-end"),
    path("training/coaching/notes/<int:pk>/settle/", coaching.settle, name="settle"),
]
