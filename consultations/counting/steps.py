"""Counts as they are shown while people answer: in steps, so that what one more answer changed cannot be seen."""

from typing import Any

from core.hiding import SMALL, share, step

STEPPED = {"asked", "answered", "count", "agree", "disagree", "people", "voters", "points"}
LEFT_OUT = {"by", "mean", "took_part", "ways", "won", "why", "spent", "rank", "tied"}


def in_steps(data: Any, salt: str = "") -> Any:
    """Return the public count of a part with each number rounded by `step`, and without what is finer than that.

    `salt` is a secret of the consultation.
    """
    if isinstance(data, list):
        return [in_steps(one, f"{salt}.{place}") for place, one in enumerate(data)]
    if not isinstance(data, dict):
        return data
    told = {
        key: step(value, f"{salt}.{key}")
        if key in STEPPED and isinstance(value, int)
        else in_steps(value, f"{salt}.{key}")
        for key, value in data.items()
        if key not in LEFT_OUT
    }
    if "options" in told:
        _loosen(told["options"], data["answered"])
        for row in told["options"]:
            row["share"] = _part(row["count"], told["answered"])
    for row in told.get("statements", []):
        both = None if None in (row["agree"], row["disagree"]) else row["agree"] + row["disagree"]
        row["share"] = _part(row["agree"], both)
    if "candidates" in told:
        for row in told["candidates"]:
            if "share" in row:
                row["share"] = _part(row["count"], told["voters"])
        told["candidates"].sort(key=lambda row: (-(row.get("count") or row.get("points") or 0), row["key"]))
    return told


def _loosen(rows: list[dict[str, Any]], people: int) -> None:
    """Round the largest count the other way when the sum of all says too much: each is at most four from the truth, and
    if all were so in one direction, the total, which everyone knows, would give each away."""
    shown = [row for row in rows if row["count"] is not None]
    if len(shown) < 2:
        return
    missing = people - sum(row["count"] for row in shown)
    if abs(missing) > (SMALL - 1) * len(shown) - SMALL:
        largest = max(shown, key=lambda row: row["count"])
        largest["count"] += SMALL if missing > 0 else -SMALL


def _part(count: int | None, people: int | None) -> int | None:
    found = share(count, people)
    return None if found is None else min(100, found)
