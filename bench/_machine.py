"""What a figure was measured on: the processor by its name, its cores, the memory, the version of PostgreSQL, and how
fast all that is today: machines that are rented share what they have.
"""

import os
import platform
import time
from pathlib import Path
from typing import Any

from django.db import connection

NOT_TOLD = "not told"


def machine() -> dict[str, Any]:
    """Return the machine of this run, as docs/measures.json keeps it beside each bench."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(int((_line("/proc/meminfo", "MemTotal") or "0").split()[0]) * 1024 / 1e9, 1),
        "postgresql": version.split()[0],
        "loop_ms": loop(),
    }


def loop() -> float:
    """Return the milliseconds that a fixed piece of Python takes, the best of five: times of two days, or of two
    machines, are compared by it.
    """
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        words: dict[str, int] = {}
        for number in range(200_000):
            key = f"{number % 5_000}"
            words[key] = words.get(key, 0) + number
        taken.append(time.perf_counter() - start)
    return round(1000 * min(taken), 1)


def _line(file: str, name: str) -> str:
    """Return what such a file says under a name; an empty text where there is no such file, or no such name."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def named(measures: dict[str, dict]) -> str:
    """Return the line that names the machines: which benches ran on which. An older figure does not tell all of it."""
    found: dict[str, list[str]] = {}
    for bench, one in measures.items():
        memory = f"{one['memory_gb']} GB" if one.get("memory_gb") else f"memory {NOT_TOLD}"
        processor = one["processor"] if one.get("postgresql") else f"{one['processor']} (model {NOT_TOLD})"
        words = f"{processor}, {one['cores']} cores, {memory}, PostgreSQL {one.get('postgresql', NOT_TOLD)}"
        found.setdefault(words, []).append(f"`{bench}`")
    return "Machine: " + "; ".join(f"{words} ({', '.join(sorted(found[words]))})" for words in sorted(found)) + "."
