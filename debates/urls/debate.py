"""Addresses of debates."""

urlpatterns = []
