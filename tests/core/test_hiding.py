"""One measure of small counts for the whole house."""

import ast

from django.conf import settings

from core.hiding import SMALL
from tests.test_house import APPS

OWN = "core/hiding.py"
# Counts of something else than people.
OTHERS = {"observatory/standing.py", "observatory/figures.py"}
WORDS = ("small", "few", "mask", "hide", "hidden", "least_people")


def measures(tree: ast.Module):
    """Yield the line of each comparison with the small count's number, and of each constant of that meaning."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            orders = any(isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for sign in node.ops)
            if orders and any(isinstance(side, ast.Constant) and side.value in {SMALL - 1, SMALL} for side in sides):
                yield node.lineno
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value == SMALL:
            names = [target.id.lower() for target in node.targets if isinstance(target, ast.Name)]
            if any(word in name for name in names for word in WORDS):
                yield node.lineno


def test_small_counts_are_measured_in_one_place():
    found = [
        f"{path}:{line}"
        for app in APPS
        for file in sorted((settings.BASE_DIR / app).rglob("*.py"))
        if (path := str(file.relative_to(settings.BASE_DIR))) not in {OWN} | OTHERS
        for line in measures(ast.parse(file.read_text()))
    ]
    # "fewer than four signs", "a number of four digits": no people are counted there.
    assert [
        one for one in found if not one.startswith(("assemblies/views/preparing.py", "needs/views/writing.py"))
    ] == []
