"""The night asks for the whole form of each test that has one."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELPERS = {"tests/journeys/walker.py": "tests/journeys/test_every_page.py"}  # what asks in the name of a test


def test_no_whole_form_is_left_out_of_the_night():
    night = (ROOT / "script/nightly").read_text(encoding="utf-8")
    with_one = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and "AGRAW_WHOLE" in path.read_text(encoding="utf-8")
    }
    assert with_one
    for name in with_one:
        named = HELPERS.get(name, name)
        assert named in night or f"{Path(named).parent} " in night, name
