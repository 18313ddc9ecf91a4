"""Addresses of the app's pages."""

app_name = "search"
urlpatterns = []
