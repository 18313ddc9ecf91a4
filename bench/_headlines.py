"""Which figure of which bench docs/performance.md shows, beside what it has to reach (from the benches' last lines)."""

from typing import Any

LARGEST = "*"  # of keys that are sizes, the largest
# bench, what, how the figure is written, where it is, what it has to reach
ROWS: list[tuple[str, str, str, tuple[str, ...], str]] = [
    ("pages", "list of needs, beside the yardstick view", "{:.2f} ×", ("needs_list_ratio",), "0.35 ×"),
    ("pages", "list of needs, queries", "{}", ("needs_list_queries",), "8"),
    ("pages", "one need, beside the yardstick view", "{:.2f} ×", ("need_detail_ratio",), "0.35 ×"),
    ("pages", "slowest growth of a hot page from 10,000 needs to the most", "{:.2f} ×", ("growth",), "1.3 ×"),
    ("search", "search, the slowest question, p95", "{} ms", ("worst_p95_ms",), "150 ms"),
    ("thread", "page of a debate, 50,000 contributions beside 1,000", "{:.2f} ×", ("growth_page",), "1.2 ×"),
    ("thread", "its API", "{:.2f} ×", ("growth_api",), "1.2 ×"),
    ("live", "from acknowledgement to screen, p95", "{} ms", ("p95_ms",), "120 ms"),
    ("live", "lost", "{}", ("lost",), "0"),
    ("live", "processor time of a delivery", "{} µs", ("cpu_per_delivery_us",), ""),
    ("live", "beside the stock pattern, less", "{} ×", ("cpu_stock_over_ours",), "15 ×"),
    ("live", "deliveries flat out, beside Node `ws`", "{} ×", ("times_ws",), "3 ×"),
    ("live", "memory of a listener", "{} KB", ("kb_per_connection",), "45 KB"),
    ("surge", "signatures a second, readers beside", "{}", ("per_second",), "300"),
    ("surge", "signing, p95", "{} ms", ("p95_ms",), "500 ms"),
    ("surge", "beside a minimal insert view", "{} ×", ("times_yardstick",), "0.6 ×"),
    ("surge", "rows that stand twice", "{}", ("twice",), "0"),
    ("consultation", "tally of the largest", "{} s", ("tally_s", LARGEST), ""),
    ("consultation", "page, largest beside smallest", "{} ×", ("growth", "page"), "1.3 ×"),
    ("observatory", "slowest page, p95", "{} ms", ("worst_p95_ms",), "200 ms"),
    ("import", "all territories", "{} s", ("first_s",), "60 s"),
    ("import", "changed by a second import", "{}", ("changed_again",), "0"),
    ("locate", "commune of a point, p95", "{} ms", ("p95_ms",), "15 ms"),
    ("communes", "search of a commune, p95", "{} ms", ("p95_ms",), "50 ms"),
    ("resources", "information bank, slowest, p95", "{} ms", ("worst_p95_ms",), "150 ms"),
    ("associations", "directory of associations, slowest, p95", "{} ms", ("pages", "worst_p95_ms"), "200 ms"),
    (
        "migrations",
        "longest wait for a lock while migrations run, 1,000,000 rows",
        "{} ms",
        ("longest_lock_ms",),
        "1,000 ms",
    ),
    ("migrations", "requests refused meanwhile", "{}", ("failed",), "0"),
    ("migrations", "control: an index made with a lock", "{} ms", ("control_lock_ms",), "seen"),
]


def value(told: dict, path: tuple[str, ...]) -> Any:
    """Return what stands at `path`, None when nothing does."""
    found: Any = told
    for name in path:
        if not isinstance(found, dict) or not found:
            return None
        found = found[max(found, key=int)] if name == LARGEST else found.get(name)
    return found
