"""Addresses of answering: online, and at a desk for someone."""

urlpatterns = []
