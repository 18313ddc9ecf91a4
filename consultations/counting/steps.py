"""Counts as they are shown while people answer: in steps, so that what one more answer changed cannot be seen."""

from typing import Any

from consultations.counting.hiding import share, step

STEPPED = {"asked", "answered", "count", "agree", "disagree", "people", "voters", "points"}
LEFT_OUT = {"by", "mean", "took_part", "ways", "won", "why", "spent", "rank", "tied"}


def in_steps(data: Any) -> Any:
    """Return the public count of a part with each number rounded down to five, and without what is finer than that."""
    if isinstance(data, list):
        return [in_steps(one) for one in data]
    if not isinstance(data, dict):
        return data
    told = {
        key: step(value) if key in STEPPED and isinstance(value, int) else in_steps(value)
        for key, value in data.items()
        if key not in LEFT_OUT
    }
    people = told.get("answered")
    for row in told.get("options", []):
        row["share"] = share(row["count"], people)
    for row in told.get("statements", []):
        both = None if None in (row["agree"], row["disagree"]) else row["agree"] + row["disagree"]
        row["share"] = share(row["agree"], both)
    if "candidates" in told:
        for row in told["candidates"]:
            if "share" in row:
                row["share"] = share(row["count"], told["voters"])
        told["candidates"].sort(key=lambda row: (-(row.get("count") or row.get("points") or 0), row["key"]))
    return told
