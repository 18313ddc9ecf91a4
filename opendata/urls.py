"""Addresses of the app's pages."""

app_name = "opendata"
urlpatterns = []
