"""Pages of civil society spaces."""
