"""Addresses of a discussion and what is said in it."""

urlpatterns = []
