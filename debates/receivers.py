"""News that debates listen to."""
