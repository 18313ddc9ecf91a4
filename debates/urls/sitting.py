"""Addresses of sittings, their floor and polls."""

from django.urls import path

from debates.views import console, presiding, projector, sitting

urlpatterns = [
    path("sittings/<int:pk>/", sitting.room_page, name="room"),
    path("sittings/<int:pk>/mine/", sitting.mine, name="mine"),
    path("sittings/<int:pk>/attend/", sitting.attend, name="attend"),
    path("sittings/<int:pk>/floor/", sitting.ask, name="ask"),
    path("sittings/<int:pk>/say/", sitting.say, name="say"),
    path("sittings/<int:pk>/counts/", sitting.counts, name="counts"),
    path("sittings/<int:pk>/projector/", projector.projector, name="projector"),
    path("sittings/<int:pk>/console/", console.console, name="console"),
    path("sittings/<int:pk>/console/desk/", console.desk, name="desk"),
    path("sittings/<int:pk>/console/talk/", console.talk, name="talk"),
    path("sittings/<int:pk>/said/<int:number>/<slug:action>/", console.moderate, name="moderate"),
    path("sittings/<int:pk>/moves/<slug:action>/", presiding.move, name="sitting-move"),
    path("sittings/<int:pk>/settings/", presiding.adjust, name="sitting-settings"),
    path("sittings/<int:pk>/point/", presiding.call_point, name="call-point"),
    path("sittings/<int:pk>/hall/<slug:what>/", presiding.hall, name="hall"),
    path("sittings/<int:pk>/handover/", presiding.handover, name="handover"),
    path("sittings/<int:pk>/polls/new/", presiding.poll_new, name="poll-new"),
    path("floor/<int:pk>/<slug:action>/", sitting.floor_move, name="floor-move"),
    path("polls/<int:pk>/vote/", sitting.vote, name="poll-vote"),
    path("polls/<int:pk>/hall/", presiding.poll_hall, name="poll-hall"),
    path("polls/<int:pk>/moves/<slug:action>/", presiding.poll_move, name="poll-move"),
]
