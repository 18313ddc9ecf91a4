"""What the benches share: time things one by one, and say it in one line of JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any


def times(act: Callable[[Any], Any], inputs: Iterable[Any]) -> list[float]:
    """Return the milliseconds that `act` took for each input."""
    taken = []
    for one in inputs:
        start = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def summary(taken: list[float]) -> dict[str, float]:
    """Return n, p50, p95, p99 and the worst, in milliseconds."""
    cuts = statistics.quantiles(taken, n=100)
    return {
        "n": len(taken),
        "p50_ms": round(cuts[49], 2),
        "p95_ms": round(cuts[94], 2),
        "p99_ms": round(cuts[98], 2),
        "max_ms": round(max(taken), 2),
    }


def say(**results: Any) -> None:
    """Print the result as the last line, with the machine's load of the last minute (jobs waiting for its cores)."""
    results["load"] = round(os.getloadavg()[0], 1)
    sys.stdout.write(json.dumps(results, ensure_ascii=False) + "\n")
