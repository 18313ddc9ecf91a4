"""Addresses of conclusions and minutes."""

urlpatterns = []
