"""Addresses of debates."""

from django.urls import path

from debates.views import debate, feeds, preparing

urlpatterns = [
    path("spaces/<slug:slug>/debates/", debate.listing, name="list"),
    path("spaces/<slug:slug>/debates/now/", debate.in_space, name="in-space"),
    path("spaces/<slug:slug>/debates/new/", preparing.create, name="create"),
    path("spaces/<slug:slug>/debates/calendar.ics", feeds.calendar_in_space, name="calendar-in-space"),
    path("debates/<int:pk>/", debate.detail, name="detail"),
    path("debates/<int:pk>/edit/", preparing.edit, name="edit"),
    path("debates/<int:pk>/moves/<slug:action>/", preparing.move, name="move"),
    path("debates/<int:pk>/agenda/", preparing.agenda, name="agenda"),
    path("debates/<int:pk>/agenda/<int:number>/", preparing.agenda_point, name="agenda-point"),
    path("debates/<int:pk>/agenda/<int:number>/move/", preparing.agenda_move, name="agenda-move"),
    path("debates/<int:pk>/documents/", preparing.documents, name="documents"),
    path("debates/<int:pk>/documents/<int:number>/", debate.document, name="document"),
    path("debates/<int:pk>/documents/<int:number>/remove/", preparing.remove_document, name="document-remove"),
    path("debates/<int:pk>/sittings/new/", preparing.plan, name="plan"),
    path("debates/<int:pk>/interest/", preparing.interest, name="interest"),
    path("debates/<int:pk>/atom.xml", feeds.atom, name="atom"),
    path("debates/<int:pk>/calendar.ics", feeds.calendar, name="calendar"),
    path("sittings/<int:pk>/plan/", preparing.replan, name="replan"),
    path("sittings/<int:pk>/cancel/", preparing.cancel, name="cancel"),
]
