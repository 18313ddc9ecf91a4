"""Pages about councils, cut by noun."""
