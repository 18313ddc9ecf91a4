"""Addresses of writing a consultation, and its moves."""

urlpatterns = []
