"""Pages about the sessions of a council, cut by noun."""
