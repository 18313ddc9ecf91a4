"""Addresses of joint action plans."""

from django.urls import path

from plans.views import following, plan, planning

urlpatterns = [
    path("spaces/<slug:slug>/plans/begin/", planning.begin, name="begin"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
    path("plans/<int:pk>/plan.csv", plan.table, name="csv"),
    path("plans/<int:pk>/plan.json", plan.data, name="json"),
    path("plans/<int:pk>/plan.ics", plan.days, name="ics"),
    path("plans/<int:pk>/columns/", plan.dictionary, name="columns"),
    path("plans/<int:pk>/plan-<slug:language>.pdf", plan.paper, name="pdf"),
    path("plans/<int:pk>/edit/", planning.edit, name="edit"),
    path("plans/<int:pk>/discard/", planning.discard, name="discard"),
    path("plans/<int:pk>/moves/<slug:action>/", planning.move, name="move"),
    path("plans/<int:pk>/axes/add/", planning.axis_add, name="axis-add"),
    path("plans/<int:pk>/axes/<int:key>/", planning.axis_edit, name="axis-edit"),
    path("plans/<int:pk>/axes/<int:key>/remove/", planning.axis_remove, name="axis-remove"),
    path("plans/<int:pk>/axes/<int:key>/actions/add/", planning.action_add, name="action-add"),
    path("plans/actions/<int:pk>/", plan.action, name="action"),
    path("plans/actions/<int:pk>/edit/", planning.action_edit, name="action-edit"),
    path("plans/actions/<int:pk>/remove/", planning.action_remove, name="action-remove"),
    path("plans/actions/<int:pk>/origins/", planning.action_origin, name="action-origin"),
    path(
        "plans/actions/<int:pk>/origins/<int:key>/remove/", planning.action_origin_remove, name="action-origin-remove"
    ),
    path("plans/actions/<int:pk>/follow-up/", following.follow_up, name="follow-up"),
    path("plans/actions/<int:pk>/moves/<slug:action>/", following.move, name="action-move"),
    path("plans/actions/<int:pk>/milestones/add/", following.milestone_add, name="milestone-add"),
    path("plans/actions/<int:pk>/milestones/<int:key>/<slug:act>/", following.milestone_act, name="milestone-act"),
    path("plans/actions/<int:pk>/indicators/add/", following.indicator_add, name="indicator-add"),
    path("plans/actions/<int:pk>/indicators/<int:key>/remove/", following.indicator_remove, name="indicator-remove"),
    path("plans/actions/<int:pk>/indicators/<int:key>/measure/", following.measure, name="measure"),
    path("plans/follow-ups/<int:pk>/<slug:part>/", plan.evidence, name="evidence"),
    path("plans/measures/<int:pk>/<slug:part>/", plan.measure_evidence, name="measure-evidence"),
]
