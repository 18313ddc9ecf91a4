"""Threads, debates and sittings as other programs read and write them."""
