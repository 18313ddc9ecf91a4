"""Addresses of the app's pages."""

app_name = "programmes"
urlpatterns = []
