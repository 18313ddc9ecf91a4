"""Addresses of the app's pages."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.found, name="found"),
    path("search/description.xml", views.description, name="description"),
]
