"""The pictograms of Agraw: one family, 24 × 24, 2 px stroke, drawn for it; inlined, so that they cost no request.

`MIRRORED` names those that mean a direction and turn round in right-to-left pages.
"""

# ruff: noqa: E501

ICONS = {
    # what a commune is competent for (councils.Theme)
    "water": '<path d="M12 3s6.5 7 6.5 11.5a6.5 6.5 0 0 1-13 0C5.5 10 12 3 12 3Z"/><path d="M9 15a3 3 0 0 0 3 3"/>',
    "roads": '<path d="M8 3 4 21M16 3l4 18M12 4v3M12 11v3M12 18v3"/>',
    "lighting": '<path d="M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.4.3-.5.7-.5 1v2H9v-2c0-.3-.1-.7-.5-1Z"/>',
    "waste": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"/>',
    "transport": '<path d="M5 17V6a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v11ZM5 11h14M7 17v3M17 17v3M8.5 14h.01M15.5 14h.01"/>',
    "education": '<path d="M2 9l10-5 10 5-10 5ZM6 11.5V17c2 2 10 2 12 0v-5.5M22 9v6"/>',
    "health": '<path d="M12 20S4 15 4 9a4.2 4.2 0 0 1 8-1.8A4.2 4.2 0 0 1 20 9c0 6-8 11-8 11ZM12 9.5v5M9.5 12h5"/>',
    "green": '<path d="M12 21v-9M12 15c-5 0-7-3-7-8 5 0 7 3 7 8ZM12 12c0-4 2-7 7-8 0 5-2 8-7 8"/>',
    "culture": '<circle cx="12" cy="12" r="9"/><path d="m12 7 4 3-1.5 5h-5L8 10ZM12 3v4M20.5 9.5 16 10M17 19.5 14.5 15M7 19.5 9.5 15M3.5 9.5 8 10"/>',
    "social": '<circle cx="11" cy="4.5" r="1.5"/><path d="M11 9v6h5l2.5 5M11 11h4M8 12.5a5 5 0 1 0 6.5 6"/>',
    "markets": '<path d="M4 9v11h16V9M3 9l2-5h14l2 5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0ZM10 20v-5h4v5"/>',
    "safety": '<path d="M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6Z"/><path d="m9 12 2 2 4-4"/>',
    "administration": '<path d="M3 9l9-5 9 5ZM5 9v9M10 9v9M14 9v9M19 9v9M3 21h18"/>',
    "other": '<circle cx="12" cy="12" r="9"/><path d="M8 12h.01M12 12h.01M16 12h.01"/>',
    # states and signs
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "check": '<path d="m5 13 4.5 4.5L19 7"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "pause": '<path d="M9 5v14M15 5v14"/>',
    "ear": '<path d="M7 10a5.5 5.5 0 0 1 11 0c0 4-4 4.5-4 7.5a3 3 0 0 1-5.5 1.5M10 11a2.5 2.5 0 0 1 5 0c0 2-2 2-2 4"/>',
    "voice": '<path d="M4 5h16v11H10l-4 4v-4H4ZM8 9h8M8 12.5h5"/>',
    "flag": '<path d="M6 21V4M6 5h11l-2 3.5 2 3.5H6"/>',
    "warning": '<path d="M12 4 2.5 20h19ZM12 10v4M12 17h.01"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>',
    # acts and things
    "pin": '<path d="M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "map": '<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2ZM9 4v14M15 6v14"/>',
    "locate": '<circle cx="12" cy="12" r="6"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4"/>',
    "photo": '<path d="M3 7h4l2-3h6l2 3h4v13H3Z"/><circle cx="12" cy="13" r="4"/>',
    "microphone": '<path d="M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5 11a7 7 0 0 0 14 0M12 18v3"/>',
    "play": '<path d="M7 4.5v15l12-7.5Z"/>',
    "stop": '<path d="M6 6h12v12H6Z"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21a7.5 7.5 0 0 1 15 0"/>',
    "join": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M19 8v6M16 11h6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "language": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9Z"/>',
    "inbox": '<path d="M4 4h16l1 9v7H3v-7ZM3 13h5l1.5 3h5l1.5-3h5"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "external": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "edit": '<path d="m4 20 1-5L16 4l4 4L9 19ZM13 7l4 4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "phone": '<path d="M6 3h4l1.5 5-2.5 2a13 13 0 0 0 5 5l2-2.5 5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2Z"/>',
    "mail": '<path d="M3 5h18v14H3ZM3 6l9 7 9-7"/>',
    "key": '<circle cx="8" cy="15" r="4.5"/><path d="m11.5 12 8-8M16 7.5l3 3"/>',
    "calendar": '<path d="M4 6h16v15H4ZM4 10.5h16M8.5 3v5M15.5 3v5M8 14.5h3M13 14.5h3M8 18h3"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01"/>',
    "document": '<path d="M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6"/>',
    "hand": '<path d="M8 12V5.5a1.5 1.5 0 0 1 3 0V11M11 10.5V4a1.5 1.5 0 0 1 3 0v6.5M14 11V5.5a1.5 1.5 0 0 1 3 0V14c0 4-2.5 7-6 7-3 0-4.5-1.5-6-4l-2-3.5c-.8-1.5 1-2.7 2.2-1.5L8 14"/>',
    "screen": '<path d="M3 4h18v12H3ZM12 16v4M8 20h8"/>',
    "chart": '<path d="M4 20h16M6.5 20v-8M12 20V5M17.5 20v-5"/>',
    "lock": '<path d="M5 11h14v10H5ZM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
}  # fmt: skip

MIRRORED = {"arrow", "back", "external", "list", "voice", "join"}
