"""Consultations for other programs."""
