"""Threads, debates and sittings for other programs."""
