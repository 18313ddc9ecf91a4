"""The kinds of things that are found, in the order in which the page counts them."""

from search.things import asked, council, known, people, places  # noqa: F401 -- each registers its kinds
