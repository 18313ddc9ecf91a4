"""Counting: pure functions over plain values, and what hides small cells. Nothing here knows a person.

The `data` of a `Tally`, by kind of part (what pages, files and the API show; `None` in place of a number: hidden
because it is too small, or because it would give a small one away):

- questions: {"questions": [{"key", "kind", "asked": people it was shown to, "answered", and by kind:
  "options": [{"key", "count", "share": percent, "groups": {"woman": count…}}], "scale": [{"value", "count", "share"}],
  "mean", "median", "least", "most", "ranking": [{"key", "points", "first"}], "themes": [{"key", "name", "count"}],
  "days": [{"month", "count"}], "points": number of points, "photos": number of photos}]}
- opinions: {"people", "statements": [{"key", "agree", "disagree", "passed", "votes"}], "groups": [{"label": "A",
  "size", "statements": [{"key", "agree", "disagree", "votes"}]}], "shared": [keys], "apart": [keys],
  "map": [[x, y, group, people]…] rounded, of cells with enough people, "enough": bool, "seed"}
- priorities: {"method", "people", "budget", "spent", "candidates": [{"key", "count" or "points", "cost", "rank", "won",
  "why": {"code", …figures}}]}
"""
