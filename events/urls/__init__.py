"""Addresses of events, one list for each purpose."""

from django.urls import path

from events.views import reading

app_name = "events"
urlpatterns = [
    path("events/<int:pk>/", reading.detail, name="detail"),
    path("events/<int:pk>/programme/", reading.programme, name="programme"),
    path("events/<int:pk>/notes/", reading.notes, name="notes"),
    path("events/<int:pk>/stands/<int:key>/", reading.stand, name="stand"),
]
