"""Addresses of the app's pages."""

from django.urls import path

from spaces.views import association, belonging, charter, directory, home, manage, people, vouching

app_name = "spaces"
urlpatterns = [
    path("associations/", directory.directory, name="directory"),
    path("associations/feed/", directory.atom, name="associations-atom"),
    path("associations/open-data/", directory.dictionary, name="associations-data"),
    path("associations/start/", belonging.start, name="association-start"),
    path("associations/mine/", belonging.mine, name="my-associations"),
    path("associations/new/", association.register, name="association-new"),
    path("associations/<int:pk>/", association.detail, name="association"),
    path("associations/<int:pk>/edit/", association.edit, name="association-edit"),
    path("associations/<int:pk>/branches/", association.branches, name="association-branches"),
    path("associations/<int:pk>/papers/", association.add_paper, name="paper-add"),
    path("associations/papers/<int:pk>/", association.paper, name="paper"),
    path("associations/papers/<int:pk>/check/", association.check_paper, name="paper-check"),
    path("associations/papers/<int:pk>/remove/", association.remove_paper, name="paper-remove"),
    path("associations/<int:pk>/people/", belonging.people, name="association-people"),
    path("associations/<int:pk>/people/invite/", belonging.invite, name="association-invite"),
    path("associations/places/<int:pk>/accept/", belonging.accept, name="place-accept"),
    path("associations/places/<int:pk>/decline/", belonging.decline, name="place-decline"),
    path("associations/places/<int:pk>/end/", belonging.end, name="place-end"),
    path("associations/places/<int:pk>/position/", belonging.position, name="place-position"),
    path("associations/places/<int:pk>/hand-over/", belonging.hand_over, name="hand-over"),
    path("associations/hand-overs/<int:pk>/", belonging.answer, name="hand-over-answer"),
    path("coordination/", manage.coordination, name="coordination"),
    path("coordination/<slug:slug>/", manage.prepare, name="prepare"),
    path("spaces/", home.index, name="list"),
    path("spaces/<slug:slug>/", home.detail, name="detail"),
    path("spaces/<slug:slug>/associations/", directory.in_space, name="associations"),
    path("spaces/<slug:slug>/charter/", charter.charter, name="charter"),
    path("spaces/<slug:slug>/charter/edit/", charter.edit, name="charter-edit"),
    path("spaces/<slug:slug>/join/", charter.join, name="join"),
    path("spaces/<slug:slug>/leave/", charter.leave, name="leave"),
    path("spaces/<slug:slug>/members/", people.members, name="members"),
    path("spaces/<slug:slug>/members/appoint/", people.appoint, name="appoint"),
    path("spaces/<slug:slug>/members/<int:pk>/end/", people.end_role, name="end-role"),
    path("spaces/<slug:slug>/manage/", manage.manage, name="manage"),
    path("spaces/<slug:slug>/hand-over/", manage.hand_over, name="space-hand-over"),
    path("spaces/<slug:slug>/vouch/", vouching.vouch, name="vouch"),
    path("spaces/<slug:slug>/moves/<slug:action>/", manage.move, name="move"),
]
