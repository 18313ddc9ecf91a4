"""Addresses of the app's pages."""

from django.urls import path

from territories import views

app_name = "territories"
urlpatterns = [
    path("communes/", views.search, name="search"),
    path("communes/here/", views.here, name="here"),
    path("communes/options/", views.options, name="options"),
    path("territories/<slug:slug>/", views.detail, name="detail"),
    path("territories/<slug:slug>/outline.json", views.outline, name="outline"),
]
