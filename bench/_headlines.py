"""Which figure of which bench docs/performance.md shows, beside what it has to reach (from the benches' last lines)."""

from typing import Any

LARGEST = "*"  # of keys that are sizes, the largest
# bench, what, how the figure is written, where it is, what it has to reach
ROWS: list[tuple[str, str, str, tuple[str, ...], str]] = [
    ("pages", "list of needs, beside the yardstick view", "{:.2f} ×", ("needs_list_ratio",), "0.35 ×"),
    ("pages", "the same, filtered", "{:.2f} ×", (LARGEST, "needs_list_filtered", "ratio"), "0.35 ×"),
    ("pages", "the same, searched", "{:.2f} ×", (LARGEST, "needs_list_searched", "ratio"), "0.35 ×"),
    ("pages", "list of needs, queries", "{}", ("needs_list_queries",), "8"),
    ("pages", "one need, beside the yardstick view", "{:.2f} ×", ("need_detail_ratio",), "0.35 ×"),
    ("pages", "a debate of 1,000 contributions, beside it", "{:.2f} ×", (LARGEST, "debate", "ratio"), ""),
    ("pages", "a petition, beside it", "{:.2f} ×", (LARGEST, "petition", "ratio"), ""),
    ("pages", "results of a consultation, beside it", "{:.2f} ×", (LARGEST, "consultation_results", "ratio"), ""),
    ("pages", "slowest growth of a hot page from 10,000 needs to the most", "{:.2f} ×", ("growth",), "1.3 ×"),
    ("search", "search, the slowest question, p95", "{} ms", ("worst_p95_ms",), "150 ms"),
    ("search", "the same, beside a read by key", "{} ×", ("times_read_by_key",), ""),
    ("thread", "page of a debate, 50,000 contributions beside 1,000", "{:.2f} ×", ("growth_page",), "1.2 ×"),
    ("thread", "its API", "{:.2f} ×", ("growth_api",), "1.2 ×"),
    ("live", "from acknowledgement to screen, p95", "{} ms", ("p95_ms",), "120 ms"),
    ("live", "listeners back after what serves them was killed, median", "{} s", ("kills", "back_p50_s"), "5 s"),
    ("live", "lost", "{}", ("lost",), "0"),
    ("live", "processor time of a delivery", "{} µs", ("cpu_per_delivery_us",), ""),
    ("live", "beside the stock pattern, less", "{} ×", ("cpu_stock_over_ours",), "15 ×"),
    ("live", "deliveries flat out, beside Node `ws`", "{} ×", ("times_ws",), "3 ×"),
    ("live", "memory of a listener", "{} KB", ("kb_per_connection",), "45 KB"),
    ("surge", "signatures a second, readers beside", "{}", ("per_second",), "300"),
    ("surge", "signing, p95", "{} ms", ("p95_ms",), "500 ms"),
    ("surge", "signing at 200 a second, p95", "{} ms", ("paced_p95_ms",), ""),
    ("surge", "the same with readers beside", "{} ms", ("paced_p95_beside_readers_ms",), "1.2 × that"),
    ("surge", "beside a minimal insert view", "{} ×", ("times_yardstick",), "0.6 ×"),
    ("surge", "rows that stand twice", "{}", ("twice",), "0"),
    ("soak", "kills in half an hour of mixed load: database, bus, pages, sockets, worker", "{}", ("kills_total",), ""),
    ("soak", "growth of a process that serves pages, of its memory", "{} ×", ("memory_growth", "pages"), "1.05 ×"),
    ("consultation", "tally of the largest", "{} s", ("tally_s", LARGEST), ""),
    ("consultation", "page, largest beside smallest", "{} ×", ("growth", "page"), "1.3 ×"),
    ("observatory", "slowest page, p95", "{} ms", ("worst_p95_ms",), "200 ms"),
    ("observatory", "the same, beside a bare view", "{} ×", ("times_bare",), ""),
    ("import", "all territories", "{} s", ("first_s",), "60 s"),
    ("import", "the same, beside COPY of the same shapes", "{} ×", ("times_copy",), ""),
    ("import", "changed by a second import", "{}", ("changed_again",), "0"),
    ("notices", "10,000 people told by mail at once", "{} s", ("urgent", "all_s"), "300 s"),
    ("notices", "a digest for each of them", "{} s", ("digest", "all_s"), "300 s"),
    ("notices", "told twice", "{}", ("urgent", "twice"), "0"),
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
    ("cut", "longest wait of a writer while a journal of 1,000,000 is cut", "{} ms", ("longest_wait_ms",), "500 ms"),
    ("cut", "the same before", "{} ms", ("longest_wait_before_ms",), ""),
    ("cut", "entries refused or lost", "{}", ("missing",), "0"),
    ("restore", "1,000,000 signatures are back at a moment", "{} s", ("rto_moment_s",), "600 s"),
    ("restore", "the same, beside `cp` of the same bytes", "{} ×", ("times_cp",), ""),
    ("restore", "what was lost", "{} s", ("rpo_s",), "60 s"),
]


def value(told: dict, path: tuple[str, ...]) -> Any:
    """Return what stands at `path`, None when nothing does."""
    found: Any = told
    for name in path:
        if not isinstance(found, dict) or not found:
            return None
        if name == LARGEST:
            name = max((key for key in found if key.isdigit()), key=int, default=None)
        found = found.get(name)
    return found
