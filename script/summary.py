"""Print the last line of `script/test` from pytest's JUnit file, and end with 1 when anything failed.

summary.py RESULTS CHECKS_FAILED TESTS_FAILED   the line; tests that failed count as passed where TESTS_FAILED is 0:
                                                asked again by themselves they passed
summary.py --failing                            how many tests failed in the run before, by pytest's own memory
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

MEMORY = Path(".pytest_cache/v/cache/lastfailed")


def failing(memory: Path = MEMORY) -> int:
    """Return how many tests failed in the run before; 0 when pytest remembers none."""
    return len(json.loads(memory.read_text(encoding="utf-8"))) if memory.exists() else 0


def main(results: Path, checks_failed: int, tests_failed: int) -> int:
    """Print the line, and return what the program ends with."""
    passed = failed = skipped = 0
    if results.exists():
        for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314 -- pytest wrote it
            count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            wrong = count["failures"] + count["errors"]
            failed += wrong if tests_failed else 0
            skipped += count["skipped"]
            passed += count["tests"] - count["skipped"] - (wrong if tests_failed else 0)
    # A run that broke off has no failing test to show, and is a failure nevertheless.
    failed += checks_failed or 0
    if tests_failed and not failed:
        failed = 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or tests_failed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--failing"]:
        print(failing())
    else:
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
