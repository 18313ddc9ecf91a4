"""Doors of the app: reading, preparing, planning, following, evaluating."""
