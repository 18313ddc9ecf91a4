"""Addresses of the app's pages."""

from django.urls import path

from equality.views import bodies, opinions, writing

app_name = "equality"
urlpatterns = [
    path("councils/<slug:slug>/equality/", bodies.body, name="body"),
    path("councils/<slug:slug>/equality/set-up/", bodies.set_up, name="set-up"),
    path("councils/<slug:slug>/equality/call/", bodies.call, name="call"),
    path("councils/<slug:slug>/equality/members/new/", bodies.member, name="member-new"),
    path("councils/<slug:slug>/equality/members/<int:pk>/end/", bodies.member_end, name="member-end"),
    path("councils/<slug:slug>/equality/atom.xml", opinions.atom, name="atom"),
    path("councils/<slug:slug>/equality/ask/", writing.ask, name="ask"),
    path("councils/<slug:slug>/equality/propose/", writing.propose, name="propose"),
    path("opinions/<int:pk>/", opinions.detail, name="opinion"),
    path("opinions/<int:pk>/opinion-<str:language>.pdf", opinions.as_pdf, name="opinion-pdf"),
    path("opinions/<int:pk>/write/", writing.write, name="write"),
    path("opinions/<int:pk>/rapporteur/", writing.rapporteur, name="rapporteur"),
    path("opinions/<int:pk>/adopt/", writing.adopt, name="adopt"),
    path("opinions/<int:pk>/moves/<slug:action>/", writing.move, name="opinion-move"),
    path("sessions/<int:pk>/opinions/", opinions.of_session, name="of-session"),
]
