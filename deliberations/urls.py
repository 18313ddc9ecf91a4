"""Addresses of the app's pages."""

from django.http import Http404
from django.urls import path


def nothing(request, **kwargs):
    raise Http404


app_name = "deliberations"
urlpatterns = [
    path("sessions/<int:pk>/", nothing, name="session"),
    path("sittings/<int:pk>/", nothing, name="sitting"),
    path("decisions/<slug:address>/", nothing, name="decision"),
]
