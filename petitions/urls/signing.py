"""Signing and taking a signature back."""

urlpatterns = []
