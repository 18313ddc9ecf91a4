"""Addresses of the app: reading and writing documents; reading, writing and following plans; one list for each."""

from plans.urls import documents, plans

app_name = "plans"
urlpatterns = [*documents.urlpatterns, *plans.urlpatterns]
