"""What writes the search: entries are made, dropped, brought up to date with the journal, mended at night."""

from search.actions.filling import forget, index
from search.actions.following import follow
from search.actions.mending import count_lexemes, mend

__all__ = ["count_lexemes", "follow", "forget", "index", "mend"]
