"""Pages of the information bank."""
