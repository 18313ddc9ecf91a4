"""Doors: pages, papers and files."""
