"""Doors of training: pages."""
