"""The doors of this room: orders, written questions, information reports."""
