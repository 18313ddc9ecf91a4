"""Watching over the house: every request counted and numbered, and the figures for Prometheus (docs/operations.md)."""
