"""Doors of the pages about consultations."""
