"""Addresses of the app: reading, preparing, projects; one list for each."""

from programmes.urls import programmes, projects

app_name = "programmes"
urlpatterns = [*programmes.urlpatterns, *projects.urlpatterns]
