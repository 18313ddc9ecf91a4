"""Addresses of sittings, their floor and polls."""

urlpatterns = []
