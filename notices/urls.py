"""Addresses of the app's pages."""

from django.urls import path

from notices.views import following, inbox, settings, stopping

app_name = "notices"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/count/", inbox.count, name="count"),
    path("inbox/read/", inbox.read_all, name="read-all"),
    path("inbox/sent/", inbox.sent, name="sent"),
    path("inbox/deliveries/", inbox.deliveries, name="deliveries"),
    path("inbox/settings/", settings.settings, name="settings"),
    path("inbox/settings/again/<slug:channel>/", settings.again, name="again"),
    path("inbox/followed/", settings.followed, name="followed"),
    path("inbox/devices/", settings.add_device, name="add-device"),
    path("inbox/devices/<int:pk>/remove/", settings.remove_device, name="remove-device"),
    path("inbox/<int:pk>/", inbox.read, name="read"),
    path("follow/<slug:kind>/<str:key>/", following.topic, name="topic"),
    path("follow/<slug:kind>/<str:key>/atom/", following.atom, name="atom"),
    path("stop/<slug:token>/", stopping.stop, name="stop"),
]
