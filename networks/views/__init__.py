"""Doors of networks."""
