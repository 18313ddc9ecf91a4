"""Named values."""
