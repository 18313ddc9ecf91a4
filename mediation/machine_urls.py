"""Addresses that programs call, without a language."""

from django.urls import path

from mediation.views import doors

app_name = "doors"
urlpatterns = [
    path("doors/sms/", doors.sms, name="sms"),
    path("doors/whatsapp/", doors.whatsapp, name="whatsapp"),
]
