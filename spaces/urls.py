"""Addresses of the app's pages."""

from django.urls import path

from spaces.views import charter, home, manage, people, vouching

app_name = "spaces"
urlpatterns = [
    path("coordination/", manage.coordination, name="coordination"),
    path("coordination/<slug:slug>/", manage.prepare, name="prepare"),
    path("spaces/", home.index, name="list"),
    path("spaces/<slug:slug>/", home.detail, name="detail"),
    path("spaces/<slug:slug>/charter/", charter.charter, name="charter"),
    path("spaces/<slug:slug>/charter/edit/", charter.edit, name="charter-edit"),
    path("spaces/<slug:slug>/join/", charter.join, name="join"),
    path("spaces/<slug:slug>/leave/", charter.leave, name="leave"),
    path("spaces/<slug:slug>/members/", people.members, name="members"),
    path("spaces/<slug:slug>/members/appoint/", people.appoint, name="appoint"),
    path("spaces/<slug:slug>/members/<int:pk>/end/", people.end_role, name="end-role"),
    path("spaces/<slug:slug>/manage/", manage.manage, name="manage"),
    path("spaces/<slug:slug>/vouch/", vouching.vouch, name="vouch"),
    path("spaces/<slug:slug>/moves/<slug:action>/", manage.move, name="move"),
]
