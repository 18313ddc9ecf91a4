"""Doors of the app's pages."""
