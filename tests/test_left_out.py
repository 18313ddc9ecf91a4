"""What no file may leave out or give away: a test without a day on which it comes back, a path of a machine."""

import datetime
import re

from tests.test_house import APPS, ROOT, python_files

DATED = re.compile(r"(#|issues?/|issue )\d+.*(\d{4}-\d{2}-\d{2})")


def test_a_test_left_out_names_its_issue_and_a_day_that_has_not_passed():
    for path in python_files("tests"):
        if path.name == "test_left_out.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"pytest\.(mark\.)?(skip|skipif|xfail)\b|pytest\.importorskip", line):
                dated = DATED.search(line)
                assert dated, f"{path}:{number} names no issue and no date"
                until = datetime.date.fromisoformat(dated[2])
                assert until >= datetime.datetime.now(tz=datetime.UTC).date(), f"{path}:{number} is over"


def test_nothing_names_the_machine_it_was_written_on():
    guilty = [
        str(path.relative_to(ROOT))
        for folder in (*APPS, "tests", "docs", "script", "templates", "static")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.name != "test_left_out.py"
        and path.suffix in {".py", ".md", ".html", ".css", ".js", ".sh", ""}
        if re.search(r"/work/(main|shared)|\.\./shared/", path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert guilty == []
