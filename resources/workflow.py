"""The lives of its things: what may happen when."""
