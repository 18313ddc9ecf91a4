"""What people type about threads, debates and sittings, made clean."""
