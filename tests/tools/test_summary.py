"""The last line of `script/test`: what counts as failed, and what was asked again."""

import pytest

from script import summary

SUITE = '<testsuites><testsuite tests="10" failures="1" errors="1" skipped="2"/></testsuites>'


@pytest.mark.parametrize(
    ("checks", "tests", "line", "status"),
    [
        (0, 1, "6 passed, 2 failed, 2 skipped", 1),
        (0, 0, "8 passed, 0 failed, 2 skipped", 0),  # asked again by themselves they passed
        (1, 0, "8 passed, 1 failed, 2 skipped", 1),
    ],
)
def test_the_line_counts_what_failed_in_the_end(tmp_path, capsys, checks, tests, line, status):
    results = tmp_path / "results.xml"
    results.write_text(SUITE)
    assert summary.main(results, checks, tests) == status
    assert capsys.readouterr().out == f"{line}\n"


def test_a_run_that_broke_off_failed(tmp_path, capsys):
    assert summary.main(tmp_path / "none.xml", 0, 1) == 1
    assert capsys.readouterr().out == "0 passed, 1 failed, 0 skipped\n"


def test_what_failed_is_counted_by_memory(tmp_path):
    memory = tmp_path / "lastfailed"
    assert summary.failing(memory) == 0
    memory.write_text('{"tests/test_one.py::test_a": true, "tests/test_one.py::test_b": true}')
    assert summary.failing(memory) == 2
