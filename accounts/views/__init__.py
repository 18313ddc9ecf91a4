"""Doors for people: signing in, their account, their data."""
