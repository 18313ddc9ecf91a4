"""Addresses of the pages about needs."""

from django.urls import path

from needs.views import acting, reading, writing

app_name = "needs"
urlpatterns = [
    path("needs/latest/", reading.latest, name="latest"),
    path("needs/<int:pk>/", reading.detail, name="detail"),
    path("needs/<int:pk>/join/", acting.join, name="join"),
    path("needs/<int:pk>/leave/", acting.leave, name="leave"),
    path("needs/<int:pk>/moves/<slug:action>/", acting.move, name="move"),
    path("needs/<int:pk>/merge/", acting.merge, name="merge"),
    path("needs/<int:pk>/unmerge/", acting.unmerge, name="unmerge"),
    path("needs/<int:pk>/questions/", acting.ask, name="ask"),
    path("needs/<int:pk>/questions/<int:question>/", acting.reply, name="reply"),
    path("needs/<int:pk>/transcript/", acting.transcribe, name="transcribe"),
    path("needs/<int:pk>/photos/", acting.add_photo, name="add-photo"),
    path("needs/photos/<int:pk>/", reading.photo, name="photo"),
    path("needs/photos/<int:pk>/small/", reading.photo, {"size": "small"}, name="thumbnail"),
    path("needs/voices/<int:pk>/", reading.voice, name="voice"),
    path("spaces/<slug:slug>/needs/", reading.listing, name="list"),
    path("spaces/<slug:slug>/needs/latest/", reading.latest_in_space, name="in-space"),
    path("spaces/<slug:slug>/needs/map/", reading.on_map, name="map"),
    path("spaces/<slug:slug>/needs/points.json", reading.points, name="points"),
    path("spaces/<slug:slug>/needs/new/", writing.create, name="create"),
    path("spaces/<slug:slug>/needs/new/blank/", writing.blank, name="blank"),
    path("spaces/<slug:slug>/needs/new/for-someone/", writing.relay, name="relay"),
    path("spaces/<slug:slug>/needs/likely/", writing.likely, name="likely"),
    path("spaces/<slug:slug>/needs/desk/", acting.desk, name="desk"),
]
