"""What people see of events: a view fetches, calls an act, answers."""
