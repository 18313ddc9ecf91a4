"""Addresses of the app's pages."""

from django.urls import path

from resources.views import letters, lists, reading, register, writing

app_name = "resources"
urlpatterns = [
    path("resources/", reading.bank, name="bank"),
    path("resources/new/", writing.begin, name="new"),
    path("resources/mine/", lists.mine, name="mine"),
    path("resources/kept/", lists.kept, name="kept"),
    path("resources/reading/", lists.reading, name="reading"),
    path("resources/reading/<slug:name>/", lists.reading_for, name="reading-for"),
    path("resources/feed/", register.feed, name="feed"),
    path("resources/open-data/", register.dictionary, name="open-data"),
    path("resources/<int:pk>/", reading.detail, name="detail"),
    path("resources/<int:pk>/file/", reading.file, name="file"),
    path("resources/<int:pk>/versions/", reading.versions, name="versions"),
    path("resources/<int:pk>/versions/<int:number>/", reading.version, name="version"),
    path("resources/<int:pk>/versions/<int:number>/file/", reading.version_file, name="version-file"),
    path("resources/<int:pk>/fill/", letters.fill, name="fill"),
    path("resources/<int:pk>/edit/", writing.edit, name="edit"),
    path("resources/<int:pk>/discard/", writing.discard, name="discard"),
    path("resources/<int:pk>/review/", writing.review, name="review"),
    path("resources/<int:pk>/moves/<slug:action>/", writing.move, name="move"),
    path("resources/<int:pk>/keep/", lists.keep, name="keep"),
    path("resources/<int:pk>/drop/", lists.drop, name="drop"),
    path("spaces/<slug:slug>/resources/", reading.in_space, name="list"),
    path("spaces/<slug:slug>/resources/latest/", reading.latest, name="in-space"),
    path("spaces/<slug:slug>/resources/feed/", register.feed_of_space, name="space-feed"),
    path("spaces/<slug:slug>/resources/new/", writing.begin_in_space, name="space-new"),
    path("associations/<int:pk>/resources/", reading.of_association, name="of-association"),
    path("associations/<int:pk>/resources/new/", writing.begin_for_association, name="association-new"),
]
