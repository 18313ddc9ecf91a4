"""Test data: one file an app. Say what matters, the rest is filled in."""
