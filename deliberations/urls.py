"""Addresses of the app's pages."""

from django.urls import path

from deliberations.views import desk, doing, minutes, reading

app_name = "deliberations"
urlpatterns = [
    path("councils/<slug:slug>/sessions/", reading.of_council, name="of-council"),
    path("councils/<slug:slug>/sessions/calendar.ics", reading.calendar, name="calendar"),
    path("councils/<slug:slug>/sessions/do/<slug:name>/", doing.on_council, name="act-on-council"),
    path("councils/<slug:slug>/decisions/", reading.decisions, name="decisions"),
    path("councils/<slug:slug>/decisions/atom.xml", reading.atom, name="atom"),
    path("sessions/<int:pk>/", reading.session, name="session"),
    path("sessions/<int:pk>/desk/", desk.desk, name="desk"),
    path("sessions/<int:pk>/do/<slug:name>/", doing.on_session, name="act-on-session"),
    path("sessions/<int:pk>/minutes/", minutes.detail, name="minutes"),
    path("sessions/<int:pk>/minutes-<str:language>.pdf", minutes.file, name="minutes-pdf"),
    path("sessions/requests/<int:pk>/do/<slug:name>/", doing.on_request, name="act-on-request"),
    path("sessions/sittings/<int:pk>/", reading.sitting, name="sitting"),
    path("sessions/sittings/<int:pk>/do/<slug:name>/", doing.on_sitting, name="act-on-sitting"),
    path("sessions/points/<int:pk>/do/<slug:name>/", doing.on_item, name="act-on-item"),
    path("sessions/points/<int:pk>/report.pdf", reading.report, name="report"),
    path("sessions/documents/<int:pk>/", reading.document, name="document"),
    path("sessions/of/<int:pk>/", reading.of_referral, name="of-referral"),
    path("decisions/<slug:address>/", reading.decision, name="decision"),
    path("decisions/<slug:address>/do/<slug:name>/", doing.on_decision, name="act-on-decision"),
]
