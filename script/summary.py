"""Print the last line of `script/test` from pytest's JUnit file, and end with 1 when anything failed."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def main(results: Path, checks_failed: int, tests_failed: int) -> int:
    passed = failed = skipped = 0
    if results.exists():
        for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314 -- pytest wrote it
            count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            failed += count["failures"] + count["errors"]
            skipped += count["skipped"]
            passed += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    # A run that broke off has no failing test to show, and is a failure nevertheless.
    failed += checks_failed or 0
    if tests_failed and not failed:
        failed = 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or tests_failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
