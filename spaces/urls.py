"""Addresses of the app's pages."""

from django.urls import path

from spaces.views import association, charter, home, manage, people, vouching

app_name = "spaces"
urlpatterns = [
    path("associations/mine/", association.mine, name="my-associations"),
    path("associations/new/", association.register, name="association-new"),
    path("associations/<int:pk>/", association.detail, name="association"),
    path("associations/<int:pk>/edit/", association.edit, name="association-edit"),
    path("associations/<int:pk>/branches/", association.branches, name="association-branches"),
    path("associations/<int:pk>/papers/", association.add_paper, name="paper-add"),
    path("associations/papers/<int:pk>/", association.paper, name="paper"),
    path("associations/papers/<int:pk>/check/", association.check_paper, name="paper-check"),
    path("associations/papers/<int:pk>/remove/", association.remove_paper, name="paper-remove"),
    path("coordination/", manage.coordination, name="coordination"),
    path("coordination/<slug:slug>/", manage.prepare, name="prepare"),
    path("spaces/", home.index, name="list"),
    path("spaces/<slug:slug>/", home.detail, name="detail"),
    path("spaces/<slug:slug>/associations/", association.in_space, name="associations"),
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
