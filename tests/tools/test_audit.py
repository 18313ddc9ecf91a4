"""The audit of what the house is built on: what is weak fails, what nobody could be asked about is said."""

import datetime
from pathlib import Path

import pytest

from script import audit

ROOT = Path(__file__).resolve().parents[2]
PILLOW = {"name": "pillow", "version": "13.0", "vulns": [{"id": "PYSEC-1"}]}
SILENT = {"dependencies": [{"name": "pillow", "skip_reason": "not found"}]}


@pytest.fixture
def service(monkeypatch):
    """What pip-audit and npm say: `service(python, node)`."""

    def says(python, node=None):
        monkeypatch.setattr(audit, "_run", lambda command, *args: node if command[0] == "npm" else python)

    return says


@pytest.mark.parametrize(
    ("python", "node", "words", "status"),
    [
        ({"dependencies": [PILLOW]}, {"vulnerabilities": {}}, "pillow 13.0: PYSEC-1\n", 1),
        ({"dependencies": [PILLOW | {"vulns": []}]}, {"vulnerabilities": {}}, "1 of ", 0),
        (SILENT, None, "note: not asked, no service of advisories answered: requirements/dev.txt", 0),
        (None, {"error": {"code": "ENOAUDIT"}}, "note: not asked", 0),
        (
            SILENT,
            {"vulnerabilities": {"x": {"range": "<2", "via": ["y", {"url": "https://example.org/GHSA-1"}]}}},
            "x <2: GHSA-1\n",
            1,
        ),
    ],
)
def test_what_is_weak_fails_and_silence_is_said(service, capsys, python, node, words, status):
    service(python, node)
    assert audit.main() == status
    said = capsys.readouterr().out
    assert words in said
    assert ("note: " in said) == (python in (SILENT, None) or node is None or "error" in node)


def test_what_was_accepted_counts_again_after_its_day(tmp_path):
    file = tmp_path / "advisories.toml"
    file.write_text('[[accepted]]\nadvisory = "PYSEC-1"\npackage = "pillow"\nwhy = "no PSD here"\nuntil = 2027-01-31\n')
    assert audit.accepted(datetime.date(2027, 1, 31), file) == {"PYSEC-1"}
    assert audit.accepted(datetime.date(2027, 2, 1), file) == set()
    audit.accepted(datetime.date(2027, 1, 1))  # the house's own can be read


def test_a_program_that_is_not_there_is_no_failure():
    assert audit._run(["agraw-has-no-such-program"]) is None
    assert audit._run(["true"]) is None


def test_the_lock_for_developers_holds_every_package_that_is_served():
    def names(name):
        lines = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").splitlines()
        return {line.partition(" ")[0] for line in lines if line[:1].isalnum()}

    assert names("base") <= names("dev")
    assert names("groups") <= names("dev")
