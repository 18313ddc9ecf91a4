"""The pages of threads, debates and sittings."""
