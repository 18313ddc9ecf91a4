"""What people type about networks and partners, made clean."""
