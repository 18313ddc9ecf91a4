"""Counting: SQL that groups by council and month, and the arithmetic that nothing else does."""
