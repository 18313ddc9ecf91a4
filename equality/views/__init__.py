"""The doors of this room: the consultative body, its people, its opinions."""
