"""Doors of the pages about petitions."""
