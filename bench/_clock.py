"""What the benches share: time things one by one, and say it in one line of JSON."""

import gc
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


def measured(asked: dict[str, Callable], rounds: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Ask for everything in turn, `rounds` times; return the milliseconds of each: of the clock, and of our CPU."""
    wall, cpu = ({name: [] for name in asked} for _ in range(2))
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        names = list(asked)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            start, busy = time.perf_counter(), time.process_time()
            asked[name]()
            wall[name].append((time.perf_counter() - start) * 1000)
            cpu[name].append((time.process_time() - busy) * 1000)
    return wall, cpu


def growth(small: list[float], large: list[float]) -> float:
    """Return how many times longer the large one takes: the median over the rounds, as both meet the same noise."""
    return round(statistics.median(more / less for less, more in zip(small, large, strict=True)), 2)


def say(**results: Any) -> None:
    """Print the result as the last line, with the machine's load of the last minute (jobs waiting for its cores)."""
    results["load"] = round(os.getloadavg()[0], 1)
    sys.stdout.write(json.dumps(results, ensure_ascii=False) + "\n")
