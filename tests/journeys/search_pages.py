"""The pages of the search: who visits each, and what she does there first."""

from types import SimpleNamespace

from search import actions
from tests.journeys.visit import FEW, Visit


def make(world) -> SimpleNamespace:
    """Find everything that is public in the demonstration."""
    actions.mend()
    return SimpleNamespace()


def visits(world) -> list[Visit]:
    return [
        Visit("search/"), Visit("search/?q=الماء", languages=("ar",)),
        Visit("search/?q=tiznit", languages=("fr", "zgh", "en")),
        Visit("search/?q=الطريق&theme=roads", "citizen", languages=("ar",)),
        Visit("search/?q=qqqqq+tiznit&state=open", languages=FEW), Visit("search/?q=de+la", languages=FEW),
        Visit("search/?q=eau&since=2026-05-02&until=2026-05-01", languages=FEW),
    ]  # fmt: skip
