"""Addresses of the app's pages."""

app_name = "observatory"
urlpatterns = []
