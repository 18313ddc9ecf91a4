"""Counting: pure functions over plain values, and what hides small cells. Nothing here knows a person.

The `data` of a `Tally`, by kind of part (what pages, files and the API show; `None` in place of a number: hidden
because it is too small, or because it would give a small one away). All kinds: {"live": counted while people answer, in
steps (`steps`), "people": responses sent, "ways": {"online", "desk", "paper"}, "took_part": {"gender" | "age_band" |
"place": [{"key" ("" said nothing), "count"}]}} and:

- questions: {"questions": [{"key", "kind", "hidden": True when nothing of it can be shown, "asked": people it was shown
  to, "answered", "lead": key of the option with more than half, or None, "options": [{"key", "count", "share": whole
  per cent of those who answered}], "others": True when more is in cells that are not named, "mean", "by": {"gender" |
  "age_band" | "place": [{"key", "counts": in the order of the options, "shares"}]}, "ranking": [{"key", "points"}]}]}.
  "options" holds options by key; values of a scale; classes of numbers by number (`class_edges`); months as 202611;
  themes of texts by key. Points on the map and photos have "asked" and "answered" alone.
- opinions: {"voters", "statements": [{"key", "agree", "disagree", "share": of agree among both, "lead": "agree",
  "disagree" or ""}], and, once closed, "enough", "why_not": "few", "alike", "small" or
  "not_installed", "seed", "sorted": people who voted enough to stand in a group, "groups": [{"label": "A", "size",
  "statements": [{"key", "side", "level": 0 to 4, a
  fifth each}]}], "shared": [{"key", "side"}] on which most of every group think the same, "apart": [{"key", "levels":
  agreement by group}], "map": [[across, up, group, people]…] of a grid of 12 by 12}
- priorities: {"method", "voters", "budget", "spent", "candidates": [{"key", "count" and "share", or "points", "cost",
  "rank", "tied", "won", "why": {"code", …figures} (`budgets`)}]}
"""
