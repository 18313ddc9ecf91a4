"""Addresses of projects."""

from django.urls import path

from programmes.views import following, planning, project

urlpatterns = [
    path("projects/<int:pk>/", project.project, name="project"),
    path("projects/<int:pk>/edit/", planning.project_edit, name="project-edit"),
    path("projects/<int:pk>/remove/", planning.project_remove, name="project-remove"),
    path("projects/<int:pk>/budget/add/", planning.line_add, name="line-add"),
    path("projects/<int:pk>/budget/<int:key>/", planning.line_edit, name="line-edit"),
    path("projects/<int:pk>/budget/<int:key>/remove/", planning.line_remove, name="line-remove"),
    path("projects/<int:pk>/budget/<int:key>/spend/", following.spend, name="spend"),
    path("projects/<int:pk>/origins/", planning.origin, name="origin"),
    path("projects/<int:pk>/origins/<int:key>/remove/", planning.origin_remove, name="origin-remove"),
    path("projects/<int:pk>/follow-up/", following.follow_up, name="follow-up"),
    path("projects/<int:pk>/moves/<slug:action>/", following.move, name="project-move"),
    path("projects/<int:pk>/milestones/add/", following.milestone_add, name="milestone-add"),
    path("projects/<int:pk>/milestones/<int:key>/<slug:act>/", following.milestone_act, name="milestone-act"),
    path("projects/<int:pk>/indicators/add/", following.indicator_add, name="indicator-add"),
    path("projects/<int:pk>/indicators/<int:key>/remove/", following.indicator_remove, name="indicator-remove"),
    path("projects/<int:pk>/indicators/<int:key>/measure/", following.measure, name="measure"),
    path("projects/<int:pk>/confirm/", following.confirm, name="confirm"),
    path("projects/<int:pk>/contest/", following.contest, name="contest"),
    path("projects/follow-ups/<int:pk>/<slug:part>/", project.evidence, name="evidence"),
    path("projects/measures/<int:pk>/<slug:part>/", project.measure_evidence, name="measure-evidence"),
]
